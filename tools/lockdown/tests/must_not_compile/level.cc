// SPDX-License-Identifier: GPL-2.0
// A level is neither a number nor a reason.

#include "grammar.hh"

namespace lockdown
{
namespace
{

[[maybe_unused]] Level control(Level level)
{
	return level_held(denied_by(level));
}

#if defined(CASE_an_int_is_taken_as_a_level)
// EXPECT: cannot convert|cannot initialize a variable
[[maybe_unused]] Level level = 1;
#elif defined(CASE_an_int_is_passed_as_a_level)
// EXPECT: cannot convert|no matching function|no known conversion
[[maybe_unused]] Set set = denied_by(1);
#elif defined(CASE_a_level_is_taken_as_an_int)
// EXPECT: cannot convert|cannot initialize a variable
[[maybe_unused]] u32 number = Level::Integrity;
#elif defined(CASE_a_level_is_compared_with_an_int)
// EXPECT: no match for 'operator>'|invalid operands
[[maybe_unused]] bool above(Level level)
{
	return level > 1;
}
#elif defined(CASE_a_level_is_passed_through_the_seam)
// EXPECT: cannot convert|no matching function|no known conversion
[[maybe_unused]] void store(lockdown_set *set)
{
	lockdown_core_level_set(Level::None, set);
}
#elif defined(CASE_a_reason_is_passed_as_a_level)
// EXPECT: cannot convert|no matching function|no known conversion
[[maybe_unused]] Set set = denied_by(Reason::KCORE);
#elif defined(CASE_a_level_that_does_not_exist)
// EXPECT: 'Unlocked' is not a member|no member named 'Unlocked'
[[maybe_unused]] Level level = Level::Unlocked;
#elif defined(CASE_a_parsed_level_is_used_unasked)
// EXPECT: cannot convert|no viable conversion
[[maybe_unused]] Level level = parse_boot("integrity");
#elif defined(CASE_a_parsed_level_is_taken_as_a_bool)
// EXPECT: cannot convert|no viable conversion
[[maybe_unused]] bool understood = parse_boot("integrity");
#elif defined(CASE_a_pointer_is_taken_as_a_text)
// EXPECT: could not convert|no matching function|no viable conversion
[[maybe_unused]] Parsed read(const char *text)
{
	return parse_boot(text);
}
#endif

} // namespace
} // namespace lockdown
