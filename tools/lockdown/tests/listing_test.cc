// SPDX-License-Identifier: GPL-2.0
// Single reasons at the seam: lists of them, what is watched, and the file that
// has a line for each.

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

using namespace std::string_view_literals;

constexpr int refused = -LOCKDOWN_EINVAL;
constexpr lockdown_set untouched = { { ~0UL } };
constexpr u64 most = std::numeric_limits<u64>::max();

lockdown_set with(std::initializer_list<u32> reasons)
{
	lockdown_set set = {};

	for (const u32 reason : reasons)
		set.word[reason / LOCKDOWN_SET_WORD_BITS] |= 1UL
							     << (reason % LOCKDOWN_SET_WORD_BITS);
	return set;
}

using Parse = int(const char *, size_t, lockdown_set *);

// The bytes lie in a block of exactly their size, so that the address
// sanitizer sees a read past their end.
struct Answer {
	int result;
	lockdown_set set = untouched;

	Answer(Parse *parse, std::string_view text)
	{
		const std::unique_ptr<char[]> exact(new char[text.size()]);

		std::memcpy(exact.get(), text.data(), text.size());
		result = parse(exact.get(), text.size(), &set);
	}
};

std::string render_set(const lockdown_set &set)
{
	char text[LOCKDOWN_LIST_MAX];
	const int length = lockdown_core_render_set(&set, text, sizeof(text));

	return { text, static_cast<size_t>(std::max(length, 0)) };
}

std::string render_slug(u32 reason)
{
	char text[LOCKDOWN_SLUG_MAX];
	const int length = lockdown_core_render_slug(reason, text, sizeof(text));

	return { text, static_cast<size_t>(std::max(length, 0)) };
}

std::vector<u32> every_reason()
{
	std::vector<u32> reasons;

	for (u32 reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++)
		if (reason != LOCKDOWN_NUMBER_NONE && reason != LOCKDOWN_NUMBER_INTEGRITY_MAX &&
		    reason != LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX &&
		    reason != LOCKDOWN_NUMBER_STRICT)
			reasons.push_back(reason);
	return reasons;
}

std::vector<u32> every_reason_of_the_kernel()
{
	std::vector<u32> reasons = every_reason();

	std::erase_if(reasons,
		      [](u32 reason) { return reason > LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX; });
	return reasons;
}

// Lists

struct ListRow {
	std::string_view text;
	std::initializer_list<u32> reasons; // None: it is refused.
};

constexpr u32 kcore = LOCKDOWN_NUMBER_KCORE;
constexpr u32 perf = LOCKDOWN_NUMBER_PERF;
constexpr u32 msr = LOCKDOWN_NUMBER_MSR;

const ListRow lists[] = {
	{ "kcore", { kcore } },
	{ "kcore,perf", { kcore, perf } },
	{ "perf,kcore", { kcore, perf } },
	{ "kcore perf", { kcore, perf } },
	{ "kcore\tperf\nmsr\n", { kcore, perf, msr } },
	{ ",, kcore ,,\n", { kcore } },
	{ "kcore,kcore", { kcore } },
	{ "kcore\0nonsense"sv, { kcore } },
	{ "", {} },
	{ "\n", {} },
	{ ",", {} },
	{ "\0kcore"sv, {} },
	{ "kcor", {} },
	{ "kcorex", {} },
	{ "KCORE", {} },
	{ "kcore;perf", {} },
	{ "kcore,nonsense", {} },
	{ "nonsense,kcore", {} },
	{ "integrity", {} },
	{ "kcore,integrity", {} },
	{ "none", {} },
	{ "-kcore", {} },
	{ "unlisted_0", {} },
	{ "unlisted_99999999999999999999", {} },
};

TEST(List, is_read_as_the_row_says)
{
	for (const ListRow &row : lists) {
		const Answer answer(lockdown_core_parse_reasons, row.text);

		EXPECT_EQ(answer.result, row.reasons.size() ? 0 : refused) << row.text;
		EXPECT_TRUE(same(answer.set, row.reasons.size() ? with(row.reasons) : untouched))
			<< row.text;
	}
}

TEST(List, names_each_reason)
{
	for (const u32 reason : every_reason()) {
		const Answer answer(lockdown_core_parse_reasons, render_slug(reason));

		EXPECT_EQ(answer.result, 0) << reason;
		EXPECT_TRUE(same(answer.set, with({ reason }))) << reason;
	}
}

TEST(List, of_all_reasons_fits)
{
	std::string all;

	for (const u32 reason : every_reason())
		all += render_slug(reason) + ",";
	EXPECT_LE(all.size(), LOCKDOWN_LIST_MAX);
	EXPECT_EQ(Answer(lockdown_core_parse_reasons, all).result, 0);
}

// Watching

TEST(Watch, takes_a_level_for_its_reasons)
{
	for (const std::string_view level : { "none", "integrity", "confidentiality" }) {
		const Answer answer(lockdown_core_parse_watch, level);

		EXPECT_EQ(answer.result, 0) << level;
		EXPECT_EQ(render_set(answer.set), level);
	}
}

TEST(Watch, of_nothing_is_empty)
{
	const Answer nothing(lockdown_core_parse_watch, "none\n");
	const Answer something(lockdown_core_parse_watch, "kcore");

	EXPECT_TRUE(lockdown_is_empty(&nothing.set));
	EXPECT_FALSE(lockdown_is_empty(&something.set));
}

TEST(Watch, takes_what_a_list_takes)
{
	for (const ListRow &row : lists) {
		if (row.text.find("integrity") != row.text.npos || row.text == "none")
			continue;
		EXPECT_EQ(Answer(lockdown_core_parse_watch, row.text).result,
			  row.reasons.size() ? 0 : refused)
			<< row.text;
	}
}

TEST(Set, is_shown_as_a_list_in_the_order_of_the_enum)
{
	EXPECT_EQ(render_set(with({ perf, kcore, msr })), "msr,kcore,perf");
}

TEST(Set, is_shown_as_its_level)
{
	EXPECT_EQ(render_set({}), "none");
	EXPECT_EQ(render_set(set_of(LOCKDOWN_LEVEL_INTEGRITY)), "integrity");
	EXPECT_EQ(render_set(set_of(LOCKDOWN_LEVEL_CONFIDENTIALITY)), "confidentiality");
}

TEST(Set, is_refused_where_it_does_not_fit)
{
	const lockdown_set set = with({ kcore, perf });
	char text[sizeof("kcore,perf") - 1];

	EXPECT_EQ(lockdown_core_render_set(&set, text, sizeof(text)), sizeof(text));
	EXPECT_EQ(lockdown_core_render_set(&set, text, sizeof(text) - 1), -LOCKDOWN_ENOSPC);
	EXPECT_EQ(lockdown_core_render_set(&set, nullptr, 0), -LOCKDOWN_ENOSPC);
}

// Refining

TEST(Refining, needs_all_of_integrity)
{
	const lockdown_set nothing = {};

	EXPECT_FALSE(lockdown_core_may_refine(&nothing));
	for (const u32 missing : every_reason_of_the_kernel()) {
		lockdown_set set = set_of(LOCKDOWN_LEVEL_CONFIDENTIALITY);

		set.word[missing / LOCKDOWN_SET_WORD_BITS] &=
			~(1UL << (missing % LOCKDOWN_SET_WORD_BITS));
		EXPECT_EQ(lockdown_core_may_refine(&set) != 0,
			  lockdown_core_level_of_reason(missing) == LOCKDOWN_LEVEL_CONFIDENTIALITY)
			<< render_slug(missing);
	}
}

TEST(Refining, by_all_reasons_completes_the_level)
{
	lockdown_set denied = set_of(LOCKDOWN_LEVEL_INTEGRITY);

	for (const u32 reason : every_reason_of_the_kernel()) {
		const lockdown_set one = with({ reason });

		EXPECT_EQ(lockdown_core_raise(&denied, &one),
			  lockdown_core_level_of_reason(reason) == LOCKDOWN_LEVEL_INTEGRITY ?
				  -LOCKDOWN_EPERM :
				  0);
	}
	EXPECT_EQ(lockdown_core_level(&denied), u32{ LOCKDOWN_LEVEL_CONFIDENTIALITY });
}

// The file of all reasons

std::vector<std::string> words_of(std::string_view line)
{
	std::istringstream in{ std::string(line) };
	std::vector<std::string> words;

	for (std::string word; in >> word;)
		words.push_back(word);
	return words;
}

std::string render_reason(u32 reason, const lockdown_set &denied, const lockdown_set &watched,
			  const lockdown_tally &tally)
{
	char line[LOCKDOWN_REASON_LINE_MAX];
	const int length =
		lockdown_core_render_reason(reason, &denied, &watched, &tally, line, sizeof(line));

	return { line, static_cast<size_t>(std::max(length, 0)) };
}

TEST(Line, has_the_columns_of_the_header)
{
	const char *header = nullptr;
	const int length = lockdown_core_reasons_header(&header);
	const std::vector<std::string> columns = words_of({ header, static_cast<size_t>(length) });

	EXPECT_EQ(columns, (std::vector<std::string>{ "reason", "level", "scope", "state", "denied",
						      "observed", "queried", "text" }));
	EXPECT_EQ(render_reason(kcore, {}, {}, { 1, 20, 300 }),
		  "kcore confidentiality base allowed 1 20 300 /proc/kcore access\n");
}

TEST(Line, shows_the_state_that_decides)
{
	const lockdown_set some = with({ kcore });

	EXPECT_EQ(words_of(render_reason(kcore, {}, {}, {}))[3], "allowed");
	EXPECT_EQ(words_of(render_reason(kcore, {}, some, {}))[3], "watched");
	EXPECT_EQ(words_of(render_reason(kcore, some, {}, {}))[3], "denied");
	EXPECT_EQ(words_of(render_reason(kcore, some, some, {}))[3], "denied");
}

TEST(Line, has_room_for_every_count)
{
	for (const u32 reason : every_reason()) {
		const std::string line = render_reason(reason, {}, {}, { most, 0, most });

		ASSERT_FALSE(line.empty()) << reason;
		EXPECT_EQ(line.back(), '\n');
		EXPECT_EQ(words_of(line)[0], render_slug(reason));
		EXPECT_EQ(words_of(line)[4], "18446744073709551615");
		EXPECT_EQ(words_of(line)[5], "0");
		EXPECT_EQ(words_of(line)[6], "18446744073709551615");
	}
}

TEST(Line, is_right_around_each_power_of_ten)
{
	u64 power = 1;

	for (int digits = 1; digits <= 20; digits++, power *= 10)
		for (const u64 count : { power - 1, power, power + 1 })
			EXPECT_EQ(words_of(render_reason(kcore, {}, {}, { count, 0, 0 }))[4],
				  std::to_string(count));
}

TEST(Line, is_refused_for_what_nothing_asks_for)
{
	const lockdown_set set = {};
	const lockdown_tally tally = {};
	char line[LOCKDOWN_REASON_LINE_MAX];

	for (const u32 reason :
	     { u32{ LOCKDOWN_NUMBER_NONE }, u32{ LOCKDOWN_NUMBER_INTEGRITY_MAX },
	       u32{ LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX }, u32{ LOCKDOWN_NUMBER_STRICT },
	       u32{ LOCKDOWN_REASON_COUNT }, ~0U })
		EXPECT_EQ(
			lockdown_core_render_reason(reason, &set, &set, &tally, line, sizeof(line)),
			refused);
	EXPECT_EQ(lockdown_core_render_reason(kcore, &set, &set, &tally, line, 10),
		  -LOCKDOWN_ENOSPC);
}

} // namespace
