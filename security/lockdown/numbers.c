// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's enum as numbers that C++ can read: Kbuild compiles this file to
 * assembly and makes numbers.h of it.
 */

#include <linux/kbuild.h>
#include <linux/security.h>

static void __used lockdown_numbers(void)
{
	DEFINE(LOCKDOWN_NUMBER_NONE, LOCKDOWN_NONE);
#define LOCKDOWN_DEFINE_BASE(symbol) DEFINE(LOCKDOWN_NUMBER_##symbol, LOCKDOWN_##symbol)
#define LOCKDOWN_DEFINE_STRICT(symbol)
#define LOCKDOWN_REASON(symbol, slug, text, level, scope) { LOCKDOWN_DEFINE_##scope(symbol); }
#include "reasons.h"
	DEFINE(LOCKDOWN_NUMBER_INTEGRITY_MAX, LOCKDOWN_INTEGRITY_MAX);
	DEFINE(LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX, LOCKDOWN_CONFIDENTIALITY_MAX);
}
