// SPDX-License-Identifier: GPL-2.0
// BPF programs at the seam: what each asks for.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <linux/bpf.h>

#include "core.h"
#include "sets.hh"

namespace
{

using Code = std::vector<lockdown_bpf_insn>;

// The numbers and the layout are those of user space's header.
static_assert(int{ LOCKDOWN_BPF_KPROBE } == BPF_PROG_TYPE_KPROBE);
static_assert(int{ LOCKDOWN_BPF_TRACING } == BPF_PROG_TYPE_TRACING);
static_assert(int{ LOCKDOWN_BPF_STRUCT_OPS } == BPF_PROG_TYPE_STRUCT_OPS);
static_assert(int{ LOCKDOWN_BPF_LSM } == BPF_PROG_TYPE_LSM);
static_assert(int{ LOCKDOWN_BPF_RAW_TP } == BPF_TRACE_RAW_TP);
static_assert(int{ LOCKDOWN_BPF_MODIFY_RETURN } == BPF_MODIFY_RETURN);
static_assert(int{ LOCKDOWN_BPF_ITER } == BPF_TRACE_ITER);
static_assert(int{ LOCKDOWN_BPF_KPROBE_MULTI } == BPF_TRACE_KPROBE_MULTI);
static_assert(LOCKDOWN_BPF_CALL == (BPF_JMP | BPF_CALL));
static_assert(LOCKDOWN_BPF_CALL_KFUNC == BPF_PSEUDO_KFUNC_CALL);
static_assert(LOCKDOWN_BPF_CONSTANT == (BPF_LD | BPF_DW | BPF_IMM));
static_assert(LOCKDOWN_BPF_CONSTANT_KERNEL == BPF_PSEUDO_BTF_ID);
static_assert(LOCKDOWN_BPF_LOAD == BPF_LDX);
static_assert(int{ LOCKDOWN_BPF_STACK } == BPF_REG_10);
static_assert(int{ LOCKDOWN_BPF_KPTR_XCHG } == BPF_FUNC_kptr_xchg);
static_assert(sizeof(lockdown_bpf_insn) == sizeof(bpf_insn));
static_assert(offsetof(lockdown_bpf_insn, off) == offsetof(bpf_insn, off));
static_assert(offsetof(lockdown_bpf_insn, imm) == offsetof(bpf_insn, imm));

// Any function that this kernel has; the rim finds the real numbers.
constexpr u32 first_id = 1000;
constexpr u32 no_kfunc = 7;
// The last one hands out a structure instead of reading one.
constexpr u32 handing_kfunc = LOCKDOWN_BPF_KFUNCS - 1;
// linux/filter.h, which user space has not.
constexpr int probe_mem = 0x20;
constexpr int probe_memsx = 0x40;
constexpr int memsx = 0x80;
constexpr int probe_mem32 = 0xa0;
constexpr int probe_mem32sx = 0xc0;
constexpr int probe_atomic = 0xe0;
constexpr int sizes[] = { BPF_B, BPF_H, BPF_W, BPF_DW };

lockdown_bpf_insn call(int callee, unsigned char kind = LOCKDOWN_BPF_CALL_HELPER, short off = 0)
{
	return { LOCKDOWN_BPF_CALL, 0, static_cast<unsigned char>(kind & 0xf), off, callee };
}

lockdown_bpf_insn call_kfunc(u32 id, short off = 0)
{
	return call(static_cast<int>(id), LOCKDOWN_BPF_CALL_KFUNC, off);
}

lockdown_bpf_insn insn(int code, unsigned char src = 0)
{
	return { static_cast<unsigned char>(code), 0, static_cast<unsigned char>(src & 0xf), 0, 0 };
}

const lockdown_bpf_insn leave = { BPF_JMP | BPF_EXIT, 0, 0, 0, 0 };

struct Program {
	u32 type = BPF_PROG_TYPE_SOCKET_FILTER;
	u32 attach_type = 0;
	std::string_view target = "";
	Code code = { leave };
	u32 returns_structure = 0;
};

// Instructions and target lie in blocks of exactly their size, so that the
// address sanitizer sees a read past their end.
lockdown_set reasons_of(const Program &program, bool has_kfuncs = true)
{
	const std::unique_ptr<char[]> target(new char[program.target.size()]);
	const std::unique_ptr<lockdown_bpf_insn[]> code(new lockdown_bpf_insn[program.code.size()]);
	lockdown_bpf_program asked = {};
	lockdown_set set = { { ~0UL } };

	program.target.copy(target.get(), program.target.size());
	std::copy(program.code.begin(), program.code.end(), code.get());
	asked.type = program.type;
	asked.attach_type = program.attach_type;
	asked.target = target.get();
	asked.target_length = program.target.size();
	asked.code = code.get();
	asked.length = program.code.size();
	asked.returns_structure = program.returns_structure;
	for (u32 i = 0; has_kfuncs && i < LOCKDOWN_BPF_KFUNCS; i++)
		asked.kfuncs[i] = first_id + i;
	lockdown_core_bpf_reasons(&asked, &set);
	return set;
}

int probes(const Code &verified)
{
	const std::unique_ptr<lockdown_bpf_insn[]> code(new lockdown_bpf_insn[verified.size()]);

	std::copy(verified.begin(), verified.end(), code.get());
	return lockdown_core_bpf_probes(code.get(), verified.size());
}

lockdown_set only(u32 reason)
{
	lockdown_set set = {};

	set.word[reason / LOCKDOWN_SET_WORD_BITS] = 1UL << (reason % LOCKDOWN_SET_WORD_BITS);
	return set;
}

const lockdown_set nothing = {};
const lockdown_set read_kernel = only(LOCKDOWN_NUMBER_BPF_READ_KERNEL);
const lockdown_set write_user = only(LOCKDOWN_NUMBER_BPF_WRITE_USER);
const lockdown_set kprobes = only(LOCKDOWN_NUMBER_KPROBES);
const lockdown_set btf_read = only(LOCKDOWN_NUMBER_BPF_BTF_READ);

TEST(Bpf, ProgramThatCallsNothingAsksForNothing)
{
	EXPECT_TRUE(same(reasons_of({ .code = {} }), nothing));
	EXPECT_TRUE(same(reasons_of({}), nothing));
}

TEST(Bpf, HelpersThatPrintWhatIsInTheKernelReadIt)
{
	for (const int helper :
	     { BPF_FUNC_trace_printk, BPF_FUNC_seq_printf, BPF_FUNC_snprintf_btf,
	       BPF_FUNC_seq_printf_btf, BPF_FUNC_snprintf, BPF_FUNC_trace_vprintk })
		EXPECT_TRUE(same(reasons_of({ .code = { call(helper), leave } }), read_kernel))
			<< helper;
}

TEST(Bpf, HelpersThatHandOutStructuresLetThemBeRead)
{
	for (const int helper : { BPF_FUNC_get_current_task_btf, BPF_FUNC_kptr_xchg })
		EXPECT_TRUE(same(reasons_of({ .code = { call(helper), leave } }), btf_read))
			<< helper;
	// This one hands out a number.
	EXPECT_TRUE(same(reasons_of({ .code = { call(BPF_FUNC_get_current_task) } }), nothing));
}

// What stands in the list stands there alone; the kernel asks for the reading
// helpers by itself.
TEST(Bpf, NoOtherHelperAsks)
{
	u32 asking = 0;

	for (int helper = -1; helper < 1000; helper++)
		asking += !same(reasons_of({ .code = { call(helper), leave } }), nothing);
	EXPECT_EQ(8U, asking);
	EXPECT_TRUE(same(reasons_of({ .code = { call(BPF_FUNC_map_lookup_elem),
						call(BPF_FUNC_probe_read_kernel), leave } }),
			 nothing));
}

TEST(Bpf, EachInstructionIsLookedAt)
{
	const Code filler(4095, leave);

	for (const size_t at : { size_t{ 0 }, filler.size() / 2, filler.size() - 1 }) {
		Code code = filler;

		code[at] = call(BPF_FUNC_snprintf);
		EXPECT_TRUE(same(reasons_of({ .code = code }), read_kernel)) << at;
	}
}

TEST(Bpf, OnlyCallsAreCalls)
{
	lockdown_bpf_insn insn = call(BPF_FUNC_snprintf);

	for (int code = 0; code < 256; code++) {
		insn.code = static_cast<unsigned char>(code);
		EXPECT_EQ(code == (BPF_JMP | BPF_CALL),
			  same(reasons_of({ .code = { insn } }), read_kernel))
			<< code;
	}
}

// A function of the program itself may have any distance.
TEST(Bpf, CallOfTheProgramsOwnFunctionIsNoHelper)
{
	EXPECT_TRUE(same(reasons_of({ .code = { call(BPF_FUNC_snprintf, BPF_PSEUDO_CALL) } }),
			 nothing));
}

TEST(Bpf, FunctionsOfTheKernelThatReadItAsk)
{
	for (u32 i = 0; i < LOCKDOWN_BPF_KFUNCS; i++)
		EXPECT_TRUE(same(reasons_of({ .code = { call_kfunc(first_id + i) } }),
				 i == handing_kfunc ? btf_read : read_kernel))
			<< i;
	for (const u32 id : { no_kfunc, first_id - 1, first_id + LOCKDOWN_BPF_KFUNCS })
		EXPECT_TRUE(same(reasons_of({ .code = { call_kfunc(id) } }), nothing)) << id;
}

// The numbers of a module's functions are its own.
TEST(Bpf, FunctionOfAModuleIsAnother)
{
	EXPECT_TRUE(same(reasons_of({ .code = { call_kfunc(first_id, 1) } }), nothing));
}

TEST(Bpf, FunctionThatTheKernelHasNotIsNotFound)
{
	EXPECT_TRUE(same(reasons_of({ .code = { call_kfunc(0) } }, false), nothing));
}

TEST(Bpf, EveryNameIsOne)
{
	std::vector<std::string> names;

	for (u32 i = 0; i < LOCKDOWN_BPF_KFUNCS; i++) {
		const char *name = nullptr;
		const int length = lockdown_core_bpf_kfunc(i, &name);

		ASSERT_LT(0, length);
		names.emplace_back(name, static_cast<size_t>(length));
		EXPECT_NE(std::string::npos, names.back().find("bpf_"));
		// The rim finds it by a text that a NUL ends.
		EXPECT_EQ('\0', name[length]);
		EXPECT_EQ(1, std::count(names.begin(), names.end(), names.back()));
	}
	const char *name = "untouched";
	EXPECT_EQ(-LOCKDOWN_EINVAL, lockdown_core_bpf_kfunc(LOCKDOWN_BPF_KFUNCS, &name));
	EXPECT_STREQ("untouched", name);
	EXPECT_EQ("bpf_cast_to_kern_ctx", names[handing_kfunc]);
}

// Loads as programs have them read kernel memory where a structure is among what the
// program is called with; its stack is its own.
TEST(Bpf, ProgramThatIsGivenStructuresMayLoadFromItsStackAlone)
{
	const Program given[] = {
		{ .type = BPF_PROG_TYPE_TRACING, .attach_type = BPF_TRACE_RAW_TP },
		{ .type = BPF_PROG_TYPE_TRACING, .attach_type = BPF_TRACE_ITER },
		{ .type = BPF_PROG_TYPE_LSM, .attach_type = BPF_LSM_MAC },
		{ .type = BPF_PROG_TYPE_LSM, .attach_type = 43 },
		{ .type = BPF_PROG_TYPE_STRUCT_OPS },
		{ .type = LOCKDOWN_BPF_NETFILTER },
	};

	for (Program program : given) {
		EXPECT_TRUE(same(reasons_of(program), nothing)) << program.type;
		for (const int size : sizes)
			for (const int mode : { int{ BPF_MEM }, memsx }) {
				program.code = { insn(BPF_LDX | mode | size, BPF_REG_1), leave };
				EXPECT_TRUE(same(reasons_of(program), btf_read))
					<< program.type << " " << mode << " " << size;
				program.code = { insn(BPF_LDX | mode | size, BPF_REG_10) };
				EXPECT_TRUE(same(reasons_of(program), nothing)) << program.type;
			}
		// What stores, and what only has a class or a source in common with a load.
		program.code = { insn(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_1),
				 insn(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_1),
				 insn(BPF_LD | BPF_ABS | BPF_W, BPF_REG_1),
				 insn(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_1),
				 insn(BPF_LD | BPF_DW | BPF_IMM, BPF_PSEUDO_MAP_VALUE),
				 insn(0, 0),
				 leave };
		EXPECT_TRUE(same(reasons_of(program), nothing)) << program.type;
	}
}

TEST(Bpf, AllOtherProgramsMayLoad)
{
	const Code code = { insn(BPF_LDX | BPF_MEM | BPF_DW, BPF_REG_1), leave };

	for (u32 type = 0; type < 64; type++) {
		if (type == BPF_PROG_TYPE_LSM || type == BPF_PROG_TYPE_STRUCT_OPS ||
		    type == LOCKDOWN_BPF_NETFILTER)
			continue;
		EXPECT_TRUE(same(reasons_of({ .type = type, .code = code }), nothing)) << type;
	}
	// What these load from the verifier marks.
	for (const u32 attach_type : { BPF_TRACE_FENTRY, BPF_TRACE_FEXIT, BPF_MODIFY_RETURN })
		EXPECT_TRUE(same(reasons_of({ .type = BPF_PROG_TYPE_TRACING,
					      .attach_type = attach_type,
					      .code = code }),
				 nothing))
			<< attach_type;
	EXPECT_TRUE(same(reasons_of({ .type = BPF_PROG_TYPE_KPROBE,
				      .attach_type = BPF_TRACE_RAW_TP,
				      .code = code }),
			 nothing));
}

TEST(Bpf, VariableOfTheKernelMayBeRead)
{
	for (unsigned char src = 0; src < 16; src++)
		EXPECT_EQ(src == BPF_PSEUDO_BTF_ID,
			  same(reasons_of({ .code = { insn(BPF_LD | BPF_DW | BPF_IMM, src),
						      insn(0, 0), leave } }),
			       btf_read))
			<< int{ src };
	// No other instruction, and no second half of one, names a variable.
	EXPECT_TRUE(same(reasons_of({ .code = { insn(0, BPF_PSEUDO_BTF_ID),
						insn(BPF_ALU64 | BPF_MOV, BPF_PSEUDO_BTF_ID) } }),
			 nothing));
}

TEST(Bpf, StructureThatAFunctionReturnsMayBeRead)
{
	EXPECT_TRUE(same(reasons_of({ .returns_structure = 1 }), btf_read));
	EXPECT_TRUE(same(reasons_of({ .code = {}, .returns_structure = 1 }), btf_read));
}

TEST(Bpf, LoadThatTheVerifierMarksReadsAStructure)
{
	for (int code = 0; code < 256; code++) {
		bool marked = false;

		for (const int size : sizes)
			marked = marked || code == (BPF_LDX | probe_mem | size) ||
				 code == (BPF_LDX | probe_memsx | size);
		EXPECT_EQ(marked, probes({ insn(code, BPF_REG_1), leave })) << code;
		EXPECT_EQ(marked, probes({ leave, leave, insn(code, BPF_REG_10) })) << code;
	}
}

// Memory of the program's own, and how else these modes are spelled.
TEST(Bpf, ArenaIsNoKernelMemory)
{
	Code code;

	for (const int size : sizes) {
		for (const int mode : { int{ BPF_MEM }, memsx, probe_mem32, probe_mem32sx })
			code.push_back(insn(BPF_LDX | mode | size));
		for (const int mode : { int{ BPF_MEM }, probe_mem32, probe_atomic })
			code.push_back(insn(BPF_STX | mode | size));
		for (const int mode : { int{ BPF_ABS }, int{ BPF_IND } })
			code.push_back(insn(BPF_LD | mode | size));
	}
	EXPECT_EQ(0, probes(code));
	EXPECT_EQ(0, probes({}));
}

// Its second half has all of its constant in imm, and no code.
TEST(Bpf, SecondHalfOfAConstantIsNoLoad)
{
	lockdown_bpf_insn half = insn(0, 0);

	half.imm = ~0;
	EXPECT_EQ(0, probes({ insn(BPF_LD | BPF_DW | BPF_IMM), half, leave }));
	half.imm = BPF_LDX | probe_mem | BPF_DW;
	EXPECT_EQ(0, probes({ insn(BPF_LD | BPF_DW | BPF_IMM), half, leave }));
}

TEST(Bpf, EachMarkedLoadIsFound)
{
	const Code filler(4095, leave);

	for (const size_t at : { size_t{ 0 }, filler.size() / 2, filler.size() - 1 }) {
		Code code = filler;

		code[at] = insn(BPF_LDX | probe_mem | BPF_DW);
		EXPECT_EQ(1, probes(code)) << at;
	}
}

TEST(Bpf, ProbesOfManyFunctionsAreKprobes)
{
	EXPECT_TRUE(same(
		reasons_of({ .type = BPF_PROG_TYPE_KPROBE, .attach_type = BPF_TRACE_KPROBE_MULTI }),
		kprobes));
	EXPECT_TRUE(same(reasons_of({ .type = BPF_PROG_TYPE_KPROBE,
				      .attach_type = LOCKDOWN_BPF_KPROBE_SESSION }),
			 kprobes));
	for (const u32 attach_type :
	     { LOCKDOWN_BPF_FENTRY_MULTI, LOCKDOWN_BPF_FEXIT_MULTI, LOCKDOWN_BPF_FSESSION_MULTI })
		EXPECT_TRUE(same(
			reasons_of({ .type = BPF_PROG_TYPE_TRACING, .attach_type = attach_type }),
			kprobes))
			<< attach_type;
	// perf asks for these, when they attach; 48 are probes of user space.
	EXPECT_TRUE(same(reasons_of({ .type = BPF_PROG_TYPE_KPROBE }), nothing));
	EXPECT_TRUE(same(reasons_of({ .type = BPF_PROG_TYPE_KPROBE, .attach_type = 48 }), nothing));
	EXPECT_TRUE(same(reasons_of({ .type = BPF_PROG_TYPE_TRACING,
				      .attach_type = BPF_TRACE_KPROBE_MULTI }),
			 nothing));
}

TEST(Bpf, AnswerForASecurityCheckIsRefused)
{
	const Program modify = { .type = BPF_PROG_TYPE_TRACING,
				 .attach_type = BPF_MODIFY_RETURN,
				 .target = "security_locked_down" };

	EXPECT_TRUE(same(reasons_of(modify), write_user));
	for (const std::string_view other :
	     { "", "security", "securityfs_create_file", "__security_x", "bpf_fentry_test1" }) {
		Program program = modify;

		program.target = other;
		EXPECT_TRUE(same(reasons_of(program), nothing)) << other;
	}
	for (const u32 attach_type : { BPF_TRACE_FENTRY, BPF_TRACE_FEXIT, BPF_LSM_MAC }) {
		Program program = modify;

		program.attach_type = attach_type;
		EXPECT_TRUE(same(reasons_of(program), nothing)) << attach_type;
	}
	Program program = modify;
	program.type = BPF_PROG_TYPE_LSM;
	EXPECT_TRUE(same(reasons_of(program), nothing));
}

TEST(Bpf, OneProgramMayAskForSeveral)
{
	const lockdown_set set = reasons_of({ .type = BPF_PROG_TYPE_KPROBE,
					      .attach_type = BPF_TRACE_KPROBE_MULTI,
					      .code = { call(BPF_FUNC_trace_printk), leave } });
	lockdown_set both = kprobes;

	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		both.word[i] |= read_kernel.word[i];
	EXPECT_TRUE(same(set, both));
}

} // namespace
