// SPDX-License-Identifier: GPL-2.0
// Texts at the seam: what is written to set a level, and the line that shows
// it. The rows are stock's behaviour (the lockdown file and `lockdown=`).

#include <cctype>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

using namespace std::string_view_literals;

constexpr u32 untouched = 0xdeadbeef;
constexpr u32 none = LOCKDOWN_LEVEL_NONE;
constexpr u32 integrity = LOCKDOWN_LEVEL_INTEGRITY;
constexpr u32 confidentiality = LOCKDOWN_LEVEL_CONFIDENTIALITY;
constexpr int refused = -LOCKDOWN_EINVAL;

constexpr std::string_view names[] = { "none", "integrity", "confidentiality" };
constexpr std::string_view lines[] = {
	"[none] integrity confidentiality\n",
	"none [integrity] confidentiality\n",
	"none integrity [confidentiality]\n",
};

struct TextRow {
	std::string_view text;
	int result;
	u32 level; // What is stored; `untouched` if nothing is.
	const char *description;
};

std::string name_of(const testing::TestParamInfo<TextRow> &row)
{
	std::string name;
	for (const char *c = row.param.description; *c; c++)
		name += std::isalnum(static_cast<unsigned char>(*c)) ? *c : '_';
	return name;
}

void PrintTo(const TextRow &row, std::ostream *to)
{
	*to << testing::PrintToString(row.text) << ": " << row.description;
}

using Parse = int(const char *, size_t, u32 *);

// The bytes lie in a block of exactly their size, so that the address
// sanitizer sees a read past their end.
struct Answer {
	int result;
	u32 level = untouched;

	Answer(Parse *parse, std::string_view text)
	{
		const std::unique_ptr<char[]> exact(new char[text.size()]);

		std::memcpy(exact.get(), text.data(), text.size());
		result = parse(exact.get(), text.size(), &level);
	}
};

// lockdown=

class BootValue : public testing::TestWithParam<TextRow> {};

TEST_P(BootValue, is_read_as_the_row_says)
{
	const Answer answer(lockdown_core_parse_boot, GetParam().text);

	EXPECT_EQ(answer.result, GetParam().result);
	EXPECT_EQ(answer.level, GetParam().level);
}

const TextRow boot_values[] = {
	{ "integrity", 0, integrity, "integrity is accepted" },
	{ "confidentiality", 0, confidentiality, "confidentiality is accepted" },
	{ "none", refused, untouched, "none is refused" },
	{ "", refused, untouched, "a missing value is refused" },
	{ "integrity\n", refused, untouched, "a newline is refused" },
	{ "integrity\0"sv, refused, untouched, "a counted NUL is refused" },
	{ "Integrity", refused, untouched, "a capital is refused" },
	{ "INTEGRITY", refused, untouched, "capitals are refused" },
	{ "integrit", refused, untouched, "a shortened integrity is refused" },
	{ "integrityy", refused, untouched, "a longer integrity is refused" },
	{ "confidential", refused, untouched, "a shortened confidentiality is refused" },
	{ "confidentiality,integrity", refused, untouched, "a list is refused" },
	{ "integrity confidentiality", refused, untouched, "two words are refused" },
	{ " integrity", refused, untouched, "a leading blank is refused" },
	{ "integrity ", refused, untouched, "a trailing blank is refused" },
	{ "\"integrity\"", refused, untouched, "quotes are refused" },
	{ "=integrity", refused, untouched, "a second equals sign is refused" },
	{ "1", refused, untouched, "a number is refused" },
	{ "y", refused, untouched, "a yes is refused" },
	{ "off", refused, untouched, "off is refused" },
	{ "no", refused, untouched, "no is refused" },
};
INSTANTIATE_TEST_SUITE_P(Rows, BootValue, testing::ValuesIn(boot_values), name_of);

// The lockdown file

class Write : public testing::TestWithParam<TextRow> {};

TEST_P(Write, is_read_as_the_row_says)
{
	const Answer answer(lockdown_core_parse_write, GetParam().text);

	EXPECT_EQ(answer.result, GetParam().result);
	EXPECT_EQ(answer.level, GetParam().level);
}

TEST_P(Write, is_decided_by_its_first_bytes)
{
	const Answer answer(lockdown_core_parse_write,
			    GetParam().text.substr(0, LOCKDOWN_WRITE_MAX));

	EXPECT_EQ(answer.result, GetParam().result);
	EXPECT_EQ(answer.level, GetParam().level);
}

const TextRow writes[] = {
	{ "none", 0, none, "none is accepted" },
	{ "none\n", 0, none, "none with a newline is accepted" },
	{ "integrity", 0, integrity, "integrity is accepted" },
	{ "integrity\n", 0, integrity, "integrity with a newline is accepted" },
	{ "confidentiality", 0, confidentiality, "confidentiality is accepted" },
	{ "confidentiality\n", 0, confidentiality, "confidentiality with a newline is accepted" },
	{ "none\0"sv, 0, none, "a NUL ends none" },
	{ "integrity\0x"sv, 0, integrity, "what follows a NUL is ignored" },
	{ "integrity\0\n\n"sv, 0, integrity, "newlines after a NUL are ignored" },
	{ "integrity\n\0x"sv, 0, integrity, "a newline before the NUL is accepted" },
	{ "integrity\0confidentiality"sv, 0, integrity, "a second word after a NUL is ignored" },
	{ "integrity\0                                     "sv, 0, integrity,
	  "a NUL ends a long write" },
	{ "confidentiality\n\0x"sv, 0, confidentiality, "a NUL ends the longest text" },
	{ "", refused, untouched, "an empty write is refused" },
	{ "\n", refused, untouched, "a lone newline is refused" },
	{ "\0"sv, refused, untouched, "a lone NUL is refused" },
	{ "\0integrity"sv, refused, untouched, "a word after a NUL is no word" },
	{ "\nintegrity", refused, untouched, "a leading newline is refused" },
	{ "integrity\n\n", refused, untouched, "two newlines are refused" },
	{ "integrity\n\n\0x"sv, refused, untouched, "two newlines before a NUL are refused" },
	{ "integrity\r\n", refused, untouched, "a carriage return is refused" },
	{ " integrity", refused, untouched, "a leading blank is refused" },
	{ "integrity ", refused, untouched, "a trailing blank is refused" },
	{ "integrity \n", refused, untouched, "a blank before the newline is refused" },
	{ "\tintegrity", refused, untouched, "a leading tab is refused" },
	{ "Integrity", refused, untouched, "names are lower case" },
	{ "CONFIDENTIALITY", refused, untouched, "capitals are refused" },
	{ "[integrity]", refused, untouched, "brackets are refused" },
	{ "none [integrity] confidentiality\n", refused, untouched, "the line itself is refused" },
	{ "integrit", refused, untouched, "a shortened integrity is refused" },
	{ "integrityy", refused, untouched, "a longer integrity is refused" },
	{ "integrity\nx", refused, untouched, "a second line is refused" },
	{ "confidentiality\nx", refused, untouched, "a byte after the longest text is refused" },
	{ "confidentialityconfidentiality", refused, untouched, "a word twice is refused" },
	{ "nonE", refused, untouched, "one capital is refused" },
	{ "0", refused, untouched, "a number is refused" },
	{ "open", refused, untouched, "an unknown word is refused" },
	{ "integrity\xff", refused, untouched, "a byte above ASCII is refused" },
};
INSTANTIATE_TEST_SUITE_P(Rows, Write, testing::ValuesIn(writes), name_of);

TEST(Text, of_no_bytes_is_refused_without_being_read)
{
	u32 level = untouched;

	EXPECT_EQ(lockdown_core_parse_boot(nullptr, 0, &level), refused);
	EXPECT_EQ(lockdown_core_parse_write(nullptr, 0, &level), refused);
	EXPECT_EQ(level, untouched);
}

TEST(Text, that_differs_in_one_byte_is_refused)
{
	for (const std::string_view name : names)
		for (size_t at = 0; at < name.size(); at++)
			for (unsigned byte = 0; byte < 256; byte++) {
				std::string text(name);

				text[at] = static_cast<char>(byte);
				if (text == name)
					continue;
				for (Parse *parse :
				     { lockdown_core_parse_boot, lockdown_core_parse_write }) {
					const Answer answer(parse, text);

					ASSERT_EQ(answer.result, refused) << text;
					ASSERT_EQ(answer.level, untouched) << text;
				}
			}
}

TEST(Text, that_was_cut_is_refused)
{
	for (const std::string_view name : names)
		for (size_t length = 0; length < name.size(); length++)
			for (Parse *parse :
			     { lockdown_core_parse_boot, lockdown_core_parse_write }) {
				const Answer answer(parse, name.substr(0, length));

				ASSERT_EQ(answer.result, refused) << name << " cut to " << length;
				ASSERT_EQ(answer.level, untouched) << name << " cut to " << length;
			}
}

TEST(Text, with_one_byte_more_is_accepted_only_in_the_file_and_only_for_newline_and_nul)
{
	for (u32 level = none; level <= confidentiality; level++)
		for (unsigned byte = 0; byte < 256; byte++) {
			const std::string text =
				std::string(names[level]) + static_cast<char>(byte);
			const Answer boot(lockdown_core_parse_boot, text);
			const Answer write(lockdown_core_parse_write, text);
			const bool accepted = byte == '\n' || byte == '\0';

			ASSERT_EQ(boot.result, refused) << text;
			ASSERT_EQ(boot.level, untouched) << text;
			ASSERT_EQ(write.result, accepted ? 0 : refused) << text;
			ASSERT_EQ(write.level, accepted ? level : untouched) << text;
		}
}

TEST(Text, that_can_matter_is_as_long_as_the_header_says)
{
	EXPECT_EQ("confidentiality\n\0"sv.size(), size_t{ LOCKDOWN_WRITE_MAX });
}

// The line of the lockdown file

TEST(Line, has_every_level_in_order_and_one_bracket)
{
	for (u32 level = none; level <= confidentiality; level++) {
		char line[LOCKDOWN_LINE_MAX];
		const int length = lockdown_core_render_level(level, line, sizeof(line));

		ASSERT_GT(length, 0);
		EXPECT_EQ(std::string_view(line, static_cast<size_t>(length)), lines[level]);
	}
}

TEST(Line, is_whole_or_absent_in_a_buffer_of_any_size)
{
	for (u32 level = none; level <= confidentiality; level++)
		for (size_t size = 0; size <= LOCKDOWN_LINE_MAX; size++) {
			const std::unique_ptr<char[]> exact(new char[size]);
			std::vector<char> expected(size, '#');

			std::memset(exact.get(), '#', size);
			const int length = lockdown_core_render_level(level, exact.get(), size);

			if (size < lines[level].size()) {
				ASSERT_EQ(length, -LOCKDOWN_ENOSPC) << "size " << size;
			} else {
				ASSERT_EQ(length, static_cast<int>(lines[level].size()))
					<< "size " << size;
				lines[level].copy(expected.data(), size);
			}
			for (size_t at = 0; at < size; at++)
				ASSERT_EQ(exact[at], expected[at])
					<< "byte " << at << " of " << size;
		}
}

TEST(Line, needs_no_buffer_to_say_that_none_is_enough)
{
	EXPECT_EQ(lockdown_core_render_level(integrity, nullptr, 0), -LOCKDOWN_ENOSPC);
}

TEST(Line, of_an_unknown_level_is_refused)
{
	for (const u32 level : { confidentiality + 1, 1000U, 0x7fffffffU, 0x80000000U, ~0U }) {
		char line[LOCKDOWN_LINE_MAX] = "#";

		EXPECT_EQ(lockdown_core_render_level(level, line, sizeof(line)), refused);
		EXPECT_EQ(line[0], '#');
	}
}

TEST(Line, says_what_the_file_accepts)
{
	for (u32 level = none; level <= confidentiality; level++) {
		char line[LOCKDOWN_LINE_MAX];
		const int length = lockdown_core_render_level(level, line, sizeof(line));
		ASSERT_GT(length, 0);
		const std::string_view text(line, static_cast<size_t>(length));
		const size_t from = text.find('[') + 1;

		const Answer answer(lockdown_core_parse_write,
				    text.substr(from, text.find(']') - from));

		EXPECT_EQ(answer.result, 0);
		EXPECT_EQ(answer.level, level);
	}
}

// The command line of the next kernel.

struct CarryRow {
	u32 level;
	std::string_view cmdline; // As kexec_file_load(2) has it, with its NUL.
	std::string_view text;
	const char *description;
};

std::string name_of_carry(const testing::TestParamInfo<CarryRow> &row)
{
	std::string name;
	for (const char *c = row.param.description; *c; c++)
		name += std::isalnum(static_cast<unsigned char>(*c)) ? *c : '_';
	return name;
}

void PrintTo(const CarryRow &row, std::ostream *to)
{
	*to << testing::PrintToString(row.cmdline) << ": " << row.description;
}

class Carry : public testing::TestWithParam<CarryRow> {};

TEST_P(Carry, is_what_the_row_says)
{
	const CarryRow &row = GetParam();
	const std::unique_ptr<char[]> exact(new char[row.cmdline.size()]);
	const lockdown_set denied = set_of(row.level);
	char text[LOCKDOWN_LIST_MAX];

	std::memcpy(exact.get(), row.cmdline.data(), row.cmdline.size());
	const int length = lockdown_core_render_carry(&denied, exact.get(), row.cmdline.size(),
						      text, sizeof(text));

	ASSERT_EQ(length, static_cast<int>(row.text.size()));
	EXPECT_EQ(std::string_view(text, row.text.size()), row.text);
}

constexpr CarryRow carry_rows[] = {
	{ none, "quiet\0"sv, "", "none adds nothing" },
	{ none, "", "", "none adds nothing to nothing" },
	{ integrity, "quiet\0"sv, "lockdown=integrity ", "integrity is put in front" },
	{ confidentiality, "quiet\0"sv, "lockdown=confidentiality ",
	  "confidentiality is put in front" },
	{ integrity, "", "lockdown=integrity ", "no command line gets one" },
	{ integrity, "\0"sv, "lockdown=integrity ", "an empty command line gets one" },
	{ integrity, "lockdown=integrity quiet\0"sv, "", "what stands in front is not repeated" },
	{ integrity, "lockdown=confidentiality quiet\0"sv, "",
	  "a higher level in front is enough" },
	{ confidentiality, "lockdown=integrity quiet\0"sv, "lockdown=confidentiality ",
	  "a lower level in front is not enough" },
	{ integrity, "lockdown=none quiet\0"sv, "lockdown=integrity ",
	  "none in front is not enough" },
	{ integrity, "quiet lockdown=integrity\0"sv, "lockdown=integrity ",
	  "a level further behind may be quoted or ended" },
	{ integrity, "-- lockdown=integrity \0"sv, "lockdown=integrity ",
	  "a level behind the end of the parameters is none" },
	{ integrity, " lockdown=integrity \0"sv, "lockdown=integrity ",
	  "a blank is not looked over" },
	{ integrity, "lockdown=integrity\0"sv, "lockdown=integrity ",
	  "a level that nothing ends is put in front again" },
	{ integrity, "lockdown=integrity", "lockdown=integrity ", "nothing is read past the end" },
	{ integrity, "lockdown=integrityx \0"sv, "lockdown=integrity ",
	  "more than a name is none" },
	{ integrity, "Lockdown=integrity \0"sv, "lockdown=integrity ", "case matters" },
};

INSTANTIATE_TEST_SUITE_P(Rows, Carry, testing::ValuesIn(carry_rows), name_of_carry);

// Reasons beyond the level.

std::string carried(const lockdown_set &denied, std::string_view cmdline)
{
	char text[LOCKDOWN_LIST_MAX];
	const int length = lockdown_core_render_carry(&denied, cmdline.data(), cmdline.size(), text,
						      sizeof(text));

	return { text, static_cast<size_t>(length) };
}

lockdown_set integrity_and(std::string_view slugs)
{
	lockdown_set denied = set_of(integrity);
	lockdown_set more;

	EXPECT_EQ(lockdown_core_parse_reasons(slugs.data(), slugs.size(), &more), 0);
	EXPECT_EQ(lockdown_core_raise(&denied, &more), 0);
	return denied;
}

TEST(CarriedReasons, stand_behind_the_level)
{
	const std::string prefix = "lockdown=integrity lockdown_reasons=kcore,perf ";

	EXPECT_EQ(carried(integrity_and("perf,kcore"), "quiet\0"sv), prefix);
	EXPECT_EQ(carried(integrity_and("perf,kcore"), "lockdown=integrity quiet\0"sv), prefix);
}

TEST(CarriedReasons, are_not_repeated)
{
	const std::string prefix = "lockdown=integrity lockdown_reasons=kcore,perf ";

	EXPECT_EQ(carried(integrity_and("perf,kcore"), prefix + "quiet"), "");
	EXPECT_EQ(carried(integrity_and("perf,kcore,kprobes"), prefix + "quiet"),
		  "lockdown=integrity lockdown_reasons=kcore,kprobes,perf ");
}

TEST(CarriedReasons, are_none_below_integrity)
{
	lockdown_set denied;

	ASSERT_EQ(lockdown_core_parse_reasons("kcore", 5, &denied), 0);
	EXPECT_EQ(carried(denied, "quiet\0"sv), "");
}

TEST(CarrySeam, is_never_cut)
{
	const lockdown_set denied = set_of(integrity);
	char text[] = "untouched, whatever happens";

	EXPECT_EQ(lockdown_core_render_carry(&denied, "", 0, text, 18), -LOCKDOWN_ENOSPC);
	EXPECT_EQ(lockdown_core_render_carry(&denied, "", 0, text, 19), 19);
}

} // namespace
