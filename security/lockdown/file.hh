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

constexpr u32 any = 0xffff;
constexpr u32 any_command = ~0U;

/// What of a command of ioctl(2) is not its type: number, size and direction.
constexpr u32 beside_type = 0xffff00ffU;

[[nodiscard]] constexpr u32 commands_of_type(char type)
{
	return static_cast<u32>(type) << 8 | beside_type;
}

/// Opened for reading where nobody may write: debugfs asks for all else by itself.
constexpr u32 opening_to_look = LOCKDOWN_USE_MMAP_WRITE << 1;

constexpr u32 every_use = LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE |
			  LOCKDOWN_USE_IOCTL | LOCKDOWN_USE_MMAP;
constexpr u32 reading = LOCKDOWN_USE_OPEN | LOCKDOWN_USE_READ;
constexpr u32 writing = LOCKDOWN_USE_OPEN_WRITE | LOCKDOWN_USE_WRITE;

/// What the row of every table ends in: which uses go through which door.
struct Door {
	u8 uses;
	u8 reason;
};

[[nodiscard]] constexpr Door door(u32 uses, Reason reason)
{
	return { static_cast<u8>(uses), static_cast<u8>(reason) };
}

static_assert(opening_to_look <= 0xff && reason_count <= 0xff, "a door has bytes");

/// A device by its number.
struct DeviceRow {
	u16 major;
	u16 minor;
	/// Of ioctl(2) only this command, those of a type, or any.
	u32 command;
	Door door;
};

[[nodiscard]] constexpr DeviceRow device(u32 major, u32 minor, u32 uses, Reason reason,
					 u32 command = any_command)
{
	return { static_cast<u16>(major), static_cast<u16>(minor), command, door(uses, reason) };
}

// The first row that fits decides, here as below. Rows of stock's reasons are about
// what was opened before: to open it is asked for by the kernel itself.
constexpr DeviceRow device_rows[] = {
	// drivers/char/mem.c: mem, port
	device(1, 1, LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_MMAP, Reason::DEV_MEM),
	device(1, 4, LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE, Reason::DEV_MEM),
	// drivers/char/nvram.c, which writes by ioctl(2) what is open for reading
	device(10, 144, every_use, Reason::FLASH_WRITE),
	// drivers/message/fusion/mptctl.c; drivers/scsi/mpt3sas/mpt3sas_ctl.c: 2 and 3
	device(10, 220, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA),
	device(10, 221, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA),
	device(10, 222, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA),
	// kernel/power/user.c
	device(10, 231, LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_IOCTL,
	       Reason::HIBERNATION),
	// drivers/video/fbdev/core/fb_io_fops.c: registers lie behind the picture
	device(29, any, LOCKDOWN_USE_MMAP, Reason::DRIVER_IO),
	// drivers/i2c/i2c-dev.c, as nvram
	device(89, any, every_use, Reason::FLASH_WRITE),
	// drivers/mtd/mtdchar.c
	device(90, any, writing, Reason::FLASH_WRITE),
	// drivers/comedi/comedi_fops.c: which ports a card has
	device(98, any, LOCKDOWN_USE_IOCTL, Reason::DRIVER_IO, LOCKDOWN_COMEDI_DEVCONFIG),
	// drivers/spi/spidev.c
	device(153, any, every_use, Reason::FLASH_WRITE),
	// arch/x86/kernel/msr.c; writing asks by itself
	device(202, any, LOCKDOWN_USE_READ, Reason::MSR_READ),
	device(202, any, LOCKDOWN_USE_IOCTL, Reason::MSR_READ, LOCKDOWN_RDMSR_REGS),
	// drivers/platform/x86/intel/speed_select_if, whose minor is any
	device(10, any, LOCKDOWN_USE_IOCTL, Reason::DRIVER_IO, LOCKDOWN_ISST_MSR_COMMAND),
	// drivers/scsi/megaraid/megaraid_mm.c, whose minor is any: it takes every command
	// of its type, and one besides. Those of drivers/char/uv_mmtimer.c look the same.
	device(10, any, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA, commands_of_type('m')),
	device(10, any, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA, LOCKDOWN_MEGARAID_USCSICMD),
};

/// A block device by its number, whether somebody has it or not.
constexpr DeviceRow disk_rows[] = {
	// drivers/mtd: mtdblock.c, ftl.c, nftlcore.c, inftlcore.c, rfd_ftl.c
	device(31, any, writing | LOCKDOWN_USE_MMAP_WRITE, Reason::FLASH_WRITE),
	device(44, any, writing | LOCKDOWN_USE_MMAP_WRITE, Reason::FLASH_WRITE),
	device(93, any, writing | LOCKDOWN_USE_MMAP_WRITE, Reason::FLASH_WRITE),
	device(96, any, writing | LOCKDOWN_USE_MMAP_WRITE, Reason::FLASH_WRITE),
	device(256, any, writing | LOCKDOWN_USE_MMAP_WRITE, Reason::FLASH_WRITE),
};

/// A block device that somebody else has for himself: block/bdev.c, block/ioctl.c,
/// block/blk-zoned.c.
constexpr DeviceRow held_rows[] = {
	device(any, any, LOCKDOWN_USE_WRITE | LOCKDOWN_USE_MMAP_WRITE, Reason::DISK_WRITE),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::DISK_WRITE, LOCKDOWN_BLKDISCARD),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::DISK_WRITE, LOCKDOWN_BLKSECDISCARD),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::DISK_WRITE, LOCKDOWN_BLKZEROOUT),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::DISK_WRITE, LOCKDOWN_BLKRESETZONE),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::DISK_WRITE, LOCKDOWN_BLKFINISHZONE),
};

/// Commands of drivers/scsi/aacraid/linit.c that disks, tapes and /dev/sg* of the
/// controller hand on to it (drivers/scsi/scsi_ioctl.c).
constexpr DeviceRow scsi_rows[] = {
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA, LOCKDOWN_AACRAID_SENDFIB),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA, LOCKDOWN_AACRAID_SEND_RAW_SRB),
	device(any, any, LOCKDOWN_USE_IOCTL, Reason::RAW_DMA, LOCKDOWN_AACRAID_SEND_LARGE_FIB),
};

/// A character device by the name of its driver, which gets any number.
struct DriverRow {
	Text driver;
	Door door;
};

constexpr DriverRow driver_rows[] = {
	// drivers/uio/uio.c
	{ "uio", door(LOCKDOWN_USE_MMAP, Reason::DRIVER_IO) },
	// drivers/scsi/megaraid/megaraid_sas_base.c
	{ "megaraid_sas_ioctl", door(LOCKDOWN_USE_IOCTL, Reason::RAW_DMA) },
	// drivers/scsi/megaraid.c
	{ "megadev_legacy", door(LOCKDOWN_USE_IOCTL, Reason::RAW_DMA) },
	// drivers/scsi/aacraid/linit.c
	{ "aac", door(LOCKDOWN_USE_IOCTL, Reason::RAW_DMA) },
};

/// All files of a kind.
struct KindRow {
	u32 kind;
	Door door;
};

constexpr KindRow kind_rows[] = {
	// fs/debugfs/file.c
	{ LOCKDOWN_FILE_DEBUGFS,
	  door(opening_to_look | LOCKDOWN_USE_READ | LOCKDOWN_USE_IOCTL | LOCKDOWN_USE_MMAP,
	       Reason::DEBUGFS_READ) },
	{ LOCKDOWN_FILE_DEBUGFS, door(LOCKDOWN_USE_WRITE, Reason::DEBUGFS) },
	// kernel/trace, where some files are opened without a question
	{ LOCKDOWN_FILE_TRACEFS,
	  door(LOCKDOWN_USE_READ | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_IOCTL | LOCKDOWN_USE_MMAP,
	       Reason::TRACEFS) },
};

/// A file of procfs or sysfs.
struct PathRow {
	/// From the root of its file system, or only the last name. A "*" at the end of
	/// any name but the last one is any rest of it.
	Text path;
	u8 kind;
	/// How long the last name is.
	u8 name_size;
	Door door;
};

[[nodiscard]] constexpr PathRow path_row(u8 kind, Text path, u32 uses, Reason reason)
{
	return { path, kind, static_cast<u8>(path.last_name().size()), door(uses, reason) };
}

[[nodiscard]] constexpr PathRow proc(Text path, u32 uses, Reason reason)
{
	return path_row(LOCKDOWN_FILE_PROC, path, uses, reason);
}

[[nodiscard]] constexpr PathRow sysfs(Text path, u32 uses, Reason reason)
{
	return path_row(LOCKDOWN_FILE_SYSFS, path, uses, reason);
}

constexpr PathRow path_rows[] = {
	// fs/proc/kcore.c
	proc("/kcore", LOCKDOWN_USE_READ, Reason::KCORE),
	// arch/x86/kernel/cpu/mtrr/if.c
	proc("/mtrr", writing | LOCKDOWN_USE_IOCTL, Reason::MTRR),
	// fs/proc/page.c
	proc("/kpagecount", reading, Reason::PAGE_FRAMES),
	proc("/kpageflags", reading, Reason::PAGE_FRAMES),
	proc("/kpagecgroup", reading, Reason::PAGE_FRAMES),
	// fs/proc/task_mmu.c
	proc("/*/pagemap", reading, Reason::PAGE_FRAMES),
	proc("/*/task/*/pagemap", reading, Reason::PAGE_FRAMES),
	// kernel/resource.c
	proc("/iomem", reading, Reason::PAGE_FRAMES),
	// kernel/kallsyms.c, whose open() decides for what is read later
	proc("/kallsyms", reading, Reason::KERNEL_ADDRESSES),
	// lib/vsprintf.c, kernel/ksyms_common.c: with 0 nobody is asked
	proc("/sys/kernel/kptr_restrict", writing, Reason::KERNEL_ADDRESSES),
	// mm/vmalloc.c
	proc("/vmallocinfo", reading, Reason::PAGE_FRAMES),
	// fs/proc/vmcore.c
	proc("/vmcore", reading | LOCKDOWN_USE_MMAP, Reason::VMCORE),
	// kernel/ksysfs.c
	sysfs("/kernel/vmcoreinfo", reading, Reason::PAGE_FRAMES),
	// arch/x86/kernel/ksysfs.c: where the boot loader has put what
	sysfs("/kernel/boot_params/data", reading, Reason::PAGE_FRAMES),
	// drivers/firmware/memmap.c
	sysfs("/firmware/memmap/*/start", reading, Reason::PAGE_FRAMES),
	sysfs("/firmware/memmap/*/end", reading, Reason::PAGE_FRAMES),
	// arch/x86/platform/efi/runtime-map.c
	sysfs("/firmware/efi/runtime-map/*/phys_addr", reading, Reason::PAGE_FRAMES),
	sysfs("/firmware/efi/runtime-map/*/virt_addr", reading, Reason::PAGE_FRAMES),
	// mm/page_idle.c
	sysfs("/kernel/mm/page_idle/bitmap", reading | writing, Reason::PAGE_FRAMES),
	// drivers/nvmem/core.c, drivers/misc/eeprom: wherever the device is
	sysfs("nvmem", writing, Reason::FLASH_WRITE),
	sysfs("eeprom", writing, Reason::FLASH_WRITE),
	// drivers/nvme/host/sysfs.c: wherever the controller is
	sysfs("dhchap_secret", reading, Reason::DISK_KEYS),
	sysfs("dhchap_ctrl_secret", reading, Reason::DISK_KEYS),
	// drivers/platform/x86/dell/dcdbas.c
	sysfs("/devices/platform/dcdbas/smi_request", writing, Reason::DRIVER_IO),
	sysfs("/devices/platform/dcdbas/host_control_action", writing, Reason::DRIVER_IO),
	// drivers/char/ipmi/ipmi_si_hotmod.c
	sysfs("/module/ipmi_si/parameters/hotmod", writing, Reason::DRIVER_IO),
	// drivers/mtd/devices/phram.c
	sysfs("/module/phram/parameters/phram", writing, Reason::DRIVER_IO),
	// drivers/edac: i7core_edac.c and amd64_edac.c; highbank_mc_edac.c and
	// fsl_ddr_edac.c; synopsys_edac.c: wherever the controller is
	sysfs("inject_enable", writing, Reason::DRIVER_IO),
	sysfs("inject_read", writing, Reason::DRIVER_IO),
	sysfs("inject_write", writing, Reason::DRIVER_IO),
	sysfs("inject_ctrl", writing, Reason::DRIVER_IO),
	sysfs("inject_data_poison", writing, Reason::DRIVER_IO),
	// drivers/base/memory.c
	sysfs("/devices/system/memory/hard_offline_page", writing, Reason::DRIVER_IO),
	sysfs("/devices/system/memory/soft_offline_page", writing, Reason::DRIVER_IO),
	// drivers/pnp/interface.c, of devices and of those on a card
	sysfs("/devices/pnp*/*/resources", writing, Reason::DRIVER_IO),
	sysfs("/devices/pnp*/*/*/resources", writing, Reason::DRIVER_IO),
	// drivers/iommu/iommu.c
	sysfs("/kernel/iommu_groups/*/type", writing, Reason::RAW_DMA),
	// drivers/vfio/vfio_main.c, vfio_iommu_type1.c
	sysfs("/module/vfio/parameters/enable_unsafe_noiommu_mode", writing, Reason::RAW_DMA),
	sysfs("/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", writing,
	      Reason::RAW_DMA),
	// drivers/iommu/iommufd/device.c
	sysfs("/module/iommufd/parameters/allow_unsafe_interrupts", writing, Reason::RAW_DMA),
};

[[nodiscard]] constexpr Text name_of(const PathRow &row)
{
	return { row.path.data() + row.path.size() - row.name_size, row.name_size };
}

/// Opening, reading and writing of the devices of these rows, and every path.
[[nodiscard]] constexpr lockdown_hints make_hints()
{
	lockdown_hints hints = {};
	for (const DeviceRow &row : device_rows) {
		const u32 minors = row.minor == any ? any : 1U << (row.minor & 15);
		if (row.door.uses & (reading | writing))
			hints.minors[row.major] =
				static_cast<u16>(hints.minors[row.major] | minors);
	}
	for (const PathRow &row : path_rows)
		hints.initials[row.kind == LOCKDOWN_FILE_SYSFS][row.name_size] |=
			1U << (name_of(row).data()[0] & 31);
	return hints;
}

constexpr lockdown_hints file_hints = make_hints();

/// Is this the path of the row?
[[nodiscard]] constexpr bool matches(Text pattern, Text path)
{
	if (!pattern.starts_with("/"))
		return path.last_name() == pattern;

	size_t at = 0;
	for (size_t i = 0; i < pattern.size(); i++) {
		if (pattern.data()[i] == '*')
			while (at < path.size() && path.data()[at] != '/')
				at++;
		else if (at == path.size() || path.data()[at++] != pattern.data()[i])
			return false;
	}
	return at == path.size();
}

/// Must the path be known to tell? The last name of it is known.
[[nodiscard]] constexpr bool needs_path(const lockdown_file &file, Text name)
{
	for (const PathRow &row : path_rows)
		if (row.kind == file.kind && (row.door.uses & file.use) && name_of(row) == name)
			return true;
	return false;
}

[[nodiscard]] constexpr u32 uses_of(const lockdown_file &file)
{
	const bool looks = (file.use & LOCKDOWN_USE_OPEN) &&
			   !(file.use & LOCKDOWN_USE_OPEN_WRITE) && !(file.mode & ~0444U);
	return file.use | (looks ? opening_to_look : 0);
}

[[nodiscard]] constexpr bool is_command(u32 wanted, u32 command)
{
	return wanted == any_command || wanted == command || wanted == (command | beside_type);
}

template <size_t N>
[[nodiscard]] constexpr const Door *find_number(const DeviceRow (&rows)[N],
						const lockdown_file &file)
{
	for (const DeviceRow &row : rows)
		if ((row.major == any || row.major == file.major) &&
		    (row.minor == any || row.minor == file.minor) && (row.door.uses & file.use) &&
		    is_command(row.command, file.command))
			return &row.door;
	return nullptr;
}

[[nodiscard]] constexpr const Door *find_driver(const lockdown_file &file)
{
	for (const DriverRow &row : driver_rows)
		if ((row.door.uses & file.use) &&
		    row.driver == Text(file.driver, file.driver_length))
			return &row.door;
	return nullptr;
}

[[nodiscard]] constexpr const Door *find_kind(const lockdown_file &file)
{
	for (const KindRow &row : kind_rows)
		if (row.kind == file.kind && (row.door.uses & uses_of(file)))
			return &row.door;
	return nullptr;
}

[[nodiscard]] constexpr const Door *find_path(const lockdown_file &file)
{
	for (const PathRow &row : path_rows)
		if (row.kind == file.kind && (row.door.uses & file.use) &&
		    matches(row.path, { file.path, file.path_length }))
			return &row.door;
	return nullptr;
}

[[nodiscard]] constexpr const Door *find_door(const lockdown_file &file)
{
	const Door *found = nullptr;

	switch (file.kind) {
	case LOCKDOWN_FILE_CHARACTER:
		found = find_number(device_rows, file);
		found = found ? found : find_driver(file);
		return found ? found : find_number(scsi_rows, file);
	case LOCKDOWN_FILE_BLOCK:
		found = find_number(disk_rows, file);
		found = found ? found : find_number(scsi_rows, file);
		return found || !file.held ? found : find_number(held_rows, file);
	case LOCKDOWN_FILE_PROC:
	case LOCKDOWN_FILE_SYSFS:
		return find_path(file);
	default:
		return find_kind(file);
	}
}

/// A door of the stock kernel counts only while strict is on.
[[nodiscard]] constexpr bool counts(const Door &door, const Set &denied)
{
	return scope_of(door.reason) == Scope::Strict || is_strict(denied);
}

[[nodiscard]] constexpr bool guards(const Door &door, const Set &denied, const Set &watched)
{
	const Set reason = Set::of(door.reason);
	return counts(door, denied) &&
	       (denied.includes(reason) ||
		(watched.includes(reason) && strict_reasons.includes(reason)));
}

template <typename Rows>
[[nodiscard]] constexpr bool guards_one(const Rows &rows, const Set &denied, const Set &watched)
{
	for (const auto &row : rows)
		if (guards(row.door, denied, watched))
			return true;
	return false;
}

/// Is there any file to look at?
[[nodiscard]] constexpr bool guards_files(const Set &denied, const Set &watched)
{
	return guards_one(device_rows, denied, watched) || guards_one(disk_rows, denied, watched) ||
	       guards_one(held_rows, denied, watched) || guards_one(scsi_rows, denied, watched) ||
	       guards_one(driver_rows, denied, watched) || guards_one(kind_rows, denied, watched) ||
	       guards_one(path_rows, denied, watched);
}

} // namespace
} // namespace lockdown
