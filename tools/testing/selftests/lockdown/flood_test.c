// SPDX-License-Identifier: GPL-2.0
/*
 * Denials at a high rate: the log is not filled, and no other reason's line is
 * lost. Stock has one limit for all reasons and fails the second.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <time.h>

#include "denial.h"
#include "doors.h"

/* Far more than the limit of one interval, and of the next. */
#define ATTEMPTS	1000
#define LIMIT		10
#define INTERVAL	5

FIXTURE(flood)
{
	struct kernel_log log;
	/* Intervals that the flood touched. */
	int intervals;
};

FIXTURE_SETUP(flood)
{
	int level = level_enforced();
	time_t start;
	int i;

	if (level == -ENOENT || level == LEVEL_NONE)
		SKIP(return, "nothing is locked");
	ASSERT_LE(0, level);
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));

	start = time(NULL);
	for (i = 0; i < ATTEMPTS; i++) {
		ASSERT_EQ(-1, open("/dev/mem", O_RDONLY));
		ASSERT_EQ(EPERM, errno);
	}
	self->intervals = (time(NULL) - start) / INTERVAL + 2;
}

FIXTURE_TEARDOWN(flood)
{
	kernel_log_close(&self->log);
}

TEST_F(flood, of_one_reason_is_limited)
{
	struct denials denials;

	denials = denials_since(&self->log, LOCKDOWN_DEV_MEM);

	EXPECT_LE(1, denials.exact);
	EXPECT_LE(denials.exact, self->intervals * LIMIT);
	EXPECT_EQ(0, denials.other);
}

TEST_F(flood, of_one_reason_hides_no_other)
{
	struct denials denials;
	struct attempt attempt;

	denials_since(&self->log, LOCKDOWN_DEV_MEM);

	attempt = probe_pci_config();
	if (attempt.missing)
		SKIP(return, "%s", attempt.missing);

	denials = denials_since(&self->log, LOCKDOWN_PCI_ACCESS);
	EXPECT_EQ(EPERM, attempt.error);
	EXPECT_EQ(1, denials.exact);
	EXPECT_EQ(0, denials.other);
}

TEST_HARNESS_MAIN
