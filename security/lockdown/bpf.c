// SPDX-License-Identifier: GPL-2.0
/*
 * BPF programs, as they are loaded: the core says what each asks for.
 */

#include <linux/array_size.h>
#include <linux/bpf.h>
#include <linux/bpf_verifier.h>
#include <linux/btf.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/lockdown.h>
#include <linux/mutex.h>
#include <linux/security.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "rim.h"

static_assert((u32)LOCKDOWN_BPF_KPROBE == BPF_PROG_TYPE_KPROBE);
static_assert((u32)LOCKDOWN_BPF_TRACING == BPF_PROG_TYPE_TRACING);
static_assert((u32)LOCKDOWN_BPF_STRUCT_OPS == BPF_PROG_TYPE_STRUCT_OPS);
static_assert((u32)LOCKDOWN_BPF_LSM == BPF_PROG_TYPE_LSM);
static_assert((u32)LOCKDOWN_BPF_RAW_TP == BPF_TRACE_RAW_TP);
static_assert((u32)LOCKDOWN_BPF_MODIFY_RETURN == BPF_MODIFY_RETURN);
static_assert((u32)LOCKDOWN_BPF_ITER == BPF_TRACE_ITER);
static_assert((u32)LOCKDOWN_BPF_KPROBE_MULTI == BPF_TRACE_KPROBE_MULTI);
static_assert(LOCKDOWN_BPF_CALL == (BPF_JMP | BPF_CALL));
static_assert(LOCKDOWN_BPF_CALL_KFUNC == BPF_PSEUDO_KFUNC_CALL);
static_assert(LOCKDOWN_BPF_CONSTANT == (BPF_LD | BPF_DW | BPF_IMM));
static_assert(LOCKDOWN_BPF_CONSTANT_KERNEL == BPF_PSEUDO_BTF_ID);
static_assert(BPF_CLASS(~0) == LOCKDOWN_BPF_CLASS);
static_assert(LOCKDOWN_BPF_CLASS_MODE == (BPF_CLASS(~0) | BPF_MODE(~0)));
static_assert(LOCKDOWN_BPF_LOAD == BPF_LDX);
static_assert(LOCKDOWN_BPF_PROBE_MEM == BPF_PROBE_MEM);
#ifdef BPF_PROBE_MEMSX
static_assert(LOCKDOWN_BPF_PROBE_MEMSX == BPF_PROBE_MEMSX);
#endif
static_assert((u32)LOCKDOWN_BPF_STACK == BPF_REG_10);
static_assert(BPF_FUNC_trace_printk == (u32)LOCKDOWN_BPF_TRACE_PRINTK);
static_assert(BPF_FUNC_seq_printf == (u32)LOCKDOWN_BPF_SEQ_PRINTF);
static_assert(BPF_FUNC_snprintf_btf == (u32)LOCKDOWN_BPF_SNPRINTF_BTF);
static_assert(BPF_FUNC_seq_printf_btf == (u32)LOCKDOWN_BPF_SEQ_PRINTF_BTF);
static_assert(BPF_FUNC_get_current_task_btf == (u32)LOCKDOWN_BPF_CURRENT_TASK_BTF);
static_assert(BPF_FUNC_snprintf == (u32)LOCKDOWN_BPF_SNPRINTF);
static_assert(BPF_FUNC_trace_vprintk == (u32)LOCKDOWN_BPF_TRACE_VPRINTK);
static_assert(BPF_FUNC_kptr_xchg == (u32)LOCKDOWN_BPF_KPTR_XCHG);
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

/* Does it call what returns the address of a structure? Of a module, all may. */
static bool lockdown_bpf_returns_structure(const struct bpf_insn *insn)
{
	const struct btf_type *type;
	const struct btf *btf;

	if (insn->code != (BPF_JMP | BPF_CALL) || insn->src_reg != BPF_PSEUDO_KFUNC_CALL)
		return false;
	btf = bpf_get_btf_vmlinux();
	if (insn->off || IS_ERR_OR_NULL(btf))
		return true;
	type = btf_type_by_id(btf, insn->imm);
	type = type && btf_type_is_func(type) ? btf_type_by_id(btf, type->type) : NULL;
	type = type ? btf_type_resolve_ptr(btf, type->type, NULL) : NULL;
	return type && btf_type_is_struct(type);
}

/* The framework cannot name a reason of ours, and no hook of ours is in between. */
static bool lockdown_bpf_refuses(u32 reason)
{
	if (reason < LOCKDOWN_NUMBER_END_OF_KERNEL)
		return security_locked_down(reason);
	return lockdown_ask_directly(reason);
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
	u32 i, reason;

	program.target_length = program.target ? strlen(program.target) : 0;
	for (i = 0; i < prog->len && !program.returns_structure; i++)
		program.returns_structure = lockdown_bpf_returns_structure(&prog->insnsi[i]);
	lockdown_find_kfuncs(program.kfuncs);
	lockdown_core_bpf_reasons(&program, &asked);
	for (reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++)
		if (lockdown_set_contains(&asked, reason) && lockdown_bpf_refuses(reason))
			return -EPERM;
	return 0;
}

int lockdown_check_map_pointer(void)
{
	return lockdown_ask_directly(LOCKDOWN_NUMBER_BPF_BTF_READ);
}

/*
 * The instructions of all functions of the program are here, also after they were
 * compiled. To blind its constants changes no loads.
 */
int lockdown_bpf_prog(struct bpf_prog *prog)
{
	if (!lockdown_core_bpf_probes((const struct lockdown_bpf_insn *)prog->insnsi, prog->len))
		return 0;
	return lockdown_ask(LOCKDOWN_NUMBER_BPF_BTF_READ);
}
