// SPDX-License-Identifier: GPL-2.0
// Reasons, levels and sets at the seam, whatever the numbers of the reasons
// are: this file is compiled for the table's own numbers and for kernels that
// have reasons which the table does not know.

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

constexpr u32 none = LOCKDOWN_LEVEL_NONE;
constexpr u32 integrity = LOCKDOWN_LEVEL_INTEGRITY;
constexpr u32 confidentiality = LOCKDOWN_LEVEL_CONFIDENTIALITY;

constexpr u32 end = LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX;
constexpr u32 count = LOCKDOWN_REASON_COUNT;
constexpr u32 integrity_mark = LOCKDOWN_NUMBER_INTEGRITY_MAX;
constexpr u32 bits = LOCKDOWN_SET_WORDS * LOCKDOWN_SET_WORD_BITS;

// Numbers that are no reasons, at every edge of the arithmetic.
constexpr u32 no_reasons[] = { count,	   count + 1,  count + 63, count + 64, bits, bits + 1,
			       0x7fffffff, 0x80000000, 0xffffffbf, 0xffffffc0, ~0U };

// The reasons of the stock kernel, their levels and their texts, stated here a
// second time so that a change of the table is seen.
struct Stock {
	const char *symbol;
	u32 number;
	u32 level;
	std::string_view text;
};

constexpr Stock stock[] = {
#define ROW(symbol, level, text)                               \
	{                                                      \
#symbol, LOCKDOWN_NUMBER_##symbol, level, text \
	}
	ROW(MODULE_SIGNATURE, integrity, "unsigned module loading"),
	ROW(DEV_MEM, integrity, "/dev/mem,kmem,port"),
	ROW(EFI_TEST, integrity, "/dev/efi_test access"),
	ROW(KEXEC, integrity, "kexec of unsigned images"),
	ROW(HIBERNATION, integrity, "hibernation"),
	ROW(PCI_ACCESS, integrity, "direct PCI access"),
	ROW(IOPORT, integrity, "raw io port access"),
	ROW(MSR, integrity, "raw MSR access"),
	ROW(ACPI_TABLES, integrity, "modifying ACPI tables"),
	ROW(DEVICE_TREE, integrity, "modifying device tree contents"),
	ROW(PCMCIA_CIS, integrity, "direct PCMCIA CIS storage"),
	ROW(TIOCSSERIAL, integrity, "reconfiguration of serial port IO"),
	ROW(MODULE_PARAMETERS, integrity, "unsafe module parameters"),
	ROW(MMIOTRACE, integrity, "unsafe mmio"),
	ROW(DEBUGFS, integrity, "debugfs access"),
	ROW(XMON_WR, integrity, "xmon write access"),
	ROW(BPF_WRITE_USER, integrity, "use of bpf to write user RAM"),
	ROW(DBG_WRITE_KERNEL, integrity, "use of kgdb/kdb to write kernel RAM"),
	ROW(RTAS_ERROR_INJECTION, integrity, "RTAS error injection"),
	ROW(XEN_USER_ACTIONS, integrity, "Xen guest user action"),
	ROW(KCORE, confidentiality, "/proc/kcore access"),
	ROW(KPROBES, confidentiality, "use of kprobes"),
	ROW(BPF_READ_KERNEL, confidentiality, "use of bpf to read kernel RAM"),
	ROW(DBG_READ_KERNEL, confidentiality, "use of kgdb/kdb to read kernel RAM"),
	ROW(PERF, confidentiality, "unsafe use of perf"),
	ROW(TRACEFS, confidentiality, "use of tracefs"),
	ROW(XMON_RW, confidentiality, "xmon read and write access"),
	ROW(XFRM_SECRET, confidentiality, "xfrm SA secret"),
#undef ROW
};

void PrintTo(const Stock &row, std::ostream *to)
{
	*to << row.symbol;
}

unsigned long bit(u32 number)
{
	return 1UL << (number % LOCKDOWN_SET_WORD_BITS);
}

// Stock reasons

class StockReason : public testing::TestWithParam<Stock> {};

TEST_P(StockReason, has_its_level)
{
	const u32 number = GetParam().number;
	const lockdown_set at_none = set_of(none);
	const lockdown_set at_integrity = set_of(integrity);
	const lockdown_set at_confidentiality = set_of(confidentiality);

	EXPECT_FALSE(lockdown_set_contains(&at_none, number));
	EXPECT_EQ(lockdown_set_contains(&at_integrity, number) != 0, GetParam().level == integrity);
	EXPECT_TRUE(lockdown_set_contains(&at_confidentiality, number));
}

TEST_P(StockReason, has_its_text)
{
	const char *text = nullptr;

	const int length = lockdown_core_text(GetParam().number, &text);

	ASSERT_GT(length, 0);
	EXPECT_EQ(std::string_view(text, static_cast<size_t>(length)), GetParam().text);
}

TEST_P(StockReason, has_its_symbol_in_lower_case_as_slug)
{
	std::string expected = GetParam().symbol;
	for (char &c : expected)
		c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
	const char *slug = nullptr;

	const int length = lockdown_core_slug(GetParam().number, &slug);

	ASSERT_GT(length, 0);
	EXPECT_EQ(std::string_view(slug, static_cast<size_t>(length)), expected);
}

INSTANTIATE_TEST_SUITE_P(Rows, StockReason, testing::ValuesIn(stock),
			 [](const testing::TestParamInfo<Stock> &row) {
				 return std::string(row.param.symbol);
			 });

TEST(Table, is_in_the_order_of_the_enum)
{
	u32 before = LOCKDOWN_NUMBER_NONE;

	for (const Stock &row : stock) {
		EXPECT_GT(row.number, before) << row.symbol;
		before = row.number;
	}
}

TEST(Table, has_a_slug_and_a_text_for_stock_and_strict_reasons_and_for_nothing_else)
{
	std::vector<bool> known(bits + 2);
	for (const Stock &row : stock)
		known[row.number] = true;
	for (u32 number = end + 1; number < LOCKDOWN_NUMBER_STRICT; number++)
		known[number] = true;

	for (u32 number = 0; number < known.size(); number++) {
		const char *slug = "untouched";
		const char *text = "untouched";
		const int slug_length = lockdown_core_slug(number, &slug);
		const int text_length = lockdown_core_text(number, &text);

		if (known[number]) {
			EXPECT_GT(slug_length, 0) << number;
			EXPECT_GT(text_length, 0) << number;
		} else {
			EXPECT_EQ(slug_length, -LOCKDOWN_EINVAL) << number;
			EXPECT_EQ(text_length, -LOCKDOWN_EINVAL) << number;
			EXPECT_STREQ(slug, "untouched") << number;
			EXPECT_STREQ(text, "untouched") << number;
		}
	}
}

TEST(Table, has_nothing_for_numbers_that_are_no_reasons)
{
	for (const u32 number : no_reasons) {
		const char *name = "untouched";

		EXPECT_EQ(lockdown_core_slug(number, &name), -LOCKDOWN_EINVAL) << number;
		EXPECT_EQ(lockdown_core_text(number, &name), -LOCKDOWN_EINVAL) << number;
		EXPECT_STREQ(name, "untouched") << number;
	}
}

// Numbers of the kernel's enum

struct Number {
	u32 number;
	u32 level;
	const char *description;
};

TEST(Number, means_the_lowest_level_that_lies_above_it)
{
	const Number numbers[] = {
		{ LOCKDOWN_NUMBER_NONE, none, "none is none" },
		{ 1, integrity, "the first reason asks for integrity" },
		{ LOCKDOWN_NUMBER_DEV_MEM, integrity, "a reason of integrity asks for integrity" },
		{ integrity_mark - 1, integrity,
		  "the last reason of integrity asks for integrity" },
		{ integrity_mark, integrity, "the mark of integrity is integrity" },
		{ integrity_mark + 1, confidentiality, "the next reason asks for confidentiality" },
		{ end - 1, confidentiality, "the last reason asks for confidentiality" },
		{ end, confidentiality, "the mark of confidentiality is confidentiality" },
		{ end + 1, confidentiality, "an unknown number asks for the highest" },
		{ 0x80000000, confidentiality, "a negative number asks for the highest" },
		{ ~0U, confidentiality, "the largest number asks for the highest" },
	};

	for (const Number &row : numbers)
		EXPECT_EQ(lockdown_core_level_of_number(row.number), row.level) << row.description;
}

TEST(Number, that_is_no_reason_is_denied_at_every_level)
{
	for (u32 level = none; level <= confidentiality; level++) {
		const lockdown_set set = set_of(level);

		for (const u32 number : no_reasons)
			EXPECT_TRUE(lockdown_set_contains(&set, number)) << number;
	}
}

TEST(Number, that_is_no_reason_is_in_the_empty_set)
{
	const lockdown_set empty = {};

	for (const u32 number : no_reasons)
		EXPECT_TRUE(lockdown_set_contains(&empty, number)) << number;
}

TEST(Number, of_a_reason_is_found_by_its_own_bit_alone)
{
	for (u32 number = 0; number < end; number++) {
		lockdown_set set = {};
		set.word[number / LOCKDOWN_SET_WORD_BITS] = bit(number);

		for (u32 other = 0; other < end; other++)
			EXPECT_EQ(lockdown_set_contains(&set, other) != 0, other == number)
				<< other << " in the set of " << number;
	}
}

// Levels

TEST(Level, none_denies_only_the_number_that_nothing_asks_for)
{
	const lockdown_set set = set_of(none);

	EXPECT_TRUE(lockdown_set_contains(&set, LOCKDOWN_NUMBER_NONE));
	for (u32 number = 1; number < end; number++)
		EXPECT_FALSE(lockdown_set_contains(&set, number)) << number;
}

TEST(Level, integrity_denies_every_number_up_to_its_mark_known_or_not)
{
	const lockdown_set set = set_of(integrity);

	for (u32 number = 0; number < end; number++)
		EXPECT_EQ(lockdown_set_contains(&set, number) != 0, number <= integrity_mark)
			<< number;
}

TEST(Level, confidentiality_denies_every_number)
{
	const lockdown_set set = set_of(confidentiality);

	for (u32 number = 0; number < end; number++)
		EXPECT_TRUE(lockdown_set_contains(&set, number)) << number;
}

TEST(Level, has_no_bits_that_stand_for_no_reason)
{
	for (u32 level = none; level <= confidentiality; level++)
		for (u32 number = end; number < bits; number++)
			EXPECT_FALSE(set_of(level).word[number / LOCKDOWN_SET_WORD_BITS] &
				     bit(number))
				<< number;
}

TEST(Level, that_is_unknown_is_taken_as_the_highest)
{
	for (const u32 level : { confidentiality + 1, 3U, 64U, 0x80000000U, ~0U })
		EXPECT_TRUE(same(set_of(level), set_of(confidentiality))) << level;
}

TEST(Level, holds_when_all_of_its_reasons_are_denied)
{
	for (u32 level = none; level <= confidentiality; level++) {
		const lockdown_set set = set_of(level);

		EXPECT_EQ(lockdown_core_level(&set), level);
	}
}

TEST(Level, does_not_hold_when_one_of_its_reasons_is_open)
{
	for (u32 missing = 1; missing < end; missing++) {
		lockdown_set set = set_of(confidentiality);
		set.word[missing / LOCKDOWN_SET_WORD_BITS] &= ~bit(missing);

		EXPECT_EQ(lockdown_core_level(&set), missing <= integrity_mark ? none : integrity)
			<< "without " << missing;
	}
}

TEST(Level, is_not_reached_by_reasons_above_it)
{
	for (u32 more = integrity_mark + 1; more < end; more++) {
		lockdown_set set = set_of(integrity);
		set.word[more / LOCKDOWN_SET_WORD_BITS] |= bit(more);

		EXPECT_EQ(lockdown_core_level(&set), integrity) << "with " << more;
	}
}

TEST(Level, is_none_for_the_empty_set)
{
	const lockdown_set empty = {};

	EXPECT_EQ(lockdown_core_level(&empty), none);
}

// What a denied set includes

TEST(Inclusion, of_a_level_is_in_itself_and_in_the_levels_above_it)
{
	for (u32 level = none; level <= confidentiality; level++)
		for (u32 wanted = none; wanted <= level; wanted++) {
			const lockdown_set denied = set_of(level);
			const lockdown_set some = set_of(wanted);

			EXPECT_TRUE(lockdown_core_includes(&denied, &some))
				<< wanted << " in " << level;
		}
}

TEST(Inclusion, of_a_level_is_not_in_the_levels_below_it)
{
	for (u32 level = none; level <= confidentiality; level++)
		for (u32 wanted = level + 1; wanted <= confidentiality; wanted++) {
			const lockdown_set denied = set_of(level);
			const lockdown_set some = set_of(wanted);

			EXPECT_FALSE(lockdown_core_includes(&denied, &some))
				<< wanted << " in " << level;
		}
}

TEST(Inclusion, of_nothing_is_in_the_empty_set)
{
	const lockdown_set empty = {};

	EXPECT_TRUE(lockdown_core_includes(&empty, &empty));
}

TEST(Inclusion, fails_for_one_missing_reason_in_any_word)
{
	const lockdown_set every = set_of(confidentiality);

	for (u32 missing = 0; missing < end; missing++) {
		lockdown_set denied = every;
		denied.word[missing / LOCKDOWN_SET_WORD_BITS] &= ~bit(missing);

		EXPECT_FALSE(lockdown_core_includes(&denied, &every)) << "without " << missing;
		for (u32 number = 0; number < end; number++) {
			lockdown_set some = {};
			some.word[number / LOCKDOWN_SET_WORD_BITS] = bit(number);

			EXPECT_EQ(lockdown_core_includes(&denied, &some) != 0, number != missing)
				<< number << " without " << missing;
		}
	}
}

TEST(Inclusion, ignores_bits_that_stand_for_no_reason)
{
	for (u32 level = none; level <= confidentiality; level++) {
		const lockdown_set denied = set_of(level);
		lockdown_set some = denied;
		for (u32 number = count; number < bits; number++)
			some.word[number / LOCKDOWN_SET_WORD_BITS] |= bit(number);

		EXPECT_TRUE(lockdown_core_includes(&denied, &some)) << level;
	}
}

// The set itself

TEST(Words, hold_every_reason_and_not_one_word_more)
{
	EXPECT_GE(bits, count);
	EXPECT_LT(bits - LOCKDOWN_SET_WORD_BITS, count);
	EXPECT_EQ(sizeof(lockdown_set), LOCKDOWN_SET_WORDS * sizeof(unsigned long));
#ifdef EXPECTED_WORDS
	EXPECT_EQ(LOCKDOWN_SET_WORDS, EXPECTED_WORDS);
#endif
}

} // namespace
