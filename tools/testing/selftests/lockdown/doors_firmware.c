// SPDX-License-Identifier: GPL-2.0
/* Doors to firmware: ACPI tables, calls of UEFI. */

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/types.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doors.h"

#define ACPI_TABLES	"/sys/kernel/config/acpi/table"
#define TABLE		ACPI_TABLES "/lockdown_test"

/* A table with a header only: it defines nothing. */
struct acpi_table {
	char signature[4];
	__u32 length;
	__u8 revision;
	__u8 checksum;
	char oem_id[6];
	char oem_table_id[8];
	__u32 oem_revision;
	char creator_id[4];
	__u32 creator_revision;
};

static_assert(sizeof(struct acpi_table) == 36, "size of an ACPI table header");

static void make_table(struct acpi_table *table)
{
	const __u8 *byte = (const __u8 *)table;
	__u8 sum = 0;
	size_t i;

	memset(table, 0, sizeof(*table));
	memcpy(table->signature, "SSDT", 4);
	table->length = sizeof(*table);
	table->revision = 2;
	memcpy(table->oem_id, "LOCKDN", 6);
	memcpy(table->oem_table_id, "CONFIGFS", 8);
	memcpy(table->creator_id, "TEST", 4);

	/* All bytes of a table add up to zero. */
	for (i = 0; i < sizeof(*table); i++)
		sum += byte[i];
	table->checksum = -sum;
}

struct attempt probe_acpi_configfs(void)
{
	struct attempt attempt = { 0 };
	char signature[4] = "";
	struct acpi_table table;
	int fd;

	if (access(ACPI_TABLES, F_OK))
		return ATTEMPT_MISSING("no " ACPI_TABLES);
	if (mkdir(TABLE, 0755))
		return ATTEMPT_FAILED(errno);

	make_table(&table);
	fd = open(TABLE "/aml", O_WRONLY | O_CLOEXEC);
	if (fd < 0) {
		attempt.error = errno;
		goto out;
	}

	/* configfs gathers the writes; the table is taken at close(2). */
	if (write(fd, &table, sizeof(table)) != sizeof(table))
		attempt.error = errno;
	if (close(fd))
		attempt.error = errno;

	/* Neither of them says whether the table was taken: ask for it. */
	fd = open(TABLE "/signature", O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		attempt.error = errno;
		goto out;
	}
	if (read(fd, signature, sizeof(signature)) < 0)
		attempt.error = errno;
	attempt.effect = !memcmp(signature, table.signature, 4);
	close(fd);
out:
	rmdir(TABLE);
	return attempt;
}

#define EFI_TEST	"/dev/efi_test"

/* The one request that needs no firmware: which calls it has. */
#define EFI_RUNTIME_GET_SUPPORTED_MASK	_IOR('p', 0x0C, unsigned int)

struct attempt probe_efi_test(void)
{
	struct attempt attempt = { 0 };
	unsigned int mask;
	int fd;

	fd = open(EFI_TEST, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no " EFI_TEST);
		return ATTEMPT_FAILED(errno);
	}

	if (ioctl(fd, EFI_RUNTIME_GET_SUPPORTED_MASK, &mask))
		attempt.error = errno;
	attempt.effect = !attempt.error;
	close(fd);
	return attempt;
}
