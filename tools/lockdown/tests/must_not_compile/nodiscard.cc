// SPDX-License-Identifier: GPL-2.0
// A result that is thrown away is an error.

#include "grammar.hh"

namespace lockdown
{
namespace
{

[[maybe_unused]] bool control(lockdown_set &live, const Set &more)
{
	return raise(live, more);
}

[[maybe_unused]] void use(lockdown_set &live, const Set &set, char *buffer)
{
#if defined(CASE_a_raise_is_not_looked_at)
	// EXPECT: nodiscard
	raise(live, set);
#elif defined(CASE_a_snapshot_is_not_looked_at)
	// EXPECT: nodiscard
	snapshot(live);
#elif defined(CASE_a_union_is_not_kept)
	// EXPECT: nodiscard
	set.united(set);
#elif defined(CASE_an_answer_is_not_looked_at)
	// EXPECT: nodiscard
	set.includes(set);
#elif defined(CASE_a_boot_value_is_not_looked_at)
	// EXPECT: nodiscard
	parse_boot("none");
#elif defined(CASE_a_write_is_not_looked_at)
	// EXPECT: nodiscard
	parse_write("none");
#elif defined(CASE_a_length_is_not_looked_at)
	// EXPECT: nodiscard
	render_level(Level::None, buffer, 1);
#elif defined(CASE_a_level_is_not_looked_at)
	// EXPECT: nodiscard
	level_held(set);
#endif
	(void)live;
	(void)set;
	(void)buffer;
}

} // namespace
} // namespace lockdown
