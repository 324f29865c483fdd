// SPDX-License-Identifier: GPL-2.0
// The promises that the compiler itself checks: a core that breaks one of
// them does not build.
#pragma once

#include "core.h"
#include "file.hh"
#include "grammar.hh"
#include "language.hh"
#include "level.hh"
#include "listing.hh"
#include "module.hh"
#include "perf.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

// Each level includes the one below and adds to it.
static_assert(denied_by(Level::Integrity).includes(denied_by(Level::None)),
	      "integrity denies less than none");
static_assert(denied_by(Level::Confidentiality).includes(denied_by(Level::Integrity)),
	      "confidentiality denies less than integrity");
static_assert(!denied_by(Level::None).includes(denied_by(Level::Integrity)),
	      "integrity adds nothing to none");
static_assert(!denied_by(Level::Integrity).includes(denied_by(Level::Confidentiality)),
	      "confidentiality adds nothing to integrity");

// Confidentiality leaves nothing out; of strict reasons while strict is on.
constexpr bool every_number_is_denied_at_the_top()
{
	const Set denied = denied_by(Level::Confidentiality);
	for (u32 number = 0; number < reason_count; number++) {
		const bool wanted = scope_of(number) == Scope::Strict ?
					    is_reason(number) :
					    number != LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX;
		const Set whole = completed(denied.united(strict_mark));
		if (wanted && !whole.includes(Set::of(number)))
			return false;
		if (wanted && scope_of(number) == Scope::Base && !denied.includes(Set::of(number)))
			return false;
	}
	return true;
}
static_assert(every_number_is_denied_at_the_top(), "a reason is allowed at confidentiality");

// A raise is monotone, idempotent and commutative, for every two levels and
// every single reason.
constexpr bool raising_obeys_its_laws(const Set &a, const Set &b)
{
	const Set both = a.united(b);
	return both.includes(a) && both.includes(b) && both.united(b) == both &&
	       b.united(a) == both;
}

constexpr bool every_raise_obeys_its_laws()
{
	for (const Level from : levels) {
		for (const Level to : levels)
			if (!raising_obeys_its_laws(denied_by(from), denied_by(to)))
				return false;
		for (u32 number = 0; number < reason_count; number++)
			if (!raising_obeys_its_laws(denied_by(from), Set::of(number)))
				return false;
	}
	return true;
}
static_assert(every_raise_obeys_its_laws(), "a raise loses a reason, or depends on its order");

// A level is held exactly when all of its reasons are denied: one reason fewer
// is the level below.
constexpr bool a_level_needs_all_of_its_reasons()
{
	for (const Level level : levels) {
		if (level_held(denied_by(level)) != level)
			return false;
		for (u32 missing = 0; missing < reason_count; missing++) {
			Set rest;
			for (u32 number = 0; number < reason_count; number++)
				if (number != missing && denied_by(level).includes(Set::of(number)))
					rest = rest.united(Set::of(number));
			if (rest != denied_by(level) && level != Level::None &&
			    level_held(rest) >= level)
				return false;
		}
	}
	return true;
}
static_assert(a_level_needs_all_of_its_reasons(),
	      "a level is shown although one of its reasons is not denied");

// Numbers past the end are no members, in any word.
static_assert(Set::of(LOCKDOWN_REASON_COUNT) == Set(), "a set has a member that is no reason");
static_assert(Set::of(~0U) == Set(), "a set has a member that is no reason");

// Strict only adds, and only what belongs to the level that is held.
constexpr bool strict_adds_to_its_level()
{
	for (const Level level : levels) {
		const Set strict = completed(denied_by(level).united(strict_mark));
		if (completed(denied_by(level)) != denied_by(level) ||
		    strict != denied_by(level).united(strict_mark).united(strict_by(level)) ||
		    completed(strict) != strict || level_held(strict) != level)
			return false;
		for (const Row &row : table)
			if (row.scope == Scope::Strict &&
			    strict.includes(Set::of(static_cast<u32>(row.reason))) !=
				    (row.level <= level))
				return false;
	}
	return true;
}
static_assert(strict_adds_to_its_level(), "strict takes something, or adds to the wrong level");

// Whichever comes first, strict or the level, both together deny the same.
constexpr bool strict_and_level_commute()
{
	for (const Level level : levels) {
		const Set first = completed(completed(strict_mark).united(denied_by(level)));
		const Set last = completed(completed(denied_by(level)).united(strict_mark));
		if (first != last)
			return false;
	}
	return true;
}
static_assert(strict_and_level_commute(), "it matters when strict is switched on");

// The table: every reason once, in the order of the kernel's enum, on the side
// of the kernel's mark that its level says, with a slug and a text of its own;
// strict reasons behind all others.
constexpr bool the_table_agrees_with_the_kernel()
{
	const Row *before = nullptr;
	for (const Row &row : table) {
		const u32 number = static_cast<u32>(row.reason);
		const bool in_integrity = number < LOCKDOWN_NUMBER_INTEGRITY_MAX;
		if (is_mark(number) || number >= reason_count || scope_of(number) != row.scope)
			return false;
		if (row.scope == Scope::Base && (row.level == Level::Integrity) != in_integrity)
			return false;
		if (row.level == Level::None)
			return false;
		if (before && before->reason >= row.reason)
			return false;
		before = &row;
	}
	return true;
}
static_assert(
	the_table_agrees_with_the_kernel(),
	"a line of reasons.h has a level that contradicts the kernel's enum, or is out of order");

constexpr bool is_slug(Text slug)
{
	for (size_t i = 0; i < slug.size(); i++) {
		const char c = slug.data()[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
			return false;
	}
	return slug.size() != 0;
}

constexpr bool slugs_and_texts_are_unique()
{
	for (const Row &a : table) {
		if (!is_slug(a.slug) || a.text.size() == 0)
			return false;
		for (const Row &b : table)
			if (a.reason != b.reason && (a.slug == b.slug || a.text == b.text))
				return false;
	}
	return true;
}
static_assert(
	slugs_and_texts_are_unique(),
	"two lines of reasons.h share a slug or a text, or a slug is not made of a-z, 0-9 and _");

// What is rendered can be read back, and nothing that can be written is longer
// than LOCKDOWN_WRITE_MAX.
constexpr bool every_level_is_read_back()
{
	for (const Level level : levels) {
		if (!parse_level(name(level)).understood || parse_level(name(level)).level != level)
			return false;
		if (name(level).size() + 2 > LOCKDOWN_WRITE_MAX)
			return false;
		char line[LOCKDOWN_LINE_MAX] = {};
		const int length = render_level(level, line, sizeof(line));
		if (length <= 0)
			return false;
		for (int at = 0; at < length; at++)
			if (line[at] == '[' &&
			    (Text(line + at + 1, name(level).size()) != name(level) ||
			     line[at + 1 + static_cast<int>(name(level).size())] != ']'))
				return false;
	}
	return true;
}
static_assert(every_level_is_read_back(), "a level that is rendered cannot be read back");
static_assert(LOCKDOWN_WRITE_MAX == name(Level::Confidentiality).size() + 2,
	      "LOCKDOWN_WRITE_MAX is the longest level, a newline and a NUL");

static_assert(sizeof(lockdown_set) == LOCKDOWN_SET_WORDS * sizeof(unsigned long),
	      "the seam's struct has padding");
static_assert(sizeof(u32) == 4, "u32 has 32 bits");
static_assert(sizeof(lockdown_set) <= denied_alignment,
	      "the denied set may cross a page; raise denied_alignment");

// What is carried over to the next kernel is read there as what is denied here,
// and is not added twice.
constexpr bool is_carried(const Set &denied)
{
	char text[LOCKDOWN_LIST_MAX] = {};
	char again[LOCKDOWN_LIST_MAX] = {};
	const Level held = level_held(denied);
	const int length = render_carry(denied, "", text, sizeof(text));
	if (held == Level::None)
		return (length == 0) == !is_strict(denied);
	if (length <= 0 || text[length - 1] != ' ')
		return false;
	const Text carried(text, static_cast<size_t>(length));
	const Text level = carried.after(parameter).until(' ');
	Set read = denied_by(parse_boot(level).level);
	size_t rest = parameter.size() + level.size() + 1;
	if (Text(text + rest, carried.size() - rest).starts_with(strict_parameter)) {
		read = completed(read.united(strict_mark));
		rest += strict_parameter.size() + 1;
	}
	if (rest < carried.size()) {
		const Text list = Text(text + rest, carried.size() - rest).after(reasons_parameter);
		const ParsedSet parsed = parse_list(list.until(' '));
		if (!parsed.understood)
			return false;
		read = read.united(parsed.set);
	}
	return carried.starts_with(parameter) && read.includes(without_marks(denied)) &&
	       is_strict(read) == is_strict(denied) &&
	       render_carry(denied, carried, again, sizeof(again)) == 0;
}

constexpr bool all_that_is_denied_is_carried()
{
	for (const Level level : levels) {
		if (!is_carried(denied_by(level)) ||
		    !is_carried(completed(denied_by(level).united(strict_mark))) ||
		    !is_carried(denied_by(level).united(Set::of(LOCKDOWN_NUMBER_STRICT - 1))))
			return false;
		// One reason more, and two.
		const Set more = denied_by(level).united(Set::of(LOCKDOWN_NUMBER_KCORE));
		if (!is_carried(more) ||
		    !is_carried(more.united(Set::of(LOCKDOWN_NUMBER_XFRM_SECRET))))
			return false;
	}
	return true;
}
static_assert(all_that_is_denied_is_carried(),
	      "the next kernel would be less locked than this one");

// Every path of a file has room, is found by its last name, and a "*" ends a name.
constexpr bool is_found(const PathRow &row)
{
	const Text name = name_of(row);
	lockdown_file file = {};
	file.kind = row.kind;
	file.use = row.door.uses;
	return row.path.size() < LOCKDOWN_PATH_MAX && name.size() != 0 && name.until('*') == name &&
	       lockdown_name_matters(&file_hints, row.kind, name.size(), name.data()[0]) &&
	       needs_path(file, name);
}

constexpr bool every_path_is_found()
{
	for (const PathRow &row : path_rows) {
		if (!is_found(row))
			return false;
		for (size_t i = 0; i + 1 < row.path.size(); i++)
			if (row.path.data()[i] == '*' && row.path.data()[i + 1] != '/')
				return false;
	}
	return true;
}
static_assert(every_path_is_found(), "a path of file.hh would never be looked at");

// No use of a device that goes through a door is let by at a glance.
template <size_t N>
constexpr bool every_use_matters(const DeviceRow (&rows)[N], bool character)
{
	for (const DeviceRow &row : rows)
		for (u32 use = LOCKDOWN_USE_OPEN; use <= LOCKDOWN_USE_MMAP_WRITE; use <<= 1)
			if ((row.door.uses & use) &&
			    !(character ? lockdown_device_matters(&file_hints, use,
								  { row.major, row.minor }) :
					  lockdown_disk_matters(use)))
				return false;
	return true;
}

// The hints know no names: by that of its driver no device is opened, read or written.
constexpr bool every_driver_matters()
{
	for (const DriverRow &row : driver_rows)
		if (row.door.uses & (reading | writing))
			return false;
	return true;
}
static_assert(every_use_matters(device_rows, true) && every_use_matters(disk_rows, false) &&
		      every_use_matters(held_rows, false) && every_use_matters(scsi_rows, true) &&
		      every_use_matters(scsi_rows, false) && every_driver_matters(),
	      "a device of file.hh would never be looked at");

// A row is about a reason of ours, or, with strict on, about one of stock's.
constexpr bool files_are_guarded_from_their_level()
{
	for (const Level level : levels) {
		const Set strict = completed(denied_by(level).united(strict_mark));
		if (guards_files(denied_by(level), {}) ||
		    guards_files(strict, {}) != (level != Level::None))
			return false;
	}
	return guards_files({}, strict_reasons) &&
	       !guards_files({}, denied_by(Level::Confidentiality));
}
static_assert(files_are_guarded_from_their_level(), "files are looked at in vain, or not at all");

// A module is called with '_' for '-', and so are the parameters of the table; a row
// about one of them has it, and it is met by what no parameter takes for nothing.
constexpr bool every_module_is_met()
{
	for (const ModuleRow &row : module_rows) {
		const Text module = row.name.until('.');
		const bool has_parameter = module.size() < row.name.size();
		if (has_parameter == (row.when == When::Loaded) ||
		    row.name.until('-') != row.name ||
		    scope_of(static_cast<u32>(row.reason)) != Scope::Strict)
			return false;
		char text[LOCKDOWN_LINE_MAX] = {};
		Line line(text, sizeof(text));
		line.add({ row.name.data() + module.size() + has_parameter,
			   row.name.size() - module.size() - has_parameter });
		line.add("=1");
		if (find_row(module, { text, line.length() }) != &row ||
		    (has_parameter && find_row(module, "") != nullptr))
			return false;
	}
	return find_row("", "") == nullptr;
}
static_assert(every_module_is_met(), "a row of module.hh would never be met");

// To count goes on, and so does what leaves the kernel out, whatever it samples but
// where its memory lies.
constexpr bool who_profiles_programs_is_let_be()
{
	const u64 all = ~u64{ LOCKDOWN_PERF_SAMPLE_PHYS_ADDR };
	for (u32 type = 0; type < 64; type++) {
		const lockdown_perf counting = { type, LOCKDOWN_PERF_KERNEL, 0, 0, 0 };
		const lockdown_perf sampling = { type,
						 LOCKDOWN_PERF_OVERFLOWS | LOCKDOWN_PERF_TRACES, 0,
						 all, ~u64{ LOCKDOWN_PERF_BRANCH_KERNEL } };
		if ((type != LOCKDOWN_PERF_BREAKPOINT && tells(counting)) || tells(sampling))
			return false;
	}
	return true;
}
static_assert(who_profiles_programs_is_let_be(), "perf is refused where it tells nothing");

// Firmware raises the level only where it says that Secure Boot is on.
constexpr bool secure_boot_raises_only_where_it_is_on()
{
	for (const Level configured : levels) {
		for (u32 mode = 0; mode < 256; mode++) {
			const Level wanted =
				mode == LOCKDOWN_SECURE_BOOT_ENABLED ? configured : Level::None;
			if (level_of(SecureBoot{ mode }, configured) != wanted)
				return false;
		}
	}
	return true;
}
static_assert(secure_boot_raises_only_where_it_is_on(), "Secure Boot is misread");

// Wherever a crash may start no image, none is let in that is not verified: neither
// here, where that is asked for first, nor by kexec_load(2), which asks for nothing else.
static_assert(denied_by(Level::Integrity).includes(Set::of(LOCKDOWN_NUMBER_KEXEC)) &&
		      level_of(LOCKDOWN_NUMBER_VMCORE) != Level::None,
	      "a crash may start what nothing verifies");

// What is rendered is read back as the same reasons: every level, and a list.
constexpr bool a_list_is_read_back(const Set &reasons)
{
	char text[LOCKDOWN_LIST_MAX] = {};
	const int length = render_set(reasons, text, sizeof(text));
	if (length <= 0)
		return false;
	const ParsedSet parsed = parse_watch({ text, static_cast<size_t>(length) });
	return parsed.understood && parsed.set == reasons;
}

constexpr bool every_list_is_read_back()
{
	for (const Level level : levels)
		if (!a_list_is_read_back(reasons_of(level)) ||
		    !a_list_is_read_back(reasons_of(level).united(strict_by(level))) ||
		    !a_list_is_read_back(reasons_of(level).united(strict_reasons)) ||
		    !denied_by(level).includes(reasons_of(level)))
			return false;
	return a_list_is_read_back(
		Set::of(LOCKDOWN_NUMBER_KCORE).united(Set::of(LOCKDOWN_NUMBER_PERF)));
}
static_assert(every_list_is_read_back(), "a list that is rendered cannot be read back");

// A name of a level is no slug: a list cannot be mistaken for a level.
constexpr bool no_level_is_a_slug()
{
	for (const Level level : levels)
		if (parse_slug(name(level)).understood)
			return false;
	return !parse_slug(strict_name).understood && !parse_level(strict_name).understood;
}
static_assert(no_level_is_a_slug(), "a reason has the name of a level, or of strict");

// Single reasons come on top of a complete integrity, and of nothing less.
constexpr bool refining_needs_integrity()
{
	Set almost;
	for (u32 number = 0; number < reason_count; number++)
		if (level_of(number) != Level::Integrity || number != LOCKDOWN_NUMBER_DEV_MEM)
			almost = almost.united(Set::of(number));
	return !may_refine(almost) && !may_refine(denied_by(Level::None)) &&
	       may_refine(denied_by(Level::Integrity)) &&
	       may_refine(denied_by(Level::Confidentiality));
}
static_assert(refining_needs_integrity(), "a reason is added below integrity");

// The slug of every reason, and of numbers that no kernel has yet, has room.
constexpr bool every_slug_has_room()
{
	char text[LOCKDOWN_SLUG_MAX - 1] = {};
	for (u32 number = 0; number < reason_count; number++)
		if (render_slug(number, text, sizeof(text)) <= 0)
			return false;
	return render_slug(~0U, text, sizeof(text)) > 0;
}
static_assert(every_slug_has_room(), "LOCKDOWN_SLUG_MAX is too small");

// Whatever has been counted, the line of every reason has room.
constexpr bool every_reason_has_room_for_its_line()
{
	for (u32 number = 0; number < reason_count; number++) {
		char line[LOCKDOWN_REASON_LINE_MAX] = {};
		if (is_reason(number) &&
		    render_reason(number, {}, {}, { ~0ULL, ~0ULL, ~0ULL }, line, sizeof(line)) <= 0)
			return false;
	}
	return true;
}
static_assert(every_reason_has_room_for_its_line(), "LOCKDOWN_REASON_LINE_MAX is too small");

} // namespace
} // namespace lockdown
