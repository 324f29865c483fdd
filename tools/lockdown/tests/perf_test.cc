// SPDX-License-Identifier: GPL-2.0
// Events of perf at the seam: what each tells of the kernel.

#include <string_view>

#include <gtest/gtest.h>
#include <linux/perf_event.h>

#include "core.h"

namespace
{

// The numbers are those of user space's header.
static_assert(int{ LOCKDOWN_PERF_SOFTWARE } == PERF_TYPE_SOFTWARE);
static_assert(int{ LOCKDOWN_PERF_BREAKPOINT } == PERF_TYPE_BREAKPOINT);
static_assert(int{ LOCKDOWN_PERF_BPF_OUTPUT } == PERF_COUNT_SW_BPF_OUTPUT);
static_assert(int{ LOCKDOWN_PERF_SAMPLE_IP } == PERF_SAMPLE_IP);
static_assert(int{ LOCKDOWN_PERF_SAMPLE_CALLCHAIN } == PERF_SAMPLE_CALLCHAIN);
static_assert(int{ LOCKDOWN_PERF_SAMPLE_BRANCH_STACK } == PERF_SAMPLE_BRANCH_STACK);
static_assert(int{ LOCKDOWN_PERF_SAMPLE_REGS_INTR } == PERF_SAMPLE_REGS_INTR);
static_assert(int{ LOCKDOWN_PERF_SAMPLE_PHYS_ADDR } == PERF_SAMPLE_PHYS_ADDR);
static_assert(int{ LOCKDOWN_PERF_BRANCH_KERNEL } == PERF_SAMPLE_BRANCH_KERNEL);

constexpr u32 nothing = LOCKDOWN_PERF_TELLS_NOTHING;
constexpr u32 symbols = LOCKDOWN_PERF_TELLS_SYMBOLS;
constexpr u32 kernel = LOCKDOWN_PERF_TELLS_KERNEL;

constexpr u32 in_kernel = LOCKDOWN_PERF_KERNEL;
constexpr u32 overflows = LOCKDOWN_PERF_OVERFLOWS;
constexpr u32 traces = LOCKDOWN_PERF_TRACES;
constexpr u32 text_poke = LOCKDOWN_PERF_TEXT_POKE;
constexpr u32 ksymbol = LOCKDOWN_PERF_KSYMBOL;

constexpr u32 hardware = PERF_TYPE_HARDWARE;
constexpr u32 software = PERF_TYPE_SOFTWARE;
constexpr u32 tracepoint = PERF_TYPE_TRACEPOINT;
constexpr u32 breakpoint = PERF_TYPE_BREAKPOINT;
constexpr u32 some_pmu = 23;

constexpr u64 bpf_output = PERF_COUNT_SW_BPF_OUTPUT;

constexpr u64 ip = PERF_SAMPLE_IP;
constexpr u64 callchain = PERF_SAMPLE_CALLCHAIN;
constexpr u64 raw = PERF_SAMPLE_RAW;
constexpr u64 branches = PERF_SAMPLE_BRANCH_STACK;
constexpr u64 registers = PERF_SAMPLE_REGS_INTR;
constexpr u64 physical = PERF_SAMPLE_PHYS_ADDR;
constexpr u64 program = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_ADDR |
			PERF_SAMPLE_CALLCHAIN | PERF_SAMPLE_CPU | PERF_SAMPLE_REGS_USER |
			PERF_SAMPLE_STACK_USER | PERF_SAMPLE_WEIGHT | PERF_SAMPLE_DATA_SRC;

constexpr u64 of_user = PERF_SAMPLE_BRANCH_USER | PERF_SAMPLE_BRANCH_HV | PERF_SAMPLE_BRANCH_ANY;
constexpr u64 of_kernel = PERF_SAMPLE_BRANCH_KERNEL | PERF_SAMPLE_BRANCH_ANY;

struct Row {
	std::string_view what;
	lockdown_perf perf;
	u32 tells;
};

const Row rows[] = {
	// Counting.
	{ "a count of a program", { hardware, 0, 0, 0, 0 }, nothing },
	{ "a count of the kernel", { hardware, in_kernel, 0, 0, 0 }, nothing },
	{ "a count with a read format",
	  { software, in_kernel, 3, PERF_SAMPLE_IDENTIFIER, 0 },
	  nothing },
	{ "a count of a tracepoint", { tracepoint, in_kernel, 300, raw, 0 }, nothing },
	{ "a count of an uncore PMU", { some_pmu, in_kernel, ~0ULL, 0, 0 }, nothing },

	// Breakpoints.
	{ "a breakpoint of a program", { breakpoint, 0, 0, 0, 0 }, nothing },
	{ "a sampled one of a program", { breakpoint, overflows, 0, program, 0 }, nothing },
	{ "a breakpoint of the kernel", { breakpoint, in_kernel, 0, 0, 0 }, kernel },
	{ "a sampled one of the kernel", { breakpoint, in_kernel | overflows, 0, ip, 0 }, kernel },

	// Sampling.
	{ "samples of a program", { hardware, overflows, 0, program, 0 }, nothing },
	{ "samples of a program's uprobe",
	  { tracepoint, overflows, 1500, program | raw, 0 },
	  nothing },
	{ "samples of the kernel", { hardware, in_kernel | overflows, 0, ip, 0 }, kernel },
	{ "its call chains", { software, in_kernel | overflows, 0, callchain, 0 }, kernel },
	{ "its tracepoints", { tracepoint, in_kernel | overflows, 300, raw, 0 }, kernel },
	{ "its registers", { software, in_kernel | overflows, 0, registers, 0 }, kernel },
	{ "samples for a BPF program alone", { software, in_kernel | overflows, 0, 0, 0 }, kernel },

	// What BPF programs put out.
	{ "output of BPF", { software, in_kernel | overflows, bpf_output, raw, 0 }, nothing },
	{ "output of BPF with its time",
	  { software, in_kernel | overflows, bpf_output, raw | PERF_SAMPLE_TIME, 0 },
	  nothing },
	{ "where it was put out",
	  { software, in_kernel | overflows, bpf_output, raw | ip, 0 },
	  kernel },
	{ "where, without the kernel", { software, overflows, bpf_output, raw | ip, 0 }, kernel },
	{ "where, without a period", { software, 0, bpf_output, callchain, 0 }, kernel },
	{ "registers there", { software, overflows, bpf_output, registers, 0 }, kernel },
	{ "the same number of another type",
	  { hardware, in_kernel | overflows, bpf_output, raw, 0 },
	  kernel },

	// Branches.
	{ "branches of a program", { hardware, overflows, 0, branches, of_user }, nothing },
	{ "branches of the kernel alone", { hardware, overflows, 0, branches, of_kernel }, kernel },
	{ "whose, but no branches", { hardware, overflows, 0, ip, of_kernel }, nothing },

	// Physical memory.
	{ "where a program's memory lies", { software, overflows, 2, physical, 0 }, kernel },

	// Traces.
	{ "a trace of a program", { some_pmu, traces, 0, 0, 0 }, nothing },
	{ "a trace of the kernel", { some_pmu, traces | in_kernel, 0, 0, 0 }, kernel },

	// Records of the kernel's text and symbols.
	{ "changes of the text", { software, text_poke, 9, 0, 0 }, kernel },
	{ "symbols", { software, ksymbol, 9, 0, 0 }, symbols },
	{ "symbols beside a program", { hardware, overflows | ksymbol, 0, program, 0 }, symbols },
	{ "symbols beside a count", { hardware, in_kernel | ksymbol, 0, 0, 0 }, symbols },
	{ "symbols beside the kernel",
	  { hardware, in_kernel | overflows | ksymbol, 0, ip, 0 },
	  kernel },
};

TEST(Perf, tells_what_the_row_says)
{
	for (const Row &row : rows)
		EXPECT_EQ(lockdown_core_perf_tells(&row.perf), row.tells) << row.what;
}

// A fact more tells no less.
TEST(Perf, tells_no_less_with_more)
{
	for (const Row &row : rows) {
		for (const u32 fact : { in_kernel, traces, text_poke, ksymbol, overflows }) {
			lockdown_perf more = row.perf;

			more.facts |= fact;
			EXPECT_GE(lockdown_core_perf_tells(&more), row.tells)
				<< row.what << " and " << fact;
		}
		for (u32 bit = 0; bit < 64; bit++) {
			lockdown_perf more = row.perf;

			more.samples |= 1ULL << bit;
			EXPECT_GE(lockdown_core_perf_tells(&more), row.tells)
				<< row.what << " and sample " << bit;
		}
	}
}

} // namespace
