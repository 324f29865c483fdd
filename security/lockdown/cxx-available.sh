#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Can this compiler driver, given with its flags, compile freestanding C++20?
set -e

printf '%s\n' \
	'enum class Level : unsigned { None };' \
	'consteval unsigned number(Level level) { return static_cast<unsigned>(level); }' \
	'constinit unsigned denied = number(Level::None);' |
	"$@" -x c++ -std=gnu++20 -ffreestanding -nostdinc -nostdinc++ \
		-fno-exceptions -fno-rtti -fsyntax-only -Werror - 2>/dev/null
