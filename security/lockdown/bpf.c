// SPDX-License-Identifier: GPL-2.0
/*
 * BPF programs, as they are loaded: the core says what each asks for.
 */

#include <linux/array_size.h>
#include <linux/bpf.h>
#include <linux/bpf_verifier.h>
#include <linux/btf.h>
#include <linux/err.h>
#include <linux/lockdown.h>
#include <linux/mutex.h>
#include <linux/security.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "rim.h"

static_assert((u32)LOCKDOWN_BPF_KPROBE == BPF_PROG_TYPE_KPROBE);
static_assert((u32)LOCKDOWN_BPF_TRACING == BPF_PROG_TYPE_TRACING);
static_assert((u32)LOCKDOWN_BPF_MODIFY_RETURN == BPF_MODIFY_RETURN);
static_assert((u32)LOCKDOWN_BPF_KPROBE_MULTI == BPF_TRACE_KPROBE_MULTI);
static_assert(LOCKDOWN_BPF_CALL == (BPF_JMP | BPF_CALL));
static_assert(LOCKDOWN_BPF_CALL_KFUNC == BPF_PSEUDO_KFUNC_CALL);
static_assert(BPF_FUNC_trace_printk == (u32)LOCKDOWN_BPF_TRACE_PRINTK);
static_assert(BPF_FUNC_seq_printf == (u32)LOCKDOWN_BPF_SEQ_PRINTF);
static_assert(BPF_FUNC_snprintf_btf == (u32)LOCKDOWN_BPF_SNPRINTF_BTF);
static_assert(BPF_FUNC_seq_printf_btf == (u32)LOCKDOWN_BPF_SEQ_PRINTF_BTF);
static_assert(BPF_FUNC_snprintf == (u32)LOCKDOWN_BPF_SNPRINTF);
static_assert(BPF_FUNC_trace_vprintk == (u32)LOCKDOWN_BPF_TRACE_VPRINTK);
static_assert(sizeof(struct lockdown_bpf_insn) == sizeof(struct bpf_insn));
static_assert(offsetof(struct lockdown_bpf_insn, off) == offsetof(struct bpf_insn, off));
static_assert(offsetof(struct lockdown_bpf_insn, imm) == offsetof(struct bpf_insn, imm));

/*
 * The types of the kernel image do not change while it runs: the numbers of its
 * functions are looked up once.
 */
static void lockdown_find_kfuncs(u32 *kfuncs)
{
	static DEFINE_MUTEX(mutex);
	static u32 found[LOCKDOWN_BPF_KFUNCS];
	static bool looked;
	struct btf *btf = bpf_get_btf_vmlinux();
	const char *name;
	u32 number;

	mutex_lock(&mutex);
	for (number = 0; !looked && number < ARRAY_SIZE(found); number++) {
		s32 id = -ENOENT;

		if (!IS_ERR_OR_NULL(btf) && lockdown_core_bpf_kfunc(number, &name) > 0)
			id = btf_find_by_name_kind(btf, name, BTF_KIND_FUNC);
		found[number] = max(id, 0);
	}
	looked = true;
	memcpy(kfuncs, found, sizeof(found));
	mutex_unlock(&mutex);
}

/* The name of what it attaches to, where that is a function of the kernel. */
static const char *lockdown_bpf_target(const struct bpf_prog *prog)
{
	const struct btf *btf = prog->aux->attach_btf;
	const struct btf_type *type;

	if (!btf || !prog->aux->attach_btf_id)
		return NULL;
	type = btf_type_by_id(btf, prog->aux->attach_btf_id);
	return type ? btf_name_by_offset(btf, type->name_off) : NULL;
}

int lockdown_check_bpf(const struct bpf_prog *prog)
{
	struct lockdown_bpf_program program = {
		.type = prog->type,
		.attach_type = prog->expected_attach_type,
		.target = lockdown_bpf_target(prog),
		.code = (const struct lockdown_bpf_insn *)prog->insnsi,
		.length = prog->len,
	};
	struct lockdown_set asked;
	u32 reason;

	program.target_length = program.target ? strlen(program.target) : 0;
	lockdown_find_kfuncs(program.kfuncs);
	lockdown_core_bpf_reasons(&program, &asked);
	for (reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++)
		if (lockdown_set_contains(&asked, reason) && security_locked_down(reason))
			return -EPERM;
	return 0;
}
