// SPDX-License-Identifier: GPL-2.0
// What the subset of C++ leaves out is refused by the compiler.

#include "language.hh"

namespace lockdown
{
namespace
{

[[maybe_unused]] int control(int value)
{
	return value;
}

#if defined(CASE_std)
// EXPECT: poisoned
using Size = decltype(std::declval<int>());
#elif defined(CASE_new)
// EXPECT: poisoned
[[maybe_unused]] int *make()
{
	return new int;
}
#elif defined(CASE_throw)
// EXPECT: poisoned
[[maybe_unused]] void fail()
{
	throw 1;
}
#elif defined(CASE_try_and_catch)
// EXPECT: poisoned
[[maybe_unused]] void attempt()
{
	try {
	} catch (...) {
	}
}
#elif defined(CASE_dynamic_cast)
// EXPECT: poisoned
struct Base {};
[[maybe_unused]] Base *cast(Base *base)
{
	return dynamic_cast<Base *>(base);
}
#elif defined(CASE_typeid)
// EXPECT: poisoned
[[maybe_unused]] const void *type()
{
	return &typeid(int);
}
#elif defined(CASE_virtual)
// EXPECT: poisoned
struct Base {
	virtual void call();
};
#elif defined(CASE_thread_local)
// EXPECT: poisoned
[[maybe_unused]] thread_local int each;
#elif defined(CASE_goto)
// EXPECT: poisoned
[[maybe_unused]] void jump()
{
	goto out;
out:;
}
#endif

} // namespace
} // namespace lockdown
