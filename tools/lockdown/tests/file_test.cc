// SPDX-License-Identifier: GPL-2.0
// Files at the seam: which use of which file asks for which reason.

#include <cstring>
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

constexpr u32 opening = LOCKDOWN_USE_OPEN;
constexpr u32 opening_to_write = LOCKDOWN_USE_OPEN | LOCKDOWN_USE_OPEN_WRITE;
constexpr u32 opening_to_look = LOCKDOWN_USE_OPEN | LOCKDOWN_USE_OPEN_READ_ONLY;
constexpr u32 reading = LOCKDOWN_USE_READ;
constexpr u32 writing = LOCKDOWN_USE_WRITE;
constexpr u32 ioctl = LOCKDOWN_USE_IOCTL;
constexpr u32 mapping = LOCKDOWN_USE_MMAP;
constexpr u32 nothing = LOCKDOWN_NUMBER_NONE;

lockdown_set strict(u32 level)
{
	lockdown_set set = set_of(level), mark;

	lockdown_core_strict_mark(&mark);
	lockdown_core_complete(&set, &mark);
	EXPECT_EQ(lockdown_core_raise(&set, &mark), 0);
	return set;
}

struct Device {
	u32 major;
	u32 minor;
	u32 use;
	u32 reason;
	u32 command = 0;
};

const Device devices[] = {
	{ 1, 1, opening, nothing }, // The kernel asks.
	{ 1, 1, reading, LOCKDOWN_NUMBER_DEV_MEM },
	{ 1, 1, writing, LOCKDOWN_NUMBER_DEV_MEM },
	{ 1, 1, mapping, LOCKDOWN_NUMBER_DEV_MEM },
	{ 1, 3, reading, nothing }, // null
	{ 1, 4, reading, LOCKDOWN_NUMBER_DEV_MEM },
	{ 1, 8, reading, nothing }, // random
	{ 10, 144, opening, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 10, 144, ioctl, LOCKDOWN_NUMBER_FLASH_WRITE, 1 },
	{ 10, 231, opening, nothing },
	{ 10, 231, ioctl, LOCKDOWN_NUMBER_HIBERNATION, 1 },
	{ 10, 232, ioctl, nothing, 1 }, // kvm
	{ 89, 0, opening, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 89, 7, opening, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 90, 0, opening, nothing },
	{ 90, 0, opening_to_write, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 90, 0, reading, nothing },
	{ 90, 1, writing, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 153, 0, opening, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 202, 0, opening, nothing },
	{ 202, 3, reading, LOCKDOWN_NUMBER_MSR_READ },
	{ 202, 3, writing, nothing }, // The kernel asks.
	{ 202, 3, ioctl, LOCKDOWN_NUMBER_MSR_READ, LOCKDOWN_RDMSR_REGS },
	{ 202, 3, ioctl, nothing, LOCKDOWN_RDMSR_REGS + 1 },
	{ 0, 0, opening, nothing },
	{ ~0U, ~0U, reading, nothing },
};

TEST(Device, asks_for_what_the_row_says)
{
	const lockdown_set denied = strict(LOCKDOWN_LEVEL_CONFIDENTIALITY);

	for (const Device &row : devices) {
		const lockdown_file file = { LOCKDOWN_FILE_CHARACTER,
					     row.use,
					     row.command,
					     row.major,
					     row.minor,
					     "mem",
					     3 };

		EXPECT_EQ(lockdown_core_file_reason(&file, &denied), row.reason)
			<< row.major << ":" << row.minor << " use " << row.use;
		EXPECT_FALSE(lockdown_core_file_needs_path(&file)) << row.major;
	}
}

struct Path {
	u32 kind;
	std::string_view path;
	u32 use;
	u32 reason;
};

constexpr u32 proc = LOCKDOWN_FILE_PROC;
constexpr u32 sysfs = LOCKDOWN_FILE_SYSFS;
constexpr u32 debugfs = LOCKDOWN_FILE_DEBUGFS;
constexpr u32 tracefs = LOCKDOWN_FILE_TRACEFS;

const Path paths[] = {
	{ proc, "/kcore", opening, nothing },
	{ proc, "/kcore", reading, LOCKDOWN_NUMBER_KCORE },
	{ proc, "/7/kcore", reading, nothing },
	{ proc, "/mtrr", opening_to_look, nothing },
	{ proc, "/mtrr", reading, nothing },
	{ proc, "/mtrr", opening_to_write, LOCKDOWN_NUMBER_MTRR },
	{ proc, "/mtrr", writing, LOCKDOWN_NUMBER_MTRR },
	{ proc, "/mtrr", ioctl, LOCKDOWN_NUMBER_MTRR },
	{ proc, "/kpagecount", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/kpageflags", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/kpagecgroup", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/kpagecgroups", opening, nothing },
	{ proc, "/vmallocinfo", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/vmcore", mapping, LOCKDOWN_NUMBER_VMCORE },
	{ proc, "/meminfo", opening, nothing },
	{ proc, "/", opening, nothing },
	{ sysfs, "/kcore", reading, nothing },
	{ sysfs, "/kernel/vmcoreinfo", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/vmcoreinfo", reading, nothing },
	{ debugfs, "/anything", opening_to_look, LOCKDOWN_NUMBER_DEBUGFS_READ },
	{ debugfs, "/anything", opening, nothing }, // The kernel asks.
	{ debugfs, "/anything", reading, LOCKDOWN_NUMBER_DEBUGFS_READ },
	{ debugfs, "/anything", mapping, LOCKDOWN_NUMBER_DEBUGFS_READ },
	{ debugfs, "/anything", writing, LOCKDOWN_NUMBER_DEBUGFS },
	{ tracefs, "/trace", opening, nothing },
	{ tracefs, "/trace", reading, LOCKDOWN_NUMBER_TRACEFS },
	{ tracefs, "/trace", writing, LOCKDOWN_NUMBER_TRACEFS },
	{ LOCKDOWN_FILE_OTHER, "/kcore", reading, nothing },
};

// The bytes lie in a block of exactly their size, so that the address sanitizer sees
// a read past their end.
u32 reason_of(const Path &row, const lockdown_set &denied)
{
	const std::unique_ptr<char[]> exact(new char[row.path.size()]);
	lockdown_file file = { row.kind, row.use, 0, 1, 1, exact.get(), row.path.size() };

	std::memcpy(exact.get(), row.path.data(), row.path.size());
	return lockdown_core_file_reason(&file, &denied);
}

TEST(Path, asks_for_what_the_row_says)
{
	const lockdown_set denied = strict(LOCKDOWN_LEVEL_CONFIDENTIALITY);

	for (const Path &row : paths)
		EXPECT_EQ(reason_of(row, denied), row.reason) << row.path << " use " << row.use;
}

TEST(Path, is_needed_only_for_a_name_that_matters)
{
	const struct {
		u32 kind;
		std::string_view name;
		bool needed;
	} rows[] = {
		{ proc, "kcore", true },     { proc, "vmcore", true },
		{ proc, "core", false },     { proc, "score", false },
		{ proc, "", false },	     { proc, "meminfo", false },
		{ sysfs, "kcore", false },   { sysfs, "vmcoreinfo", true },
		{ debugfs, "kcore", false },
	};

	for (const auto &row : rows) {
		const lockdown_file file = { row.kind,	      reading,	      0, 0, 0,
					     row.name.data(), row.name.size() };

		EXPECT_EQ(lockdown_core_file_needs_path(&file) != 0, row.needed) << row.name;
	}
}

TEST(Handle, of_a_stock_reason_is_let_be_until_strict_is_on)
{
	const lockdown_set loose = set_of(LOCKDOWN_LEVEL_CONFIDENTIALITY);

	for (const Path &row : paths)
		if (row.reason < LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX)
			EXPECT_EQ(reason_of(row, loose), nothing) << row.path;
		else
			EXPECT_EQ(reason_of(row, loose), row.reason) << row.path;
}

TEST(Guard, stands_only_where_something_is_denied_or_watched)
{
	const lockdown_set empty = {};
	lockdown_set strict_ones = {};

	ASSERT_EQ(lockdown_core_parse_watch("strict", 6, &strict_ones), 0);
	for (const u32 level :
	     { LOCKDOWN_LEVEL_NONE, LOCKDOWN_LEVEL_INTEGRITY, LOCKDOWN_LEVEL_CONFIDENTIALITY }) {
		const lockdown_set loose = set_of(level);
		const lockdown_set tight = strict(level);

		EXPECT_FALSE(lockdown_core_guards_files(&loose, &empty));
		EXPECT_FALSE(lockdown_core_guards_files(&loose, &loose));
		EXPECT_TRUE(lockdown_core_guards_files(&loose, &strict_ones));
		EXPECT_EQ(lockdown_core_guards_files(&tight, &empty) != 0,
			  level != LOCKDOWN_LEVEL_NONE);
	}
}

} // namespace
