// SPDX-License-Identifier: GPL-2.0
// Raising a denied set: it only grows, whoever raises it and whenever.

#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include <signal.h>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

constexpr u32 none = LOCKDOWN_LEVEL_NONE;
constexpr u32 integrity = LOCKDOWN_LEVEL_INTEGRITY;
constexpr u32 confidentiality = LOCKDOWN_LEVEL_CONFIDENTIALITY;
constexpr u32 end = LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX;

lockdown_set just(u32 number)
{
	lockdown_set set = {};

	set.word[number / LOCKDOWN_SET_WORD_BITS] = 1UL << (number % LOCKDOWN_SET_WORD_BITS);
	return set;
}

// From a level to a level

struct Step {
	u32 from;
	u32 to;
	int result;
	u32 held;
	const char *description;
};

constexpr int refused = -LOCKDOWN_EPERM;

constexpr Step steps[] = {
	{ none, none, refused, none, "none is not raised to none" },
	{ none, integrity, 0, integrity, "none is raised to integrity" },
	{ none, confidentiality, 0, confidentiality, "none is raised to confidentiality" },
	{ integrity, none, refused, integrity, "integrity is not lowered by none" },
	{ integrity, integrity, refused, integrity, "integrity is not raised to integrity" },
	{ integrity, confidentiality, 0, confidentiality, "integrity is raised further" },
	{ confidentiality, none, refused, confidentiality, "the top is not lowered by none" },
	{ confidentiality, integrity, refused, confidentiality, "nor by integrity" },
	{ confidentiality, confidentiality, refused, confidentiality, "nor raised to itself" },
};

TEST(Raise, between_levels_is_as_the_row_says)
{
	for (const Step &row : steps) {
		lockdown_set denied = set_of(row.from);
		const lockdown_set more = set_of(row.to);

		EXPECT_EQ(lockdown_core_raise(&denied, &more), row.result) << row.description;

		EXPECT_EQ(lockdown_core_level(&denied), row.held) << row.description;
		EXPECT_TRUE(same(denied, set_of(row.held))) << row.description;
		EXPECT_TRUE(same(more, set_of(row.to))) << row.description;
	}
}

// One reason

TEST(Raise, by_one_reason_adds_that_reason_once)
{
	for (u32 number = 0; number < end; number++) {
		lockdown_set denied = {};
		const lockdown_set more = just(number);

		EXPECT_EQ(lockdown_core_raise(&denied, &more), 0) << number;
		EXPECT_TRUE(same(denied, more)) << number;
		EXPECT_EQ(lockdown_core_raise(&denied, &more), -LOCKDOWN_EPERM) << number;
		EXPECT_TRUE(same(denied, more)) << number;
	}
}

TEST(Raise, by_nothing_is_refused)
{
	const lockdown_set nothing = {};

	for (u32 level = none; level <= confidentiality; level++) {
		lockdown_set denied = set_of(level);

		EXPECT_EQ(lockdown_core_raise(&denied, &nothing), -LOCKDOWN_EPERM);
		EXPECT_TRUE(same(denied, set_of(level)));
	}
}

TEST(Raise, by_what_is_partly_new_adds_the_new_part)
{
	lockdown_set denied = just(LOCKDOWN_NUMBER_KCORE);
	const lockdown_set more = set_of(integrity);

	EXPECT_EQ(lockdown_core_raise(&denied, &more), 0);

	EXPECT_TRUE(lockdown_set_contains(&denied, LOCKDOWN_NUMBER_KCORE));
	EXPECT_FALSE(lockdown_set_contains(&denied, LOCKDOWN_NUMBER_PERF));
	EXPECT_EQ(lockdown_core_level(&denied), integrity);
}

TEST(Raise, reason_by_reason_reaches_the_top_only_with_the_last)
{
	lockdown_set denied = {};

	for (u32 number = 0; number < end; number++) {
		const lockdown_set more = just(number);

		EXPECT_EQ(lockdown_core_level(&denied),
			  number > LOCKDOWN_NUMBER_INTEGRITY_MAX ? integrity : none);
		EXPECT_EQ(lockdown_core_raise(&denied, &more), 0);
	}

	EXPECT_EQ(lockdown_core_level(&denied), confidentiality);
}

TEST(Raise, is_the_union_for_any_two_sets)
{
	std::mt19937_64 random(20220521);

	for (int round = 0; round < 1000; round++) {
		lockdown_set denied = {};
		lockdown_set more = {};
		for (u32 number = 0; number < end; number++) {
			const unsigned long draw = random();
			const lockdown_set one = just(number);
			for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++) {
				denied.word[i] |= draw & 1 ? one.word[i] : 0;
				more.word[i] |= draw & 6 ? 0 : one.word[i];
			}
		}
		const lockdown_set before = denied;
		bool adds = false;
		for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
			adds |= (more.word[i] & ~before.word[i]) != 0;

		ASSERT_EQ(lockdown_core_raise(&denied, &more), adds ? 0 : -LOCKDOWN_EPERM);

		for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
			ASSERT_EQ(denied.word[i], before.word[i] | more.word[i]);
	}
}

// Interrupted anywhere

#if defined(__x86_64__)

// While the processor steps one instruction at a time, it traps after each,
// and the trap raises other reasons after the instruction that is asked for:
// every place at which a raise can meet another one is tried.
constexpr unsigned long long trap_flag = 0x100;

struct Interruption {
	lockdown_set *denied;
	lockdown_set more;
	u32 after; // This many instructions.
	u32 instructions;
	int result;
} interruption;

void interrupt(int)
{
	if (++interruption.instructions == interruption.after)
		interruption.result = lockdown_core_raise(interruption.denied, &interruption.more);
}

// Returns the result of raising `denied` by `more` in the face of it.
int raise_interrupted(lockdown_set &denied, const lockdown_set &more)
{
	struct sigaction before;
	struct sigaction action = {};

	action.sa_handler = interrupt;
	sigaction(SIGTRAP, &action, &before);
	__builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() | trap_flag);
	const int result = lockdown_core_raise(&denied, &more);
	__builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() & ~trap_flag);
	sigaction(SIGTRAP, &before, nullptr);
	return result;
}

TEST(Interruption, of_a_raise_by_another_loses_no_reason)
{
	const lockdown_set at_none = set_of(none);
	u32 after = 0;

	do {
		lockdown_set denied = at_none;
		interruption = { &denied, set_of(integrity), ++after, 0, 0 };

		ASSERT_EQ(raise_interrupted(denied, just(LOCKDOWN_NUMBER_KCORE)), 0);

		if (interruption.instructions < after)
			break;
		ASSERT_EQ(interruption.result, 0) << "after instruction " << after;
		ASSERT_EQ(lockdown_core_level(&denied), integrity) << "after instruction " << after;
		ASSERT_TRUE(lockdown_set_contains(&denied, LOCKDOWN_NUMBER_KCORE))
			<< "after instruction " << after;
	} while (true);
	EXPECT_GT(after, 10U) << "the processor did step";
}

TEST(Interruption, of_a_raise_by_the_same_has_exactly_one_winner)
{
	u32 after = 0;

	do {
		lockdown_set denied = set_of(none);
		const lockdown_set more = just(LOCKDOWN_NUMBER_KEXEC);
		interruption = { &denied, more, ++after, 0, 0 };

		const int result = raise_interrupted(denied, more);

		if (interruption.instructions < after)
			break;
		ASSERT_NE(result == 0, interruption.result == 0) << "after instruction " << after;
		ASSERT_TRUE(lockdown_set_contains(&denied, LOCKDOWN_NUMBER_KEXEC));
	} while (true);
	EXPECT_GT(after, 10U) << "the processor did step";
}

#endif

// Many at once

// Lets threads run together from the same instant, round after round.
class Gate {
public:
	explicit Gate(u32 threads)
		: threads_(threads)
	{
	}

	void pass(u32 round)
	{
		arrived_.fetch_add(1);
		for (u32 spin = 1; arrived_.load() < threads_ * (round + 1); spin++)
			if (spin % 256 == 0)
				std::this_thread::yield();
	}

private:
	const u32 threads_;
	std::atomic<u32> arrived_ = 0;
};

#ifndef ROUNDS
#define ROUNDS 1000
#endif
constexpr u32 rounds = ROUNDS;
constexpr u32 raisers = 3;
constexpr u32 watchers = 1;
constexpr u32 looks = 100;

TEST(Race, of_different_reasons_ends_with_their_union_and_no_reason_vanishes)
{
	std::vector<lockdown_set> denied(rounds);
	std::atomic<u32> refusals = 0;
	std::atomic<u32> vanished = 0;
	std::atomic<u32> lost = 0;
	std::vector<std::thread> threads;
	Gate gate(raisers + watchers);

	for (u32 raiser = 0; raiser < raisers; raiser++)
		threads.emplace_back([&, raiser] {
			for (u32 round = 0; round < rounds; round++) {
				gate.pass(round);
				for (u32 number = raiser; number < end; number += raisers) {
					const lockdown_set more = just(number);

					if (lockdown_core_raise(&denied[round], &more))
						refusals++;
					if (!lockdown_core_includes(&denied[round], &more))
						lost++;
				}
			}
		});
	for (u32 watcher = 0; watcher < watchers; watcher++)
		threads.emplace_back([&] {
			for (u32 round = 0; round < rounds; round++) {
				std::vector<bool> seen(end);
				u32 level = none;
				u32 count = 0;

				gate.pass(round);
				for (u32 look = 0; look < looks && count < end; look++) {
					count = 0;
					for (u32 number = 0; number < end; number++) {
						const bool now = lockdown_set_contains(
							&denied[round], number);

						if (seen[number] && !now)
							vanished++;
						seen[number] = now;
						count += now;
					}
					const u32 held = lockdown_core_level(&denied[round]);
					if (held < level)
						vanished++;
					level = held;
					std::this_thread::yield();
				}
			}
		});
	for (std::thread &thread : threads)
		thread.join();

	EXPECT_EQ(refusals, 0U) << "every raise added a reason of its own";
	EXPECT_EQ(vanished, 0U);
	EXPECT_EQ(lost, 0U) << "a raise that returned has arrived";
	for (const lockdown_set &set : denied)
		ASSERT_TRUE(same(set, set_of(confidentiality)));
}

TEST(Race, of_the_same_reason_has_exactly_one_winner)
{
	std::vector<lockdown_set> denied(rounds);
	std::atomic<u32> wins = 0;
	std::vector<std::thread> threads;
	Gate gate(raisers);

	for (u32 raiser = 0; raiser < raisers; raiser++)
		threads.emplace_back([&] {
			for (u32 round = 0; round < rounds; round++) {
				const lockdown_set more = just(round % end);

				gate.pass(round);
				if (lockdown_core_raise(&denied[round], &more) == 0)
					wins++;
			}
		});
	for (std::thread &thread : threads)
		thread.join();

	EXPECT_EQ(wins, rounds);
}

TEST(Race, of_two_levels_keeps_the_higher_level_and_tells_both_the_truth)
{
	std::vector<lockdown_set> denied(rounds, set_of(none));
	std::vector<int> lower(rounds);
	std::vector<int> higher(rounds);
	Gate gate(2);

	std::thread to_integrity([&] {
		const lockdown_set more = set_of(integrity);
		for (u32 round = 0; round < rounds; round++) {
			gate.pass(round);
			lower[round] = lockdown_core_raise(&denied[round], &more);
		}
	});
	std::thread to_confidentiality([&] {
		const lockdown_set more = set_of(confidentiality);
		for (u32 round = 0; round < rounds; round++) {
			gate.pass(round);
			higher[round] = lockdown_core_raise(&denied[round], &more);
		}
	});
	to_integrity.join();
	to_confidentiality.join();

	for (u32 round = 0; round < rounds; round++) {
		ASSERT_EQ(lockdown_core_level(&denied[round]), confidentiality);
		ASSERT_EQ(higher[round], 0);
		ASSERT_TRUE(lower[round] == 0 || lower[round] == -LOCKDOWN_EPERM);
	}
}

} // namespace
