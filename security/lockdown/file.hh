// SPDX-License-Identifier: GPL-2.0
// Files that are doors: which they are, and which use of them goes through.
#pragma once

#include "core.h"
#include "language.hh"
#include "level.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// Which files a row is about, and what may be done with them through the door.
struct FileRow {
	u32 kind;
	/// Of devices.
	u32 major;
	u32 minor;
	/// The uses that go through the door.
	u32 uses;
	/// Of ioctl(2) only this command, or any.
	u32 command;
	Reason reason;
	/// Of all others: the path from the root of their file system; "" is any.
	Text path;
};

constexpr u32 any = ~0U;

constexpr u32 every_use = LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE |
			  LOCKDOWN_USE_IOCTL | LOCKDOWN_USE_MMAP;
constexpr u32 writing = LOCKDOWN_USE_OPEN_WRITE | LOCKDOWN_USE_WRITE;

[[nodiscard]] constexpr FileRow device(u32 major, u32 minor, u32 uses, Reason reason,
				       u32 command = any)
{
	return { LOCKDOWN_FILE_CHARACTER, major, minor, uses, command, reason, "" };
}

[[nodiscard]] constexpr FileRow file(u32 kind, Text path, u32 uses, Reason reason)
{
	return { kind, any, any, uses, any, reason, path };
}

// The first row that fits decides. Those of stock's reasons are about what was
// opened before: to open it is asked for by the kernel itself.
constexpr FileRow file_rows[] = {
	// drivers/char/mem.c: mem, port
	device(1, 1, LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_MMAP, Reason::DEV_MEM),
	device(1, 4, LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE, Reason::DEV_MEM),
	// drivers/char/nvram.c, which writes by ioctl(2) what is open for reading
	device(10, 144, every_use, Reason::FLASH_WRITE),
	// kernel/power/user.c
	device(10, 231, LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_IOCTL,
	       Reason::HIBERNATION),
	// drivers/i2c/i2c-dev.c, the same
	device(89, any, every_use, Reason::FLASH_WRITE),
	// drivers/mtd/mtdchar.c
	device(90, any, writing, Reason::FLASH_WRITE),
	// drivers/spi/spidev.c
	device(153, any, every_use, Reason::FLASH_WRITE),
	// arch/x86/kernel/msr.c; writing asks by itself
	device(202, any, LOCKDOWN_USE_READ, Reason::MSR_READ),
	device(202, any, LOCKDOWN_USE_IOCTL, Reason::MSR_READ, LOCKDOWN_RDMSR_REGS),
	// fs/proc/kcore.c
	file(LOCKDOWN_FILE_PROC, "/kcore", LOCKDOWN_USE_READ, Reason::KCORE),
	// arch/x86/kernel/cpu/mtrr/if.c
	file(LOCKDOWN_FILE_PROC, "/mtrr", writing | LOCKDOWN_USE_IOCTL, Reason::MTRR),
	// fs/proc/page.c
	file(LOCKDOWN_FILE_PROC, "/kpagecount", LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ,
	     Reason::PAGE_FRAMES),
	file(LOCKDOWN_FILE_PROC, "/kpageflags", LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ,
	     Reason::PAGE_FRAMES),
	file(LOCKDOWN_FILE_PROC, "/kpagecgroup", LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ,
	     Reason::PAGE_FRAMES),
	// mm/vmalloc.c
	file(LOCKDOWN_FILE_PROC, "/vmallocinfo", LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ,
	     Reason::PAGE_FRAMES),
	// fs/proc/vmcore.c
	file(LOCKDOWN_FILE_PROC, "/vmcore",
	     LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ | LOCKDOWN_USE_MMAP, Reason::VMCORE),
	// kernel/ksysfs.c
	file(LOCKDOWN_FILE_SYSFS, "/kernel/vmcoreinfo", LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ,
	     Reason::PAGE_FRAMES),
	// fs/debugfs/file.c, which asks for all but plain reading by itself
	file(LOCKDOWN_FILE_DEBUGFS, "",
	     LOCKDOWN_USE_OPEN_READ_ONLY | LOCKDOWN_USE_READ | LOCKDOWN_USE_IOCTL |
		     LOCKDOWN_USE_MMAP,
	     Reason::DEBUGFS_READ),
	file(LOCKDOWN_FILE_DEBUGFS, "", LOCKDOWN_USE_WRITE, Reason::DEBUGFS),
	// kernel/trace, where some files are opened without a question
	file(LOCKDOWN_FILE_TRACEFS, "",
	     LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_IOCTL | LOCKDOWN_USE_MMAP,
	     Reason::TRACEFS),
};

/// Does a row fit the file, as far as it is known without its path?
[[nodiscard]] constexpr bool may_fit(const FileRow &row, const lockdown_file &file)
{
	return row.kind == file.kind && (row.uses & file.use) &&
	       (row.major == any || row.major == file.major) &&
	       (row.minor == any || row.minor == file.minor) &&
	       (row.command == any || file.use != LOCKDOWN_USE_IOCTL ||
		row.command == file.command);
}

[[nodiscard]] constexpr bool fits(const FileRow &row, const lockdown_file &file)
{
	return may_fit(row, file) &&
	       (row.path.size() == 0 || row.path == Text(file.path, file.path_length));
}

[[nodiscard]] constexpr const FileRow *find_row(const lockdown_file &file)
{
	for (const FileRow &row : file_rows)
		if (fits(row, file))
			return &row;
	return nullptr;
}

/// Would a row with a path end in this name?
[[nodiscard]] constexpr bool ends_in(const FileRow &row, Text name)
{
	const size_t rest = row.path.size() - name.size();
	return row.path.size() > name.size() && row.path.data()[rest - 1] == '/' &&
	       Text(row.path.data() + rest, name.size()) == name;
}

/// Must the path be known to tell? The last name of it is known.
[[nodiscard]] constexpr bool needs_path(const lockdown_file &file, Text name)
{
	for (const FileRow &row : file_rows)
		if (may_fit(row, file) && ends_in(row, name))
			return true;
	return false;
}

/// A row of a reason of the stock kernel counts only while strict is on.
[[nodiscard]] constexpr bool counts(const FileRow &row, const Set &denied)
{
	return scope_of(static_cast<u32>(row.reason)) == Scope::Strict || is_strict(denied);
}

/// Is there any file to look at?
[[nodiscard]] constexpr bool guards_files(const Set &denied, const Set &watched)
{
	for (const FileRow &row : file_rows) {
		const Set reason = Set::of(static_cast<u32>(row.reason));
		if (!counts(row, denied))
			continue;
		if (denied.includes(reason) ||
		    (watched.includes(reason) && strict_reasons.includes(reason)))
			return true;
	}
	return false;
}

} // namespace
} // namespace lockdown
