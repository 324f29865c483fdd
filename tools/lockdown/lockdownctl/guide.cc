// SPDX-License-Identifier: GPL-2.0
// What each reason guards, and what to do about it: one entry for each line of
// the table of reasons, in its order.

#include "guide.hh"

#include <iterator>

namespace ctl
{
namespace
{

constexpr Advice advice[] = {
	{ "module_signature",
	  "Loading a module that no trusted key has signed. A module is code of the kernel.",
	  "insmod, modprobe, DKMS, drivers that a vendor delivers without a signature",
	  "Sign the module with a key that the kernel trusts; DKMS can, with a key enrolled by "
	  "mokutil.",
	  "EPERM from init_module() and finit_module()" },
	{ "dev_mem",
	  "Opening /dev/mem, /dev/kmem and /dev/port, which reach physical memory, devices and "
	  "I/O ports.",
	  "dmidecode --no-sysfs, biosdecode, old X servers, flash tools",
	  "Read firmware tables from /sys/firmware, as dmidecode does by itself; let a driver "
	  "handle the device.",
	  "EPERM from open()" },
	{ "efi_test",
	  "Opening /dev/efi_test, which calls the firmware's runtime services with arguments of "
	  "one's own.",
	  "the Firmware Test Suite (fwts uefirt*)",
	  "efivarfs for variables; run the test suite with a level below integrity.",
	  "EPERM from open()" },
	{ "kexec",
	  "Starting another kernel that is not signed: kexec_load() at all, kexec_file_load() "
	  "without a valid signature, and what was loaded so before.",
	  "kexec -c, kexec -u; kdump with an image that is not signed",
	  "kexec -s with a kernel that is signed by a trusted key.",
	  "EPERM, from reboot() where the kernel is loaded already; EACCES where IMA refuses "
	  "first" },
	{ "hibernation",
	  "Writing memory to a disk and taking it back: nobody verifies the image there.",
	  "systemctl hibernate, rtcwake -m disk, pm-hibernate, uswsusp",
	  "Suspend to RAM; power off. Nothing verifies the image.",
	  "EPERM; \"disk\" is missing in /sys/power/state, and /sys/power/disk shows [disabled]" },
	{ "pci_access",
	  "Writing PCI configuration space, mapping a device's memory, reading or writing its "
	  "ports, from sysfs or procfs; raw commands to CXL devices.",
	  "setpci, user space drivers that map resource files, some flash tools",
	  "A driver of the kernel for the device, or VFIO behind an IOMMU. Reading configuration "
	  "space (lspci) goes on.",
	  "EPERM; setpci ends with status 0 all the same" },
	{ "ioport", "Access to I/O ports: iopl(), ioperm(), KDADDIO and KDENABIO of a console.",
	  "flashrom -p internal, hwclock --directisa, outb, old X servers",
	  "A driver of the kernel, as hwclock uses by itself; fwupdmgr for firmware.",
	  "EPERM from iopl() and ioperm(); ENXIO from KDADDIO and KDENABIO" },
	{ "msr",
	  "Writing model-specific registers of the processor; some of them hold entry points of "
	  "the kernel.",
	  "wrmsr, undervolting tools, x86_energy_perf_policy",
	  "The powercap, cpufreq and intel_tcc_cooling drivers, in sysfs. Reading (rdmsr) goes on.",
	  "EPERM from write() and ioctl()" },
	{ "acpi_tables",
	  "Giving the kernel ACPI tables, which are programs it runs: from the initrd, by "
	  "acpi_rsdp= or efivar_ssdt=, through configfs.",
	  "initrds with corrected DSDTs or SSDTs, acpi_rsdp= on the command line",
	  "Corrected firmware.",
	  "no errno: tables of the initrd are ignored with a line in the log, and a write to "
	  "configfs succeeds without effect" },
	{ "device_tree",
	  "Changing the device tree of a running pSeries machine through /proc/powerpc/ofdt.",
	  "drmgr of powerpc-utils, where it writes the tree by itself",
	  "Hotplug by the kernel, through /sys/kernel/dlpar. On powerpc only.",
	  "EPERM from write()" },
	{ "pcmcia_cis",
	  "Replacing the description (CIS) of a PCMCIA card, which says what addresses it has.",
	  "whoever writes /sys/class/pcmcia_socket/*/cis",
	  "A CIS that the driver loads as firmware.", "EPERM from write()" },
	{ "tiocsserial", "Giving a serial port another address or interrupt.", "setserial",
	  "Nothing: firmware or driver have to be right. Other settings of the port go on.",
	  "EPERM from ioctl(TIOCSSERIAL)" },
	{ "module_parameters",
	  "Module parameters that say where hardware is: addresses, ports, interrupts, DMA "
	  "channels, at load, on the command line and in sysfs.",
	  "modprobe with options such as io=, irq= or dma=; files in /etc/modprobe.d",
	  "Leave the parameter out; the driver has to find the device.",
	  "EPERM from loading the module, or from writing the parameter" },
	{ "mmiotrace",
	  "Loading testmmiotrace, the kernel's test of MMIO tracing, which writes to device memory.",
	  "modprobe testmmiotrace", "Nothing; it is a test for developers of the kernel.",
	  "EPERM from loading the module" },
	{ "debugfs",
	  "debugfs: opening files that can be written, that have ioctl() or mmap(), and changing "
	  "mode or owner. Files of mode 0400 or 0444 stay readable.",
	  "blktrace, fault injection, debugging knobs of drivers",
	  "/proc/diskstats and other files of procfs and sysfs; below confidentiality the events of "
	  "tracefs.",
	  "EPERM from open(), chmod() and chown()" },
	{ "xmon_wr", "Writing memory and registers with xmon, the debugger of powerpc.", "xmon",
	  "Reading with it, below confidentiality. On powerpc only.", "xmon refuses the command" },
	{ "bpf_write_user",
	  "BPF programs that write the memory of any process (bpf_probe_write_user), or that "
	  "change what the kernel's security checks return.",
	  "bcc and bpftrace (--unsafe) programs that change what a system call was given",
	  "ptrace or seccomp notifications, which ask for rights over the process; BPF's own LSM "
	  "programs, which only refuse.",
	  "EINVAL from bpf(BPF_PROG_LOAD): the verifier does not know the helper; EPERM for "
	  "programs on security checks" },
	{ "dbg_write_kernel", "Writing memory and registers of the kernel with kgdb or kdb.",
	  "gdb over kgdb, kdb", "kdb for reading, below confidentiality.",
	  "\"Permission denied\" from kdb; kdb answers in place of gdb" },
	{ "rtas_error_injection",
	  "Injecting errors into hardware through the RTAS firmware of powerpc.",
	  "errinjct of powerpc-utils",
	  "Nothing; test such machines with a level below integrity. On powerpc only.",
	  "EPERM from rtas()" },
	{ "xen_user_actions",
	  "Hypercalls of a Xen guest's user space that are not meant for one domain "
	  "(xen_privcmd.unrestricted).",
	  "tools of device model domains that make arbitrary hypercalls",
	  "dm_op for the target domain, which goes on.",
	  "EPERM from ioctl(IOCTL_PRIVCMD_HYPERCALL)" },
	{ "kcore", "Reading all memory of the kernel in /proc/kcore.",
	  "gdb and crash on the running kernel, readelf /proc/kcore, perf with --kcore",
	  "Nothing reads all memory. For a single question drgn or crash on a dump of a machine "
	  "without secrets.",
	  "EPERM from open()" },
	{ "kprobes", "Probes at any instruction of the kernel, by tracefs, perf or a BPF link.",
	  "perf probe, bpftrace and bcc with kprobes, trace-cmd, security agents",
	  "Integrity, on machines where it is needed. strace for system calls of one program.",
	  "EPERM from write(), perf_event_open() or bpf(BPF_PROG_LOAD)" },
	{ "bpf_read_kernel",
	  "BPF programs that read or print memory of the kernel (bpf_probe_read_kernel, "
	  "bpf_trace_printk, bpf_snprintf and their like).",
	  "bpftrace, bcc, most tracing and security agents",
	  "Integrity, on machines where it is needed. BPF for networks and cgroups goes on; "
	  "without bpf_printk, which ring buffers and perf events replace.",
	  "EINVAL from bpf(BPF_PROG_LOAD): the verifier does not know the helper; EPERM for "
	  "those that print" },
	{ "dbg_read_kernel", "Reading memory and registers of the kernel with kdb.",
	  "kdb, gdb over kgdb", "The log of the kernel, and what pstore keeps of a crash.",
	  "\"Permission denied\" from kdb" },
	{ "perf",
	  "perf samples with registers of the moment of the interrupt, which may be the kernel's.",
	  "perf record --intr-regs",
	  "perf record without registers, which goes on, or with --user-regs.",
	  "EPERM from perf_event_open()" },
	{ "tracefs", "The files of tracefs: events, function tracing, what they record.",
	  "trace-cmd, perf trace, perf stat and record with events of the kernel, bpftrace, "
	  "rasdaemon",
	  "strace for system calls; perf record of a program. Else integrity, on machines where "
	  "tracing is needed.",
	  "ENOENT if the level was set at boot; EPERM, for some files ENODEV or EINVAL, if it was "
	  "raised later" },
	{ "xmon_rw", "Any use of xmon, the debugger of powerpc, that reads or writes memory.",
	  "xmon", "The log of the kernel, and what pstore keeps of a crash. On powerpc only.",
	  "xmon does not start" },
	{ "xfrm_secret", "Reading the keys of IPsec states over netlink, any use of PF_KEY.",
	  "ip xfrm state, ip xfrm monitor, tools that copy states to another machine; setkey, "
	  "racoon",
	  "The daemon that made the keys. Daemons that use netlink, such as strongSwan.",
	  "no errno: the keys read as zeros, and nothing tells that they are not the keys; EPERM "
	  "from socket(PF_KEY)" },
	{ "flash_write",
	  "Writing flash chips (/dev/mtd*), and any use of the buses and chips of the board: "
	  "/dev/i2c-*, /dev/spidev*, /dev/nvram; writing nvmem and eeprom in sysfs, and firmware "
	  "of NVMe disks.",
	  "flashrom, flashcp, i2c-tools, ddcutil, sensors-detect",
	  "fwupdmgr with a capsule for firmware; drivers of the kernel (hwmon, at24) for chips.",
	  "EPERM from open(), of what is open already from read(), write() and ioctl(), and from "
	  "loading spi_intel with writeable" },
	{ "mtrr", "Changing the types of memory (MTRRs) through /proc/mtrr; reading it goes on.",
	  "X servers of the nineties", "Nothing: the kernel uses PAT.",
	  "EPERM from open(), write() and ioctl()" },
	{ "driver_io",
	  "Loading drivers that reach hardware for programs: those of UIO, and with certain "
	  "arguments comedi, ipmi_si and drivers that take an address; and using those that "
	  "are there, also dcdbas; MSRs through isst_interface, resources of PNP devices; "
	  "injected errors of memory; mapping /dev/fb*, and saying in video= where the picture is.",
	  "Dell OpenManage, DPDK and SPDK on UIO, comedi_config, intel-speed-select, X on fbdev, "
	  "fbi",
	  "VFIO with an IOMMU; addresses that the firmware tells the drivers; DRM.",
	  "EPERM from finit_module() and init_module(), open(), write(), ioctl() and mmap()" },
	{ "raw_dma",
	  "Commands with addresses that a controller uses as they are: RAID controllers, queues of "
	  "NVMe; settings of the IOMMU, VFIO and firewire_ohci that let it.",
	  "storcli, MegaCli, lsiutil, arcconf, DPDK without an IOMMU; not SMART or format of NVMe",
	  "Firmware's own menus for RAID; nvme-cli goes on but for queues.",
	  "EPERM from ioctl(), open() and finit_module()" },
	{ "disk_write",
	  "Writing to a block device that is mounted, used as swap or part of another: a changed "
	  "file system changes the kernel that trusts it.",
	  "tune2fs and fsck on a mounted disk, grub-install, LVM (lvcreate, lvextend, snapshots), "
	  "cryptsetup luksAddKey on an open volume, sfdisk and growpart on the system disk, mdmon",
	  "The file system's own ioctls and resize tools; unmount first.",
	  "EPERM from write(), from mmap() for writing, and from ioctl() that empties or fills" },
	{ "msr_read",
	  "Reading model-specific registers of the processor; some hold addresses of the kernel.",
	  "rdmsr, turbostat, x86_energy_perf_policy",
	  "perf stat and the powercap and hwmon files of sysfs for power and temperature.",
	  "EPERM from read() and ioctl()" },
	{ "debugfs_read",
	  "debugfs altogether: also the files that nobody can write, some of which show addresses "
	  "and keys.",
	  "powertop, bluetooth and wireless debugging, monitoring that reads debugfs",
	  "Files of procfs and sysfs.",
	  "EPERM from open(), and from read() of what was opened before" },
	{ "page_frames",
	  "Where the kernel's memory is: /proc/kpagecount, /proc/kpageflags, /proc/kpagecgroup, "
	  "/proc/vmallocinfo, /proc/iomem, pagemap of every process, page_idle, "
	  "/sys/kernel/vmcoreinfo, boot_params, the maps of memory in /sys/firmware.",
	  "page-types, makedumpfile, crash, drgn", "/proc/meminfo, /proc/zoneinfo, smaps.",
	  "EPERM from open(), and from read() of what was opened before" },
	{ "disk_keys",
	  "The key in a table of dm-crypt, in whose place there is a \"-\"; the secrets of NVMe "
	  "controllers in sysfs.",
	  "dmsetup table --showkeys; cryptsetup resize of a volume whose key is in no keyring",
	  "LUKS2, which keeps its keys in the kernel's keyring.",
	  "A table without the key, and EPERM from open()" },
	{ "vmcore",
	  "Reading the memory of the kernel that has crashed, in the kernel that was started to "
	  "save it: /proc/vmcore; and loading a kernel that a crash would start.",
	  "kdump (kexec -p), makedumpfile",
	  "The log that pstore keeps of a crash; kdump on machines without strict.",
	  "EPERM from open(), read(), mmap() and kexec_file_load()" },
	{ "perf_kernel",
	  "Events of perf that tell of the kernel beyond counting: samples of it, breakpoints on its "
	  "memory, its branches and traces, physical addresses, changes of its text. Records of "
	  "new symbols are left out.",
	  "perf record and perf top without :u, perf trace, perf sched; profilers that take in "
	  "the kernel",
	  "perf record -e cycles:u and others with exclude_kernel; perf stat, also of the kernel.",
	  "EPERM from perf_event_open()" },
	{ "kernel_addresses",
	  "Addresses that the kernel shows to who may read its log: /proc/kallsyms altogether, and "
	  "writing kernel.kptr_restrict, which is at least 1. /proc/modules, the sections of modules "
	  "in sysfs, BPF's dumps and others have zeros in the place of addresses.",
	  "perf, for the names of kernel functions; crash, drgn, bpftool prog dump jited, sysctl",
	  "The System.map of the kernel for names; lsmod goes on.",
	  "EPERM from open() of /proc/kallsyms, zeros elsewhere" },
	{ "bpf_btf_read",
	  "BPF programs that load from structures of the kernel, as BTF describes them, or could: "
	  "by a pointer, a variable or a function of the kernel, or by what they are called with "
	  "as iterators, LSMs, struct_ops and netfilter hooks and on tp_btf.",
	  "bpftrace with fentry or kfunc probes, libbpf-tools of bcc, bpftool (names of processes), "
	  "security agents; sched_ext; RestrictFileSystems= of systemd, which goes on without",
	  "Programs for packets (socket filters, XDP, tc) and control groups go on, and so do "
	  "programs on tracepoints that load nothing by BTF. A loaded program runs on.",
	  "EPERM from bpf(BPF_PROG_LOAD), and for a descriptor of a program loaded before" },
};

// The table of reasons and this one are in step, line for line.

constexpr std::string_view slugs[] = {
#define LOCKDOWN_REASON(symbol, slug, text, level, scope) #slug,
#include "reasons.h"
};

constexpr bool in_step()
{
	if (std::size(slugs) != std::size(advice))
		return false;
	for (size_t i = 0; i < std::size(slugs); i++) {
		const Advice &entry = advice[i];

		if (entry.slug != slugs[i] || entry.guards.empty() || entry.meets.empty() ||
		    entry.instead.empty() || entry.sees.empty())
			return false;
	}
	return true;
}

static_assert(in_step(), "each reason of reasons.h needs one entry here, in the same order");

} // namespace

const Advice *find_advice(std::string_view slug)
{
	for (const Advice &entry : advice)
		if (entry.slug == slug)
			return &entry;
	return nullptr;
}

} // namespace ctl
