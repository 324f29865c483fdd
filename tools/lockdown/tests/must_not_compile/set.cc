// SPDX-License-Identifier: GPL-2.0
// A set of reasons has no spelling for removal, and keeps its words to itself.

#include "set.hh"

namespace lockdown
{
namespace
{

[[maybe_unused]] bool control(Set &set, const lockdown_set &raw)
{
	set = set.united(Set(raw));
	return set.includes(Set::of(LOCKDOWN_NUMBER_KEXEC));
}

[[maybe_unused]] void use(Set &set, const Set &other)
{
#if defined(CASE_a_reason_is_removed)
	// EXPECT: no member named 'remove'
	set.remove(LOCKDOWN_NUMBER_KEXEC);
#elif defined(CASE_a_set_is_cleared)
	// EXPECT: no member named 'clear'
	set.clear();
#elif defined(CASE_a_set_is_subtracted)
	// EXPECT: no match for 'operator-'|invalid operands to binary expression
	set = set - other;
#elif defined(CASE_a_set_is_intersected)
	// EXPECT: no match for 'operator&'|invalid operands to binary expression
	set = set & other;
#elif defined(CASE_a_set_is_complemented)
	// EXPECT: no match for 'operator~'|invalid argument type .* to unary expression
	set = ~set;
#elif defined(CASE_a_word_is_stored_through_raw)
	// EXPECT: read-only location|cannot assign to return value
	set.raw().word[0] = 0;
#elif defined(CASE_the_words_are_reached)
	// EXPECT: is private within this context|is a private member
	set.raw_ = {};
#elif defined(CASE_a_number_is_taken_as_a_set)
	// EXPECT: cannot convert|no viable conversion|could not bind
	set = set.united(LOCKDOWN_NUMBER_KEXEC);
#elif defined(CASE_plain_words_are_taken_as_a_set)
	// EXPECT: cannot convert|no viable conversion|could not bind
	set = set.united(other.raw());
#endif
	(void)set;
	(void)other;
}

} // namespace
} // namespace lockdown
