// SPDX-License-Identifier: GPL-2.0
/*
 * Each door is open below the level of its reason, and shut from that level up.
 *
 * Lockdown is one-way, so one boot shows one level: the tests judge by the
 * level that they find. One line of output for each door tells what was seen:
 *
 *	# door kcore reason kcore level integrity state open errno 0 log 0
 */

#include <assert.h>

#include "../kselftest_harness.h"

#include "door_test.h"

/* Every reason has a door, or a word why there is none, and never both. */
enum {
	REASONS_WITH_DOOR = 0
#define DOOR(slug, reason, ...)		| 1ULL << LOCKDOWN_##reason
#define BOOT_DOOR(slug, reason, ...)	| 1ULL << LOCKDOWN_##reason
#define STRICT_DOOR(slug, reason, ...)	| 1ULL << LOCKDOWN_##reason
#define BTF_DOOR(slug, reason, ...)	| 1ULL << LOCKDOWN_##reason
#include "doors_list.h"
};

enum {
	REASONS_WITHOUT_DOOR = 0
#define NO_DOOR(reason, ...)		| 1ULL << LOCKDOWN_##reason
#include "doors_list.h"
};

#define LOCKDOWN_REASON(symbol, ...)					\
	static_assert((REASONS_WITH_DOOR ^ REASONS_WITHOUT_DOOR) &	\
		      1ULL << LOCKDOWN_##symbol,			\
		      #symbol ": needs a door or a NO_DOOR() in doors_list.h");
#include "reasons.h"

#define DOOR(...)	DOOR_VARIANT(__VA_ARGS__)
#include "doors_list.h"

/* What lockdown has no say in. */
FIXTURE(no_door)
{
	struct kernel_log log;
};

FIXTURE_VARIANT(no_door)
{
	door_probe probe;
	/* The errno of every level, 0 if it is done at every level. */
	int error;
};

FIXTURE_SETUP(no_door)
{
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(no_door)
{
	kernel_log_close(&self->log);
}

/* What is refused is the missing signature, not the module or the kernel. */
FIXTURE_VARIANT_ADD(no_door, module_signed)
{
	.probe = probe_module_signed,
};

FIXTURE_VARIANT_ADD(no_door, module_trusted)
{
	.probe = probe_module_trusted,
};

FIXTURE_VARIANT_ADD(no_door, kexec_file_signed)
{
	.probe = probe_kexec_file_signed,
};

/* A bad signature is worse than none. */
FIXTURE_VARIANT_ADD(no_door, module_revoked)
{
	.probe = probe_module_revoked,
	.error = EKEYREJECTED,
};

FIXTURE_VARIANT_ADD(no_door, module_changed)
{
	.probe = probe_module_changed,
	.error = EKEYREJECTED,
};

FIXTURE_VARIANT_ADD(no_door, module_overlong)
{
	.probe = probe_module_overlong,
	.error = EBADMSG,
};

TEST_F(no_door, is_the_same_at_every_level)
{
	struct attempt attempt = variant->probe();
	struct denials denials;

	denials = denials_since(&self->log, 0);
	if (attempt.missing)
		SKIP(return, "%s", attempt.missing);

	EXPECT_EQ(variant->error, attempt.error);
	EXPECT_EQ(!variant->error, attempt.effect);
	EXPECT_EQ(0, denials.exact + denials.other);
}

TEST_HARNESS_MAIN
