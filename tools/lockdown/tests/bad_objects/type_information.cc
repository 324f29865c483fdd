// SPDX-License-Identifier: GPL-2.0
// A class with virtual functions, and its type information.
// EXPECT: symbol of a C\+\+ runtime: _ZT[ISV]
// FLAGS: -frtti

namespace
{
struct Base {
	virtual int value() const
	{
		return 1;
	}
};
Base base;
} // namespace

extern "C" const void *lockdown_base()
{
	return &base;
}
