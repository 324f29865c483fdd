// SPDX-License-Identifier: GPL-2.0
// A static object with a constructor.
// EXPECT: section: .*\.init_array

extern "C" int memcmp(const void *, const void *, __SIZE_TYPE__);

namespace
{
struct Early {
	Early()
		: value(memcmp("a", &value, 1))
	{
	}
	int value;
} early;
} // namespace

extern "C" int lockdown_early()
{
	return early.value;
}
