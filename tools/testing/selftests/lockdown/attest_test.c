// SPDX-License-Identifier: GPL-2.0
/*
 * A raise is measured: IMA has an entry for it, and the TPM's register moves on.
 * Needs IMA with a policy that measures critical data.
 */

#include "../kselftest_harness.h"

#include "files.h"
#include "lockdown_file.h"

#define MEASUREMENTS	"/sys/kernel/security/ima/ascii_runtime_measurements"
#define REGISTER	"/sys/class/tpm/tpm0/pcr-sha256/10"

#define LINE_SIZE	8192

/* How many entries of this text there are: ima-buf has it in hexadecimal digits. */
static int entries_of(const char *text)
{
	char line[LINE_SIZE], wanted[512] = " lockdown-raise ";
	size_t at = strlen(wanted);
	int count = 0;
	FILE *file;

	for (; *text; text++, at += 2)
		snprintf(wanted + at, sizeof(wanted) - at, "%02x", *text);
	snprintf(wanted + at, sizeof(wanted) - at, "\n");

	file = fopen(MEASUREMENTS, "re");
	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file))
		count += strstr(line, " ima-buf ") && strstr(line, wanted);
	fclose(file);
	return count;
}

FIXTURE(attest)
{
	enum level level;
};

FIXTURE_SETUP(attest)
{
	int level = level_found();

	if (access(MEASUREMENTS, F_OK))
		SKIP(return, "no IMA");
	ASSERT_LE(0, level);
	self->level = level;
}

FIXTURE_TEARDOWN(attest)
{
}

/* The same for the raise to a level, with what strict adds to it. */
static int raises_to(const char *level, const char *origin)
{
	char entry[128];

	snprintf(entry, sizeof(entry), "level=%s;denied=%s%s;origin=%s;", level, level,
		 strict_is_on() ? ",strict" : "", origin);
	return entries_of(entry);
}

TEST_F(attest, raise_during_boot_is_measured)
{
	if (self->level != LEVEL_INTEGRITY)
		SKIP(return, "level found: %s", level_names[self->level]);

	EXPECT_EQ(1, raises_to("integrity", "command line"));
}

TEST_F(attest, what_the_configuration_forces_is_measured)
{
	if (!strict_is_on())
		SKIP(return, "strict is off");

	EXPECT_EQ(1, entries_of("level=none;denied=strict;origin=Kernel configuration;"));
}

TEST_F(attest, raise_of_a_running_system_is_measured)
{
	char before[128], after[128];

	if (self->level != LEVEL_INTEGRITY)
		SKIP(return, "level found: %s", level_names[self->level]);

	ASSERT_EQ(0, read_text(REGISTER, before, sizeof(before)));
	EXPECT_EQ(0, raises_to("confidentiality", "securityfs"));
	ASSERT_EQ(15, lockdown_file_write("confidentiality", 15));
	EXPECT_EQ(1, raises_to("confidentiality", "securityfs"));
	ASSERT_EQ(0, read_text(REGISTER, after, sizeof(after)));
	EXPECT_STRNE(before, after);
}

TEST_HARNESS_MAIN
