// SPDX-License-Identifier: GPL-2.0
// lockdownctl probe: which doors are open, found out without changing anything.
//
// What is tried opens a file for reading, reads one, or asks for something that
// cannot succeed or ends with this process. A door that only a change would
// show is not tried, and said to be so. A door is called shut only where the
// refusal cannot come from a missing capability.

#include "probe.hh"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#if defined(__x86_64__) || defined(__i386__)
#include <sys/io.h>
#endif

#include "catalogue.hh"
#include "commands.hh"
#include "json.hh"
#include "privilege.hh"

namespace ctl
{
namespace
{

/// The outcome of one attempt: an errno, and what it means.
[[nodiscard]] Door judge(Door door, int error)
{
	switch (error) {
	case 0:
		door.verdict = "open";
		break;
	case EPERM:
		door.verdict = "shut";
		break;
	case ENOENT:
	case ENODEV:
	case ENXIO:
	case ENOSYS:
		door.verdict = "absent";
		break;
	default:
		door.verdict = "untried";
		door.note = error_text(error);
	}
	return door;
}

[[nodiscard]] Door untried(std::string reason, std::string note)
{
	return { std::move(reason), "", "untried", std::move(note) };
}

[[nodiscard]] Door absent(std::string reason, std::string note)
{
	return { std::move(reason), "", "absent", std::move(note) };
}

/// Opens a file. Without the capability the kernel says EPERM as well.
[[nodiscard]] Door open_file(const Files &files, const std::string &reason, const std::string &file,
			     int capability, const std::string &capability_name)
{
	const Door door = { reason, "open " + file + " to read", "", "" };

	if (!files.exists(file))
		return judge(door, ENOENT);
	if (!has_capability(capability))
		return untried(reason, "needs " + capability_name);
	return judge(door, files.try_open(file));
}

/// Only files of which opening is known to do nothing.
[[nodiscard]] Door debugfs(const Files &files)
{
	for (const char *file :
	     { "/sys/kernel/debug/fault_around_bytes", "/sys/kernel/debug/sched/verbose",
	       "/sys/kernel/debug/sched/latency_warn_ms" })
		if (files.exists(file))
			return open_file(files, "debugfs", file, CAP_DAC_OVERRIDE,
					 "CAP_DAC_OVERRIDE");
	if (!has_capability(CAP_DAC_OVERRIDE))
		return untried("debugfs", "needs CAP_DAC_OVERRIDE");
	return absent("debugfs", "debugfs is not mounted, or has no file that is harmless to open");
}

[[nodiscard]] Door tracefs(const Files &files)
{
	for (const char *file :
	     { "/sys/kernel/tracing/README", "/sys/kernel/debug/tracing/README" })
		if (files.exists(file))
			return open_file(files, "tracefs", file, CAP_DAC_OVERRIDE,
					 "CAP_DAC_OVERRIDE");
	if (!has_capability(CAP_DAC_OVERRIDE))
		return untried("tracefs", "needs CAP_DAC_OVERRIDE");
	return absent("tracefs", "tracefs is not mounted, or has been empty since the start");
}

[[nodiscard]] Door hibernation(const Files &files)
{
	Door door = { "hibernation", "read /sys/power/disk", "absent", "" };
	const Reading disk = files.read("/sys/power/disk");

	if (!disk.ok())
		return judge(door, disk.error);
	const bool disabled = disk.text.find("[disabled]") != disk.text.npos;
	door.verdict = disabled ? "shut" : "open";
	if (disabled)
		door.note = "perhaps for another reason than lockdown";
	return door;
}

[[nodiscard]] Door powerpc(const Files &files, const std::string &reason)
{
	if (!files.exists("/proc/powerpc"))
		return absent(reason, "only powerpc has it");
	return untried(reason, "only a change would show it");
}

#ifndef SYS_kexec_load
constexpr long kexec_load_number = -1;
#else
constexpr long kexec_load_number = SYS_kexec_load;
#endif

/// More segments than an image can have, and flags that do not exist: this is
/// refused as invalid where it is not refused before, and loads nothing.
[[nodiscard]] Door kexec(const Files &files)
{
	constexpr unsigned long segments = 0x1000;
	constexpr unsigned long flags = 0xfff0;
	Door door = { "kexec", "kexec_load() with invalid arguments", "", "" };

	if (!has_capability(CAP_SYS_BOOT))
		return untried("kexec", "needs CAP_SYS_BOOT");
	if (const Reading off = files.read("/proc/sys/kernel/kexec_load_disabled");
	    off.ok() && off.text.find('0') != 0)
		return untried("kexec", "kernel.kexec_load_disabled refuses it in any case");
	if (kexec_load_number < 0 || ::syscall(kexec_load_number, 0, segments, nullptr, flags) == 0)
		return untried("kexec", "this system has no answer to it");
	const int error = errno;
	if (error == EACCES) {
		door.verdict = "shut";
		door.note = "by IMA, before lockdown is asked";
		return door;
	}
	return judge(std::move(door), error == EINVAL ? 0 : error);
}

/// The permission would be of this process alone, and is given back.
[[nodiscard]] Door ioport()
{
#if defined(__x86_64__) || defined(__i386__)
	constexpr unsigned long port = 0x80; // Nothing is read or written there.

	if (!has_capability(CAP_SYS_RAWIO))
		return untried("ioport", "needs CAP_SYS_RAWIO");
	const int error = ::ioperm(port, 1, 1) ? errno : 0;
	if (!error)
		(void)::ioperm(port, 1, 0);
	return judge({ "ioport", "ioperm() for a port", "", "" }, error);
#else
	return absent("ioport", "only x86 has it");
#endif
}

/// Asks for the number of a device's bus, which nobody refuses but lockdown.
[[nodiscard]] Door pci_access(const Files &files)
{
	constexpr unsigned long controller = 'P' << 24 | 'C' << 16 | 'I' << 8; // PCIIOC_CONTROLLER
	constexpr const char *file = "/proc/bus/pci/00/00.0";
	const Door door = { "pci_access", fmt::format("ioctl() of {}", file), "", "" };
	const int descriptor = ::open(files.path(file).c_str(), O_RDONLY | O_CLOEXEC);

	if (descriptor < 0)
		return errno == ENOENT ? absent("pci_access", fmt::format("no {}", file)) :
					 untried("pci_access", error_text(errno));
	const int error = ::ioctl(descriptor, controller) < 0 ? errno : 0;
	::close(descriptor);
	return judge(door, error);
}

[[nodiscard]] int try_perf(bool registers)
{
	perf_event_attr attr = {};

	attr.size = sizeof(attr);
	attr.type = PERF_TYPE_SOFTWARE;
	attr.config = PERF_COUNT_SW_CPU_CLOCK;
	attr.disabled = 1;
	attr.sample_period = 1000000;
	if (registers) {
		attr.sample_type = PERF_SAMPLE_REGS_INTR;
		attr.sample_regs_intr = 1;
	}
	const long descriptor =
		::syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	if (descriptor < 0)
		return errno;
	::close(static_cast<int>(descriptor));
	return 0;
}

[[nodiscard]] Door perf()
{
	if (!has_capability(CAP_PERFMON) && !has_capability(CAP_SYS_ADMIN))
		return untried("perf", "needs CAP_PERFMON");
	// The same event without registers shows that nothing else refuses it.
	if (const int error = try_perf(false))
		return untried("perf", "perf itself is not there: " + error_text(error));
	return judge({ "perf", "perf_event_open() with registers", "", "" }, try_perf(true));
}

/// Has a program verified that calls a helper, and drops it.
[[nodiscard]] int try_bpf_helper(int helper)
{
	constexpr unsigned char load_word = BPF_ALU64 | BPF_MOV | BPF_X;
	constexpr unsigned char load_value = BPF_ALU64 | BPF_MOV | BPF_K;
	std::array<bpf_insn, 7> program = {};
	const auto set = [&](size_t i, unsigned char code, unsigned to, unsigned from, int value) {
		program[i].code = code;
		program[i].dst_reg = to & 15;
		program[i].src_reg = from & 15;
		program[i].imm = value;
	};
	char license[] = "GPL";
	bpf_attr attr;

	// helper(stack - 8, 8, 0); return 0
	set(0, load_word, BPF_REG_1, BPF_REG_10, 0);
	set(1, BPF_ALU64 | BPF_ADD | BPF_K, BPF_REG_1, 0, -8);
	set(2, load_value, BPF_REG_2, 0, 8);
	set(3, load_value, BPF_REG_3, 0, 0);
	set(4, BPF_JMP | BPF_CALL, 0, 0, helper);
	set(5, load_value, BPF_REG_0, 0, 0);
	set(6, BPF_JMP | BPF_EXIT, 0, 0, 0);

	std::memset(&attr, 0, sizeof(attr));
	attr.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	attr.insn_cnt = program.size();
	attr.insns = reinterpret_cast<uintptr_t>(program.data());
	attr.license = reinterpret_cast<uintptr_t>(license);
	const long descriptor = ::syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
	if (descriptor < 0)
		return errno;
	::close(static_cast<int>(descriptor));
	return 0;
}

[[nodiscard]] Door bpf_read_kernel()
{
	if (!has_capability(CAP_SYS_ADMIN) &&
	    !(has_capability(CAP_BPF) && has_capability(CAP_PERFMON)))
		return untried("bpf_read_kernel", "needs CAP_BPF and CAP_PERFMON");
	// The twin that reads user memory has the same arguments and needs the same rights.
	if (const int error = try_bpf_helper(BPF_FUNC_probe_read_user))
		return untried("bpf_read_kernel",
			       "BPF without it is refused, too: " + error_text(error));
	const int error = try_bpf_helper(BPF_FUNC_probe_read_kernel);
	return judge({ "bpf_read_kernel", "load a BPF program that would read", "", "" },
		     error == EINVAL ? EPERM : error);
}

/// The doors of one reason.
void try_reason(const Files &files, const std::string &reason, std::vector<Door> &doors)
{
	constexpr const char *change = "only a change would show it";
	const bool live = files.live();

	if (reason == "dev_mem") {
		doors.push_back(
			open_file(files, reason, "/dev/mem", CAP_SYS_RAWIO, "CAP_SYS_RAWIO"));
		doors.push_back(
			open_file(files, reason, "/dev/port", CAP_SYS_RAWIO, "CAP_SYS_RAWIO"));
	} else if (reason == "kcore") {
		doors.push_back(
			open_file(files, reason, "/proc/kcore", CAP_SYS_RAWIO, "CAP_SYS_RAWIO"));
	} else if (reason == "efi_test") {
		doors.push_back(
			open_file(files, reason, "/dev/efi_test", CAP_SYS_ADMIN, "CAP_SYS_ADMIN"));
	} else if (reason == "debugfs") {
		doors.push_back(debugfs(files));
	} else if (reason == "tracefs") {
		doors.push_back(tracefs(files));
	} else if (reason == "hibernation") {
		doors.push_back(hibernation(files));
	} else if (reason == "msr") {
		doors.push_back(files.exists("/dev/cpu/0/msr") ?
					untried(reason, "reading is allowed at every level, and "
							"only writing would show it") :
					absent(reason, "no /dev/cpu/0/msr"));
	} else if (reason == "pcmcia_cis") {
		doors.push_back(files.names("/sys/class/pcmcia_socket").empty() ?
					absent(reason, "no PCMCIA socket") :
					untried(reason, change));
	} else if (reason == "device_tree" || reason == "xmon_wr" || reason == "xmon_rw" ||
		   reason == "rtas_error_injection") {
		doors.push_back(powerpc(files, reason));
	} else if (reason == "xen_user_actions") {
		doors.push_back(files.exists("/dev/xen/privcmd") ?
					untried(reason, change) :
					absent(reason, "no /dev/xen/privcmd"));
	} else if (reason == "kexec" || reason == "ioport" || reason == "pci_access" ||
		   reason == "perf" || reason == "bpf_read_kernel") {
		if (!live)
			doors.push_back(
				untried(reason, "below --root there is only what files show"));
		else if (reason == "kexec")
			doors.push_back(kexec(files));
		else if (reason == "ioport")
			doors.push_back(ioport());
		else if (reason == "pci_access")
			doors.push_back(pci_access(files));
		else if (reason == "perf")
			doors.push_back(perf());
		else
			doors.push_back(bpf_read_kernel());
	} else {
		doors.push_back(untried(reason, change));
	}
}

} // namespace

std::vector<Door> try_doors(const Files &files)
{
	std::vector<Door> doors;

	for (const Known &known : catalogue())
		try_reason(files, std::string(known.slug), doors);
	return doors;
}

Exit run_probe(const Context &context)
{
	const std::vector<Door> doors = try_doors(context.files);

	if (context.json) {
		fmt::print("{}\n", probe_json(doors));
		return Exit::Ok;
	}
	std::vector<std::vector<Cell>> rows = {
		{ { "REASON" }, { "DOOR" }, { "TRIED" } },
	};
	for (const Door &door : doors) {
		std::string what = door.tried;

		if (!door.note.empty())
			what += (what.empty() ? "(" : " (") + door.note + ")";
		rows.push_back({ { door.reason, Colour::Bold },
				 { door.verdict, colour_of(door.verdict) },
				 { what } });
	}
	print_columns(context.painter, rows);
	return Exit::Ok;
}

} // namespace ctl
