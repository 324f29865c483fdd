// SPDX-License-Identifier: GPL-2.0
// Files at the seam: which use of which file asks for which reason.

#include <cstring>
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "core.h"
#include "glance.hh"
#include "sets.hh"

namespace
{

constexpr u32 opening = LOCKDOWN_USE_OPEN;
constexpr u32 opening_to_write = LOCKDOWN_USE_OPEN | LOCKDOWN_USE_OPEN_WRITE;
constexpr u32 reading = LOCKDOWN_USE_READ;
constexpr u32 writing = LOCKDOWN_USE_WRITE;
constexpr u32 ioctl = LOCKDOWN_USE_IOCTL;
constexpr u32 mapping = LOCKDOWN_USE_MMAP;
constexpr u32 mapping_to_write = LOCKDOWN_USE_MMAP | LOCKDOWN_USE_MMAP_WRITE;
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
	{ 10, 220, opening, nothing },
	{ 10, 220, ioctl, LOCKDOWN_NUMBER_RAW_DMA, 1 }, // mptctl
	{ 10, 221, ioctl, LOCKDOWN_NUMBER_RAW_DMA, 2 }, // mpt3sas, as mpt2sas was
	{ 10, 222, ioctl, LOCKDOWN_NUMBER_RAW_DMA, 2 }, // mpt3sas
	{ 10, 223, ioctl, nothing, 2 }, // uinput
	{ 10, 231, opening, nothing },
	{ 10, 231, ioctl, LOCKDOWN_NUMBER_HIBERNATION, 1 },
	{ 10, 232, ioctl, nothing, 1 }, // kvm
	{ 29, 0, opening_to_write, nothing },
	{ 29, 0, reading, nothing },
	{ 29, 0, writing, nothing },
	{ 29, 0, ioctl, nothing, 0x4600 }, // FBIOGET_VSCREENINFO
	{ 29, 31, mapping, LOCKDOWN_NUMBER_DRIVER_IO },
	{ 29, 31, mapping_to_write, LOCKDOWN_NUMBER_DRIVER_IO },
	{ 89, 0, opening, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 89, 7, opening, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 90, 0, opening, nothing },
	{ 90, 0, opening_to_write, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 90, 0, reading, nothing },
	{ 90, 1, writing, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ 98, 0, ioctl, LOCKDOWN_NUMBER_DRIVER_IO, LOCKDOWN_COMEDI_DEVCONFIG },
	{ 98, 0, ioctl, nothing, LOCKDOWN_COMEDI_DEVCONFIG + 1 },
	{ 10, 100, ioctl, LOCKDOWN_NUMBER_DRIVER_IO, LOCKDOWN_ISST_MSR_COMMAND },
	{ 10, 100, ioctl, nothing, LOCKDOWN_ISST_MSR_COMMAND - 1 },
	{ 10, 100, ioctl, LOCKDOWN_NUMBER_RAW_DMA, 0x6d00 }, // megaraid_mm: of any number,
	{ 10, 100, ioctl, LOCKDOWN_NUMBER_RAW_DMA, 0xffff6dff }, // size and direction.
	{ 10, 100, ioctl, LOCKDOWN_NUMBER_RAW_DMA, 0x80 },
	{ 10, 100, ioctl, nothing, 0x81 },
	{ 10, 100, ioctl, nothing, 0x6c00 },
	{ 10, 100, ioctl, nothing, 0xffff6eff },
	{ 10, 100, opening_to_write, nothing },
	{ 9, 0, ioctl, nothing, 0x40086d01 }, // MTIOCTOP of a tape
	{ 9, 0, ioctl, LOCKDOWN_NUMBER_RAW_DMA, LOCKDOWN_AACRAID_SENDFIB },
	{ 21, 3, ioctl, LOCKDOWN_NUMBER_RAW_DMA, LOCKDOWN_AACRAID_SEND_RAW_SRB },
	{ 21, 3, ioctl, LOCKDOWN_NUMBER_RAW_DMA, LOCKDOWN_AACRAID_SEND_LARGE_FIB },
	{ 21, 3, ioctl, nothing, 0x2285 }, // SG_IO
	{ 21, 3, ioctl, nothing, LOCKDOWN_AACRAID_SENDFIB + 4 },
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
		lockdown_file file = {};

		file.kind = LOCKDOWN_FILE_CHARACTER;
		file.use = row.use;
		file.command = row.command;
		file.major = row.major;
		file.minor = row.minor;
		EXPECT_EQ(lockdown_core_file_reason(&file, &denied), row.reason)
			<< row.major << ":" << row.minor << " use " << row.use;
		EXPECT_FALSE(lockdown_core_file_needs_path(&file)) << row.major;
		EXPECT_TRUE(row.reason == nothing || matters(file));
	}
}

TEST(Device, does_not_matter_if_no_row_has_its_number)
{
	const struct {
		u32 major;
		u32 minor;
	} rows[] = {
		{ 1, 3 },   { 1, 5 },	{ 1, 8 },   { 1, 9 }, // null, zero, random, urandom
		{ 4, 1 },   { 5, 0 },	{ 10, 1 },  { 10, 232 }, { 29, 0 },
		{ 136, 0 }, { 255, 0 }, { 256, 1 }, { 511, 4 },	 { ~0U, ~0U },
	};

	for (const auto &row : rows) {
		lockdown_file file = {};

		file.kind = LOCKDOWN_FILE_CHARACTER;
		file.major = row.major;
		file.minor = row.minor;
		for (const u32 use : { opening, opening_to_write, reading, writing }) {
			file.use = use;
			EXPECT_FALSE(matters(file)) << row.major << ":" << row.minor;
		}
	}
}

struct Driver {
	std::string_view name;
	u32 use;
	u32 reason;
};

const Driver drivers[] = {
	{ "uio", mapping, LOCKDOWN_NUMBER_DRIVER_IO },
	{ "uio", mapping_to_write, LOCKDOWN_NUMBER_DRIVER_IO },
	{ "uio", reading, nothing },
	{ "uio", ioctl, nothing },
	{ "ui", mapping, nothing },
	{ "uio2", mapping, nothing },
	{ "megaraid_sas_ioctl", ioctl, LOCKDOWN_NUMBER_RAW_DMA },
	{ "megaraid_sas_ioctl", mapping, nothing },
	{ "megadev_legacy", ioctl, LOCKDOWN_NUMBER_RAW_DMA },
	{ "aac", ioctl, LOCKDOWN_NUMBER_RAW_DMA },
	{ "misc", ioctl, nothing },
	{ "", ioctl, nothing },
};

TEST(Device, asks_for_what_the_row_of_its_driver_says)
{
	const lockdown_set denied = strict(LOCKDOWN_LEVEL_CONFIDENTIALITY);

	for (const Driver &row : drivers) {
		const std::unique_ptr<char[]> exact(new char[row.name.size()]);
		lockdown_file file = {};

		std::memcpy(exact.get(), row.name.data(), row.name.size());
		file.kind = LOCKDOWN_FILE_CHARACTER;
		file.use = row.use;
		file.major = 240;
		file.driver = exact.get();
		file.driver_length = row.name.size();
		EXPECT_EQ(lockdown_core_file_reason(&file, &denied), row.reason)
			<< row.name << " use " << row.use;
		EXPECT_TRUE(row.reason == nothing || matters(file));
	}
}

TEST(Disk, of_flash_is_never_written)
{
	const lockdown_set denied = strict(LOCKDOWN_LEVEL_INTEGRITY);

	for (const u32 major : { 31U, 44U, 93U, 96U, 256U }) {
		lockdown_file file = {};

		file.kind = LOCKDOWN_FILE_BLOCK;
		file.major = major;
		for (const u32 use : { opening_to_write, writing, mapping_to_write }) {
			file.use = use;
			EXPECT_TRUE(matters(file));
			EXPECT_EQ(lockdown_core_file_reason(&file, &denied),
				  LOCKDOWN_NUMBER_FLASH_WRITE);
		}
		for (const u32 use : { opening, reading, ioctl, mapping }) {
			file.use = use;
			EXPECT_EQ(lockdown_core_file_reason(&file, &denied), nothing);
		}
	}
}

TEST(Disk, is_not_written_while_somebody_has_it)
{
	const lockdown_set denied = strict(LOCKDOWN_LEVEL_INTEGRITY);
	const struct {
		u32 use;
		u32 held;
		u32 reason;
		u32 command = 0;
	} rows[] = {
		{ writing, 0, nothing },
		{ mapping_to_write, 0, nothing },
		{ writing, 1, LOCKDOWN_NUMBER_DISK_WRITE },
		{ mapping_to_write, 1, LOCKDOWN_NUMBER_DISK_WRITE },
		{ mapping, 1, nothing },
		{ reading, 1, nothing },
		{ ioctl, 1, nothing },
		{ ioctl, 1, LOCKDOWN_NUMBER_DISK_WRITE, LOCKDOWN_BLKDISCARD },
		{ ioctl, 1, LOCKDOWN_NUMBER_DISK_WRITE, LOCKDOWN_BLKSECDISCARD },
		{ ioctl, 1, LOCKDOWN_NUMBER_DISK_WRITE, LOCKDOWN_BLKZEROOUT },
		{ ioctl, 1, LOCKDOWN_NUMBER_DISK_WRITE, LOCKDOWN_BLKRESETZONE },
		{ ioctl, 1, LOCKDOWN_NUMBER_DISK_WRITE, LOCKDOWN_BLKFINISHZONE },
		{ ioctl, 0, nothing, LOCKDOWN_BLKZEROOUT },
		{ ioctl, 0, LOCKDOWN_NUMBER_RAW_DMA, LOCKDOWN_AACRAID_SENDFIB },
		{ ioctl, 1, LOCKDOWN_NUMBER_RAW_DMA, LOCKDOWN_AACRAID_SEND_RAW_SRB },
		{ ioctl, 0, LOCKDOWN_NUMBER_RAW_DMA, LOCKDOWN_AACRAID_SEND_LARGE_FIB },
		{ ioctl, 0, nothing, LOCKDOWN_AACRAID_SENDFIB - 4 },
		{ opening_to_write, 1, nothing },
	};

	for (const auto &row : rows) {
		lockdown_file file = {};

		file.kind = LOCKDOWN_FILE_BLOCK;
		file.use = row.use;
		file.held = row.held;
		file.command = row.command;
		file.major = 1;
		file.minor = 1;
		EXPECT_EQ(lockdown_core_file_reason(&file, &denied), row.reason)
			<< "use " << row.use << " held " << row.held;
		EXPECT_TRUE(row.reason == nothing || matters(file));
	}
}

struct Path {
	u32 kind;
	std::string_view path;
	u32 use;
	u32 reason;
	u32 mode = 0644;
};

constexpr u32 proc = LOCKDOWN_FILE_PROC;
constexpr u32 sysfs = LOCKDOWN_FILE_SYSFS;
constexpr u32 debugfs = LOCKDOWN_FILE_DEBUGFS;
constexpr u32 tracefs = LOCKDOWN_FILE_TRACEFS;

const Path paths[] = {
	{ proc, "/kcore", opening, nothing },
	{ proc, "/kcore", reading, LOCKDOWN_NUMBER_KCORE },
	{ proc, "/7/kcore", reading, nothing },
	{ proc, "/mtrr", opening, nothing, 0444 },
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
	{ proc, "/kallsyms", opening, LOCKDOWN_NUMBER_KERNEL_ADDRESSES },
	{ proc, "/kallsyms", reading, LOCKDOWN_NUMBER_KERNEL_ADDRESSES },
	{ proc, "/modules", opening, nothing },
	{ proc, "/modules", reading, nothing },
	{ proc, "/sys/kernel/kptr_restrict", opening, nothing },
	{ proc, "/sys/kernel/kptr_restrict", reading, nothing },
	{ proc, "/sys/kernel/kptr_restrict", opening_to_write, LOCKDOWN_NUMBER_KERNEL_ADDRESSES },
	{ proc, "/sys/kernel/kptr_restrict", writing, LOCKDOWN_NUMBER_KERNEL_ADDRESSES },
	{ proc, "/kptr_restrict", writing, nothing },
	{ proc, "/sys/kernel/printk", writing, nothing },
	{ proc, "/meminfo", opening, nothing },
	{ proc, "/iomem", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/1/pagemap", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/4711/task/4712/pagemap", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ proc, "/4711/task/pagemap", opening, nothing },
	{ proc, "/1/2/pagemap", opening, nothing },
	{ proc, "/pagemap", opening, nothing },
	{ proc, "pagemap", opening, nothing },
	{ proc, "/", opening, nothing },
	{ sysfs, "/kcore", reading, nothing },
	{ sysfs, "/kernel/vmcoreinfo", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/vmcoreinfo", reading, nothing },
	{ sysfs, "/kernel/boot_params/data", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/kernel/boot_params/version", reading, nothing },
	{ sysfs, "/firmware/memmap/0/start", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/firmware/memmap/17/end", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/firmware/memmap/0/type", reading, nothing },
	{ sysfs, "/firmware/efi/runtime-map/3/phys_addr", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/firmware/efi/runtime-map/3/virt_addr", reading, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/firmware/efi/runtime-map/3/attribute", reading, nothing },
	{ sysfs, "/kernel/mm/page_idle/bitmap", opening, LOCKDOWN_NUMBER_PAGE_FRAMES },
	{ sysfs, "/devices/pnp0/00:03/cmos_nvram0/nvmem", writing, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ sysfs, "/devices/pnp0/00:03/cmos_nvram0/nvmem", reading, nothing },
	{ sysfs, "nvmem", opening_to_write, LOCKDOWN_NUMBER_FLASH_WRITE }, // Too long a path.
	{ sysfs, "/devices/xnvmem", writing, nothing },
	{ sysfs, "/devices/pci0000:00/i2c-0/0-0050/eeprom", writing, LOCKDOWN_NUMBER_FLASH_WRITE },
	{ sysfs, "/devices/pci0000:00/i2c-0/0-0050/eeprom", reading, nothing },
	{ sysfs, "/devices/virtual/nvme-fabrics/ctl/nvme0/dhchap_secret", reading,
	  LOCKDOWN_NUMBER_DISK_KEYS },
	{ sysfs, "dhchap_ctrl_secret", opening, LOCKDOWN_NUMBER_DISK_KEYS },
	{ sysfs, "/dhchap_secret", writing, nothing },
	{ sysfs, "/devices/platform/dcdbas/smi_request", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/platform/dcdbas/smi_request", reading, nothing },
	{ sysfs, "/devices/platform/dcdbas/host_control_action", opening_to_write,
	  LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/module/ipmi_si/parameters/hotmod", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_enable", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_enable", reading, nothing },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_read", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_write", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_ctrl", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_data_poison", writing,
	  LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/edac/mc/mc0/inject_ctrl", reading, nothing },
	{ sysfs, "/devices/system/memory/hard_offline_page", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/system/memory/soft_offline_page", opening_to_write,
	  LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/pnp0/00:05/resources", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/pnp/00:05/resources", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/devices/pnp0/00:05/resources", reading, nothing },
	{ sysfs, "/devices/pnp1/01:01/01:01.00/resources", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/module/phram/parameters/phram", writing, LOCKDOWN_NUMBER_DRIVER_IO },
	{ sysfs, "/module/iommufd/parameters/allow_unsafe_interrupts", writing,
	  LOCKDOWN_NUMBER_RAW_DMA },
	{ sysfs, "/devices/pci0/00:05/resources", writing, nothing },
	{ sysfs, "/devices/pnp0/00:05/resources/x", writing, nothing },
	{ sysfs, "/devices/pnp0/00:05/", writing, nothing },
	{ sysfs, "/devices/pnp0/00:05", writing, nothing },
	{ sysfs, "/kernel/iommu_groups/12/type", opening_to_write, LOCKDOWN_NUMBER_RAW_DMA },
	{ sysfs, "/kernel/iommu_groups/12/type", opening, nothing },
	{ sysfs, "/kernel/iommu_groups//type", writing, LOCKDOWN_NUMBER_RAW_DMA },
	{ sysfs, "/kernel/iommu_groups/type", writing, nothing },
	{ sysfs, "/module/vfio/parameters/enable_unsafe_noiommu_mode", writing,
	  LOCKDOWN_NUMBER_RAW_DMA },
	{ sysfs, "/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", writing,
	  LOCKDOWN_NUMBER_RAW_DMA },
	{ debugfs, "/anything", opening, LOCKDOWN_NUMBER_DEBUGFS_READ, 0444 },
	{ debugfs, "/anything", opening, LOCKDOWN_NUMBER_DEBUGFS_READ, 0400 },
	{ debugfs, "/anything", opening_to_write, nothing, 0444 }, // The kernel asks.
	{ debugfs, "/anything", opening, nothing }, // So it does here.
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
	lockdown_file file = {};

	std::memcpy(exact.get(), row.path.data(), row.path.size());
	file.kind = row.kind;
	file.use = row.use;
	file.mode = row.mode;
	file.path = exact.get();
	file.path_length = row.path.size();
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
		lockdown_file file = {};

		file.kind = row.kind;
		file.use = reading;
		file.path = row.name.data();
		file.path_length = row.name.size();
		EXPECT_EQ(lockdown_core_file_needs_path(&file) != 0, row.needed) << row.name;
		EXPECT_TRUE(!row.needed || matters(file)) << row.name;
	}
}

TEST(Path, does_not_matter_if_no_name_is_so_long_and_begins_so)
{
	for (const u32 kind : { proc, sysfs }) {
		EXPECT_FALSE(lockdown_name_matters(&lockdown_file_hints, kind, 0, 'k'));
		EXPECT_FALSE(lockdown_name_matters(&lockdown_file_hints, kind, 1, 'k'));
		for (const size_t length : { size_t{ 31 }, size_t{ 32 }, size_t{ 256 }, SIZE_MAX })
			EXPECT_FALSE(lockdown_name_matters(&lockdown_file_hints, kind, length, 'k'))
				<< length;
		// A character can be negative.
		EXPECT_FALSE(lockdown_name_matters(&lockdown_file_hints, kind, 6, '\xff'));
	}
	for (const std::string_view name : { "version", "meminfo", "stat", "uptime", "cpuinfo" })
		EXPECT_FALSE(
			lockdown_name_matters(&lockdown_file_hints, proc, name.size(), name[0]))
			<< name;
	for (const std::string_view name : { "uevent", "kexec_loaded", "online", "modalias" })
		EXPECT_FALSE(
			lockdown_name_matters(&lockdown_file_hints, sysfs, name.size(), name[0]))
			<< name;
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
