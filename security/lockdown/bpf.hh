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

/// Helpers that hand out the address of a structure which the verifier trusts: it is
/// loaded from as the stack is. Loads from those that it does not trust are marked.
constexpr u32 handing_helpers[] = {
	// kernel/trace/bpf_trace.c: the only one of RET_PTR_TO_BTF_ID_TRUSTED
	LOCKDOWN_BPF_CURRENT_TASK_BTF,
	// btf_ld_kptr_type(), kernel/bpf/verifier.c: what it puts into a map, any program
	// of any type loads from there
	LOCKDOWN_BPF_KPTR_XCHG,
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
	// kernel/bpf/verifier.c: hands out the kernel's own context, trusted
	"bpf_cast_to_kern_ctx",
};

constexpr u32 handing_kfunc = LOCKDOWN_BPF_KFUNCS - 1;

static_assert(sizeof(reading_kfuncs) / sizeof(reading_kfuncs[0]) == LOCKDOWN_BPF_KFUNCS,
	      "LOCKDOWN_BPF_KFUNCS is not the number of names");

[[nodiscard]] constexpr u32 reason_of_helper(u32 number)
{
	for (const u32 helper : reading_helpers)
		if (helper == number)
			return LOCKDOWN_NUMBER_BPF_READ_KERNEL;
	for (const u32 helper : handing_helpers)
		if (helper == number)
			return LOCKDOWN_NUMBER_BPF_BTF_READ;
	return LOCKDOWN_NUMBER_NONE;
}

/// Zero stands for a function that this kernel does not have. Inlined into the loop
/// over a program, the numbers would be kept on the stack.
[[nodiscard, gnu::noinline]] constexpr u32 reason_of_kfunc(const lockdown_bpf_program &program,
							   u32 id)
{
	for (u32 i = 0; i < LOCKDOWN_BPF_KFUNCS; i++)
		if (program.kfuncs[i] && program.kfuncs[i] == id)
			return i == handing_kfunc ? LOCKDOWN_NUMBER_BPF_BTF_READ :
						    LOCKDOWN_NUMBER_BPF_READ_KERNEL;
	return LOCKDOWN_NUMBER_NONE;
}

/// Are structures, trusted, among what it is called with? Then it must load them first
/// from there, and what it loads from cannot be told apart; its stack is no secret.
[[nodiscard]] constexpr bool is_given_structures(const lockdown_bpf_program &program)
{
	switch (program.type) {
	// prog_args_trusted(), kernel/bpf/btf.c
	case LOCKDOWN_BPF_TRACING:
		return program.attach_type == LOCKDOWN_BPF_RAW_TP ||
		       program.attach_type == LOCKDOWN_BPF_ITER;
	case LOCKDOWN_BPF_LSM:
	case LOCKDOWN_BPF_STRUCT_OPS:
	// nf_is_valid_access(), net/netfilter/nf_bpf_link.c
	case LOCKDOWN_BPF_NETFILTER:
		return true;
	default:
		return false;
	}
}

/// The second half of a 64-bit constant has the code 0, so it is nothing of this.
[[nodiscard]] constexpr u32 reason_of(const lockdown_bpf_program &program,
				      const lockdown_bpf_insn &insn)
{
	const u32 callee = static_cast<u32>(insn.imm);
	if (insn.code == LOCKDOWN_BPF_CALL && insn.src == LOCKDOWN_BPF_CALL_HELPER)
		return reason_of_helper(callee);
	// An offset names the types of a module.
	if (insn.code == LOCKDOWN_BPF_CALL && insn.src == LOCKDOWN_BPF_CALL_KFUNC && insn.off == 0)
		return reason_of_kfunc(program, callee);
	// check_pseudo_btf_id(), kernel/bpf/verifier.c: a variable is loaded from as a map is
	const bool is_variable =
		insn.code == LOCKDOWN_BPF_CONSTANT && insn.src == LOCKDOWN_BPF_CONSTANT_KERNEL;
	const bool is_load = (insn.code & LOCKDOWN_BPF_CLASS) == LOCKDOWN_BPF_LOAD &&
			     insn.src != LOCKDOWN_BPF_STACK;
	return is_variable || (is_load && is_given_structures(program)) ?
		       LOCKDOWN_NUMBER_BPF_BTF_READ :
		       LOCKDOWN_NUMBER_NONE;
}

/// A mode that the verifier sets where a pointer by BTF may be bad, so that a fault
/// reads zero (bpf_convert_ctx_accesses()). Arenas, which are memory of the program's
/// own, have other modes.
[[nodiscard]] constexpr bool probes_structures(const lockdown_bpf_insn *code, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		const u32 what = code[i].code & LOCKDOWN_BPF_CLASS_MODE;
		if (what == (LOCKDOWN_BPF_LOAD | LOCKDOWN_BPF_PROBE_MEM) ||
		    what == (LOCKDOWN_BPF_LOAD | LOCKDOWN_BPF_PROBE_MEMSX))
			return true;
	}
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
	// check_kfunc_call(), kernel/bpf/verifier.c: trusted, before 7.3 some of them
	if (program.returns_structure)
		reasons = reasons.united(Set::of(LOCKDOWN_NUMBER_BPF_BTF_READ));
	for (size_t i = 0; i < program.length; i++)
		if (const u32 reason = reason_of(program, program.code[i]);
		    reason != LOCKDOWN_NUMBER_NONE)
			reasons = reasons.united(Set::of(reason));
	return reasons;
}

} // namespace
} // namespace lockdown
