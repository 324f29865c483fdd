// SPDX-License-Identifier: GPL-2.0
/*
 * The seam as C sees it: the header is plain C11, and every function of the
 * core is called from C.
 */

#include "core.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static int failed;

#define EXPECT(name, condition)                                            \
	do {                                                               \
		int holds = (condition);                                   \
		printf("%s seam_test.c: %s\n", holds ? "ok" : "not ok", name); \
		failed |= !holds;                                          \
	} while (0)

static_assert(sizeof(u32) == 4, "u32 has 32 bits");
static_assert(sizeof(struct lockdown_set) == 8 * LOCKDOWN_SET_WORDS, "a set has no padding");
static_assert(LOCKDOWN_EPERM == 1 && LOCKDOWN_EINVAL == 22 && LOCKDOWN_ENOSPC == 28,
	      "the errnos are those of Linux");

int main(void)
{
	const struct lockdown_bpf_insn print = {
		.code = LOCKDOWN_BPF_CALL,
		.imm = LOCKDOWN_BPF_SNPRINTF,
	};
	const struct lockdown_bpf_program program = { .code = &print, .length = 1 };
	struct lockdown_set denied;
	struct lockdown_set more;
	struct lockdown_set set;
	char line[LOCKDOWN_LINE_MAX];
	const char *name = NULL;
	u32 level = 7;

	lockdown_core_level_set(LOCKDOWN_LEVEL_NONE, &denied);
	lockdown_core_level_set(LOCKDOWN_LEVEL_INTEGRITY, &more);
	EXPECT("a reason below the level is allowed",
	       !lockdown_set_contains(&denied, LOCKDOWN_NUMBER_DEV_MEM));
	EXPECT("a raise has not arrived", !lockdown_core_includes(&denied, &more));
	EXPECT("a raise is done", lockdown_core_raise(&denied, &more) == 0);
	EXPECT("a raise has arrived", lockdown_core_includes(&denied, &more));
	EXPECT("a reason at the level is denied",
	       lockdown_set_contains(&denied, LOCKDOWN_NUMBER_DEV_MEM));
	EXPECT("a reason above the level is allowed",
	       !lockdown_set_contains(&denied, LOCKDOWN_NUMBER_KCORE));
	EXPECT("an unknown reason is denied",
	       lockdown_set_contains(&denied, LOCKDOWN_REASON_COUNT));
	EXPECT("a second raise is refused", lockdown_core_raise(&denied, &more) == -LOCKDOWN_EPERM);
	EXPECT("the level holds", lockdown_core_level(&denied) == LOCKDOWN_LEVEL_INTEGRITY);
	EXPECT("the global set starts at none",
	       lockdown_core_level(&lockdown_denied) == LOCKDOWN_LEVEL_NONE);
	EXPECT("a mark is a level",
	       lockdown_core_level_of_number(LOCKDOWN_NUMBER_INTEGRITY_MAX) ==
		       LOCKDOWN_LEVEL_INTEGRITY);
	EXPECT("a bad boot value is refused and stores nothing",
	       lockdown_core_parse_boot("none", 4, &level) == -LOCKDOWN_EINVAL && level == 7);
	EXPECT("a boot value is read",
	       lockdown_core_parse_boot("integrity", 9, &level) == 0 &&
		       level == LOCKDOWN_LEVEL_INTEGRITY);
	EXPECT("a write is read",
	       lockdown_core_parse_write("none\n", 5, &level) == 0 &&
		       level == LOCKDOWN_LEVEL_NONE);
	EXPECT("a line is rendered",
	       lockdown_core_render_level(LOCKDOWN_LEVEL_NONE, line, sizeof(line)) == 33 &&
		       !memcmp(line, "[none] integrity confidentiality\n", 33));
	EXPECT("a small buffer is refused",
	       lockdown_core_render_level(LOCKDOWN_LEVEL_NONE, line, 32) == -LOCKDOWN_ENOSPC);
	EXPECT("a list is read",
	       lockdown_core_parse_reasons("dev_mem,kcore", 13, &set) == 0 &&
		       lockdown_set_contains(&set, LOCKDOWN_NUMBER_KCORE) &&
		       !lockdown_is_empty(&set));
	EXPECT("a set is rendered",
	       lockdown_core_render_set(&set, line, sizeof(line)) == 13 &&
		       !memcmp(line, "dev_mem,kcore", 13));
	EXPECT("a reason has a slug",
	       lockdown_core_slug(LOCKDOWN_NUMBER_DEV_MEM, &name) == 7 &&
		       !memcmp(name, "dev_mem", 7));
	EXPECT("a reason has a text",
	       lockdown_core_text(LOCKDOWN_NUMBER_DEV_MEM, &name) == 18 &&
		       !memcmp(name, "/dev/mem,kmem,port", 18));
	EXPECT("a function that reads has a name",
	       lockdown_core_bpf_kfunc(0, &name) == 15 && !memcmp(name, "bpf_rdonly_cast", 15));
	lockdown_core_bpf_reasons(&program, &set);
	EXPECT("a program that prints reads the kernel",
	       lockdown_set_contains(&set, LOCKDOWN_NUMBER_BPF_READ_KERNEL));
	EXPECT("a program that prints follows no pointer",
	       !lockdown_core_bpf_probes(&print, 1));
	EXPECT("what was done before a raise stays",
	       lockdown_core_kept(0, &denied, 1ULL << LOCKDOWN_TAINT_FORCED_MODULE, &level,
				  &name) > 0 &&
		       level == LOCKDOWN_NUMBER_MODULE_SIGNATURE);
	return failed;
}
