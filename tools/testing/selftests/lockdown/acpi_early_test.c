// SPDX-License-Identifier: GPL-2.0
/*
 * The boot loader put an ACPI table in front of the initrd, in an uncompressed
 * cpio. The kernel looks for it before any LSM is registered, and must give the
 * same answer as later: installed at none, ignored from integrity up.
 *
 * The table is an SSDT with the OEM id "LOCKDN", the OEM table id "LOCKDOWN".
 */

#include "../kselftest_harness.h"

#include <dirent.h>
#include <fcntl.h>

#include "lockdown_file.h"

#define TABLES		"/sys/firmware/acpi/tables"

/* Both ids, one behind the other, in the header of an ACPI table. */
#define IDS		"LOCKDNLOCKDOWN"
#define IDS_OFFSET	10

static bool table_is_ours(const char *name)
{
	char path[512], ids[sizeof(IDS)] = "";
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), TABLES "/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	length = pread(fd, ids, sizeof(ids) - 1, IDS_OFFSET);
	close(fd);
	return length == sizeof(ids) - 1 && !strcmp(ids, IDS);
}

TEST(table_before_the_initrd_is_installed_only_at_none)
{
	int level = level_enforced(), installed = 0, own = 0;
	struct dirent *entry;
	DIR *tables;

	if (level == -ENOENT)
		SKIP(return, "securityfs is not mounted");
	ASSERT_LE(0, level);
	tables = opendir(TABLES);
	if (!tables)
		SKIP(return, "no " TABLES);

	while ((entry = readdir(tables))) {
		own += !strcmp(entry->d_name, "DSDT");
		installed += !strncmp(entry->d_name, "SSDT", 4) &&
			     table_is_ours(entry->d_name);
	}
	closedir(tables);

	/* Without the machine's own tables, a missing one would tell nothing. */
	ASSERT_EQ(1, own);
	EXPECT_EQ(level == LEVEL_NONE ? 1 : 0, installed);
}

TEST_HARNESS_MAIN
