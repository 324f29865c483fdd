// SPDX-License-Identifier: GPL-2.0
// What a BPF program asks of lockdown: by its instructions, by how it attaches.
#pragma once

#include "core.h"
#include "language.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// Helpers that read whatever address a program gives them to print. The kernel
/// itself asks lockdown for those that only read.
constexpr u32 reading_helpers[] = {
	// "%s" and others of bpf_bprintf_prepare(), kernel/bpf/helpers.c
	LOCKDOWN_BPF_TRACE_PRINTK,
	LOCKDOWN_BPF_SEQ_PRINTF,
	LOCKDOWN_BPF_SNPRINTF,
	LOCKDOWN_BPF_TRACE_VPRINTK,
	// any structure, by btf_type_snprintf_show(), kernel/bpf/btf.c
	LOCKDOWN_BPF_SNPRINTF_BTF,
	LOCKDOWN_BPF_SEQ_PRINTF_BTF,
};

/// Functions of the kernel that a program calls by name, and that read whatever
/// address it gives them.
constexpr Text reading_kfuncs[] = {
	// kernel/bpf/verifier.c: takes any address for that of a structure
	"bpf_rdonly_cast",
	// kernel/trace/bpf_trace.c: copy_kernel_data_nofault(), copy_kernel_str_nofault()
	"bpf_probe_read_kernel_dynptr",
	"bpf_probe_read_kernel_str_dynptr",
	// kernel/bpf/helpers.c: bpf_probe_read_kernel_common()
	"bpf_iter_bits_new",
	// bpf_bprintf_prepare() in kernel/bpf/stream.c and kernel/sched/ext
	"bpf_stream_vprintk",
	"scx_bpf_exit_bstr",
	"scx_bpf_error_bstr",
	"scx_bpf_dump_bstr",
	"scx_bpf_sub_kill_bstr",
	// kernel/bpf/helpers.c: __get_kernel_nofault()
	"bpf_strcmp",
	"bpf_strcasecmp",
	"bpf_strncasecmp",
	"bpf_strnchr",
	"bpf_strchr",
	"bpf_strchrnul",
	"bpf_strrchr",
	"bpf_strnlen",
	"bpf_strlen",
	"bpf_strspn",
	"bpf_strcspn",
	"bpf_strstr",
	"bpf_strcasestr",
	"bpf_strnstr",
	"bpf_strncasestr",
};

static_assert(sizeof(reading_kfuncs) / sizeof(reading_kfuncs[0]) == LOCKDOWN_BPF_KFUNCS,
	      "LOCKDOWN_BPF_KFUNCS is not the number of names");

[[nodiscard]] constexpr bool is_reading_helper(u32 number)
{
	for (const u32 helper : reading_helpers)
		if (helper == number)
			return true;
	return false;
}

/// Zero stands for a function that this kernel does not have. Inlined into the loop
/// over a program, the numbers would be kept on the stack.
[[nodiscard, gnu::noinline]] constexpr bool is_reading_kfunc(const lockdown_bpf_program &program,
							     u32 id)
{
	for (const u32 kfunc : program.kfuncs)
		if (kfunc && kfunc == id)
			return true;
	return false;
}

/// The second half of a 64-bit constant has the code 0, so it is no call.
[[nodiscard]] constexpr bool reads_kernel(const lockdown_bpf_program &program,
					  const lockdown_bpf_insn &insn)
{
	if (insn.code != LOCKDOWN_BPF_CALL)
		return false;
	const u32 callee = static_cast<u32>(insn.imm);
	if (insn.src == LOCKDOWN_BPF_CALL_HELPER)
		return is_reading_helper(callee);
	// An offset names the types of a module.
	return insn.src == LOCKDOWN_BPF_CALL_KFUNC && insn.off == 0 &&
	       is_reading_kfunc(program, callee);
}

[[nodiscard]] constexpr bool reads_kernel(const lockdown_bpf_program &program)
{
	for (size_t i = 0; i < program.length; i++)
		if (reads_kernel(program, program.code[i]))
			return true;
	return false;
}

/// perf and tracefs ask for the same probe (kernel/trace/trace_kprobe.c,
/// trace_fprobe.c). A program for a single function by its type goes on.
[[nodiscard]] constexpr bool probes_kernel(const lockdown_bpf_program &program)
{
	switch (program.attach_type) {
	case LOCKDOWN_BPF_KPROBE_MULTI:
	case LOCKDOWN_BPF_KPROBE_SESSION:
		return program.type == LOCKDOWN_BPF_KPROBE;
	case LOCKDOWN_BPF_FENTRY_MULTI:
	case LOCKDOWN_BPF_FEXIT_MULTI:
	case LOCKDOWN_BPF_FSESSION_MULTI:
		return program.type == LOCKDOWN_BPF_TRACING;
	default:
		return false;
	}
}

/// Does it give answers for the kernel's security checks? Lockdown's own is one
/// of them, and with it each refusal to write the memory of users by BPF.
[[nodiscard]] constexpr bool answers_for_security(const lockdown_bpf_program &program)
{
	return program.type == LOCKDOWN_BPF_TRACING &&
	       program.attach_type == LOCKDOWN_BPF_MODIFY_RETURN &&
	       Text(program.target, program.target_length).starts_with("security_");
}

[[nodiscard]] constexpr Set reasons_of(const lockdown_bpf_program &program)
{
	Set reasons;
	if (answers_for_security(program))
		reasons = reasons.united(Set::of(LOCKDOWN_NUMBER_BPF_WRITE_USER));
	if (probes_kernel(program))
		reasons = reasons.united(Set::of(LOCKDOWN_NUMBER_KPROBES));
	if (reads_kernel(program))
		reasons = reasons.united(Set::of(LOCKDOWN_NUMBER_BPF_READ_KERNEL));
	return reasons;
}

} // namespace
} // namespace lockdown
