// SPDX-License-Identifier: GPL-2.0
// What an event of perf tells of the kernel. To count tells nothing, of the kernel
// neither, and what leaves the kernel out may see all of a program.
#pragma once

#include "core.h"
#include "language.hh"

namespace lockdown
{
namespace
{

/// What must be true of an event that tells: all of the facts, and where there are
/// any, one of the samples and one of the branches.
struct PerfRow {
	u32 facts;
	u32 samples = 0;
	u32 branches = 0;
};

// Facts that follow from the numbers.
constexpr u32 is_breakpoint = 1U << 30;
constexpr u32 is_bpf_output = 1U << 31;

constexpr PerfRow perf_rows[] = {
	// kernel/events/hw_breakpoint.c; perf_event_modify_attr() of core.c may put any
	// address in the place of one that was harmless
	{ is_breakpoint | LOCKDOWN_PERF_KERNEL },
	// kernel/events/core.c: whatever the sample holds, __perf_event_overflow() gives
	// the registers to a BPF program
	{ LOCKDOWN_PERF_OVERFLOWS | LOCKDOWN_PERF_KERNEL },
	// kernel/trace/bpf_trace.c: the sample is of where the kernel runs the program,
	// whatever the event leaves out
	{ is_bpf_output, LOCKDOWN_PERF_SAMPLE_IP | LOCKDOWN_PERF_SAMPLE_CALLCHAIN |
				 LOCKDOWN_PERF_SAMPLE_REGS_INTR },
	// kernel/events/core.c: perf_copy_attr() lets the branches differ from the event
	{ 0, LOCKDOWN_PERF_SAMPLE_BRANCH_STACK, LOCKDOWN_PERF_BRANCH_KERNEL },
	// perf_virt_to_phys(), also of addresses of the program
	{ 0, LOCKDOWN_PERF_SAMPLE_PHYS_ADDR },
	// rb_alloc_aux() of kernel/events/ring_buffer.c: Intel PT and BTS, CoreSight, SPE
	{ LOCKDOWN_PERF_TRACES | LOCKDOWN_PERF_KERNEL },
	// perf_event_text_poke() of core.c: where, and the bytes before and after
	{ LOCKDOWN_PERF_TEXT_POKE },
};

/// What BPF programs put out is no overflow: it holds what they chose.
[[nodiscard]] constexpr u32 facts_of(const lockdown_perf &perf)
{
	if (perf.type == LOCKDOWN_PERF_BREAKPOINT)
		return perf.facts | is_breakpoint;
	if (perf.type == LOCKDOWN_PERF_SOFTWARE && perf.config == LOCKDOWN_PERF_BPF_OUTPUT)
		return (perf.facts & ~u32{ LOCKDOWN_PERF_OVERFLOWS }) | is_bpf_output;
	return perf.facts;
}

[[nodiscard]] constexpr bool fits(const PerfRow &row, const lockdown_perf &perf)
{
	return (facts_of(perf) & row.facts) == row.facts &&
	       (!row.samples || (perf.samples & row.samples)) &&
	       (!row.branches || (perf.branches & row.branches));
}

/// perf_event_ksymbol() of kernel/events/core.c tells where BPF programs and
/// trampolines are. Tools ask for it along with everything else.
[[nodiscard]] constexpr lockdown_perf_telling tells(const lockdown_perf &perf)
{
	for (const PerfRow &row : perf_rows)
		if (fits(row, perf))
			return LOCKDOWN_PERF_TELLS_KERNEL;
	return perf.facts & LOCKDOWN_PERF_KSYMBOL ? LOCKDOWN_PERF_TELLS_SYMBOLS :
						    LOCKDOWN_PERF_TELLS_NOTHING;
}

} // namespace
} // namespace lockdown
