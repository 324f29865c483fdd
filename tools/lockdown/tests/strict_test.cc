// SPDX-License-Identifier: GPL-2.0
// Strict at the seam: it adds to the level that is held, whenever it comes, and
// nothing takes it back.

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

using namespace std::string_view_literals;

constexpr u32 none = LOCKDOWN_LEVEL_NONE;
constexpr u32 integrity = LOCKDOWN_LEVEL_INTEGRITY;
constexpr u32 confidentiality = LOCKDOWN_LEVEL_CONFIDENTIALITY;

// Stated a second time, so that a change of the table is seen.
struct Strict {
	u32 number;
	u32 level;
	std::string_view slug;
	std::string_view text;
};

constexpr Strict reasons[] = {
	{ LOCKDOWN_NUMBER_FLASH_WRITE, integrity, "flash_write", "writing flash and board chips" },
	{ LOCKDOWN_NUMBER_MTRR, integrity, "mtrr", "changing memory types" },
	{ LOCKDOWN_NUMBER_DRIVER_IO, integrity, "driver_io", "driving hardware from user space" },
	{ LOCKDOWN_NUMBER_RAW_DMA, integrity, "raw_dma", "DMA that programs aim" },
	{ LOCKDOWN_NUMBER_DISK_WRITE, integrity, "disk_write", "writing to disks in use" },
	{ LOCKDOWN_NUMBER_MSR_READ, confidentiality, "msr_read", "reading MSRs" },
	{ LOCKDOWN_NUMBER_DEBUGFS_READ, confidentiality, "debugfs_read", "reading debugfs" },
	{ LOCKDOWN_NUMBER_PAGE_FRAMES, confidentiality, "page_frames",
	  "reading the layout of memory" },
	{ LOCKDOWN_NUMBER_DISK_KEYS, confidentiality, "disk_keys", "reading keys of disks" },
	{ LOCKDOWN_NUMBER_VMCORE, confidentiality, "vmcore", "reading a crashed kernel's memory" },
	{ LOCKDOWN_NUMBER_PERF_KERNEL, confidentiality, "perf_kernel",
	  "use of perf on the kernel" },
	{ LOCKDOWN_NUMBER_KERNEL_ADDRESSES, confidentiality, "kernel_addresses",
	  "reading kernel addresses" },
	{ LOCKDOWN_NUMBER_BPF_BTF_READ, confidentiality, "bpf_btf_read",
	  "reading kernel structures with BPF" },
};

lockdown_set raised(const lockdown_set &denied, const lockdown_set &more)
{
	lockdown_set result = denied, whole = more;

	lockdown_core_complete(&denied, &whole);
	EXPECT_TRUE(lockdown_core_includes(&whole, &more));
	const int ret = lockdown_core_raise(&result, &whole);

	EXPECT_TRUE(ret == 0 || ret == -LOCKDOWN_EPERM);
	return result;
}

lockdown_set mark()
{
	lockdown_set set;

	lockdown_core_strict_mark(&set);
	return set;
}

lockdown_set strict(u32 level)
{
	return raised(set_of(level), mark());
}

std::string render_set(const lockdown_set &set)
{
	char text[LOCKDOWN_LIST_MAX];
	const int length = lockdown_core_render_set(&set, text, sizeof(text));

	return { text, static_cast<size_t>(std::max(length, 0)) };
}

std::string carried(const lockdown_set &denied, std::string_view cmdline)
{
	char text[LOCKDOWN_LIST_MAX];
	const int length = lockdown_core_render_carry(&denied, cmdline.data(), cmdline.size(), text,
						      sizeof(text));

	return { text, static_cast<size_t>(std::max(length, 0)) };
}

lockdown_set watched(std::string_view text)
{
	lockdown_set set = {};

	EXPECT_EQ(lockdown_core_parse_watch(text.data(), text.size(), &set), 0) << text;
	return set;
}

TEST(Table, has_each_strict_reason)
{
	EXPECT_EQ(std::size(reasons),
		  u32{ LOCKDOWN_NUMBER_STRICT } - LOCKDOWN_NUMBER_END_OF_KERNEL - 1);
	for (const Strict &row : reasons) {
		const char *slug = nullptr;
		const char *text = nullptr;
		const int slug_length = lockdown_core_slug(row.number, &slug);
		const int text_length = lockdown_core_text(row.number, &text);

		ASSERT_GT(slug_length, 0);
		ASSERT_GT(text_length, 0);
		EXPECT_EQ(std::string_view(slug, static_cast<size_t>(slug_length)), row.slug);
		// A NUL ends it.
		EXPECT_EQ(std::string_view(text), row.text);
		EXPECT_EQ(lockdown_core_level_of_reason(row.number), row.level);
	}
}

TEST(Level, denies_no_strict_reason_by_itself)
{
	for (const u32 level : { none, integrity, confidentiality }) {
		const lockdown_set set = set_of(level);

		EXPECT_FALSE(lockdown_core_is_strict(&set));
		EXPECT_TRUE(same(raised({}, set), set));
		for (const Strict &row : reasons)
			EXPECT_FALSE(lockdown_set_contains(&set, row.number)) << row.slug;
	}
}

TEST(Strict, denies_what_belongs_to_the_level)
{
	for (const u32 level : { none, integrity, confidentiality }) {
		const lockdown_set set = strict(level);

		EXPECT_TRUE(lockdown_core_is_strict(&set));
		EXPECT_EQ(lockdown_core_level(&set), level);
		for (const Strict &row : reasons)
			EXPECT_EQ(lockdown_set_contains(&set, row.number) != 0, row.level <= level)
				<< row.slug;
	}
}

TEST(Strict, is_the_same_before_and_after_a_raise)
{
	for (const u32 from : { none, integrity, confidentiality })
		for (const u32 to : { none, integrity, confidentiality }) {
			const lockdown_set early = raised(strict(from), set_of(to));
			const lockdown_set late = raised(raised(set_of(from), set_of(to)), mark());

			EXPECT_TRUE(same(early, late)) << from << " to " << to;
		}
}

TEST(Strict, comes_with_the_last_reason_of_a_level)
{
	lockdown_set denied = strict(integrity);

	for (u32 number = 0; number < LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX; number++) {
		lockdown_set one = {};

		EXPECT_FALSE(lockdown_set_contains(&denied, LOCKDOWN_NUMBER_MSR_READ)) << number;
		one.word[number / LOCKDOWN_SET_WORD_BITS] = 1UL
							    << (number % LOCKDOWN_SET_WORD_BITS);
		denied = raised(denied, one);
	}
	EXPECT_TRUE(lockdown_set_contains(&denied, LOCKDOWN_NUMBER_MSR_READ));
}

TEST(Strict, is_read_as_the_row_says)
{
	const struct {
		std::string_view text;
		int result;
		u32 on;
	} rows[] = {
		{ "", 0, 1 },	     { "1", 0, 1 },	    { "1\n", 0, 1 },  { "0", 0, 0 },
		{ "0\n", 0, 0 },     { "1\0junk"sv, 0, 1 }, { "2", -22, 7 },  { "on", -22, 7 },
		{ "1\n\n", -22, 7 }, { "10", -22, 7 },	    { " 1", -22, 7 }, { "-1", -22, 7 },
	};

	for (const auto &row : rows) {
		u32 on = 7;

		EXPECT_EQ(lockdown_core_parse_strict(row.text.data(), row.text.size(), &on),
			  row.result)
			<< row.text;
		EXPECT_EQ(on, row.on) << row.text;
	}
}

TEST(Set, names_strict_beside_the_level)
{
	EXPECT_EQ(render_set(mark()), "strict");
	EXPECT_EQ(render_set(strict(none)), "strict");
	EXPECT_EQ(render_set(strict(integrity)), "integrity,strict");
	EXPECT_EQ(render_set(strict(confidentiality)), "confidentiality,strict");
	EXPECT_EQ(render_set(watched("msr_read")), "msr_read");
	EXPECT_EQ(render_set(watched("integrity,msr_read")), "integrity,msr_read");
	EXPECT_EQ(render_set(watched("kcore msr_read")), "kcore,msr_read");
}

TEST(Watch, takes_levels_strict_and_slugs_together)
{
	EXPECT_EQ(render_set(watched("strict")), "strict");
	EXPECT_EQ(render_set(watched("confidentiality,strict\n")), "confidentiality,strict");
	EXPECT_TRUE(
		same(watched("kcore,integrity"), raised(watched("integrity"), watched("kcore"))));
	EXPECT_EQ(render_set(watched("none")), "none");
}

TEST(List, has_strict_reasons_but_not_strict)
{
	lockdown_set set = {};

	EXPECT_EQ(lockdown_core_parse_reasons("msr_read", 8, &set), 0);
	EXPECT_TRUE(lockdown_set_contains(&set, LOCKDOWN_NUMBER_MSR_READ));
	EXPECT_EQ(lockdown_core_parse_reasons("strict", 6, &set), -LOCKDOWN_EINVAL);
}

TEST(Carry, takes_strict_along)
{
	EXPECT_EQ(carried(strict(none), ""), "lockdown_strict ");
	EXPECT_EQ(carried(strict(integrity), "quiet"), "lockdown=integrity lockdown_strict ");
	EXPECT_EQ(carried(strict(confidentiality), "lockdown=confidentiality quiet"),
		  "lockdown=confidentiality lockdown_strict ");
	EXPECT_EQ(
		carried(strict(confidentiality), "lockdown=confidentiality lockdown_strict quiet"),
		"");
	EXPECT_EQ(carried(raised(set_of(integrity), watched("msr_read")), ""),
		  "lockdown=integrity lockdown_reasons=msr_read ");
	EXPECT_EQ(carried(raised(strict(integrity), watched("msr_read")), ""),
		  "lockdown=integrity lockdown_strict lockdown_reasons=msr_read ");
}

} // namespace
