// SPDX-License-Identifier: GPL-2.0
/*
 * Each door of a strict reason is shut from its level up while strict is on, and
 * open otherwise. The tests judge by what they find, as doors_test does.
 */

#include "../kselftest_harness.h"

#include "door_test.h"

#define STRICT_DOOR(...)	DOOR_VARIANT(__VA_ARGS__)
#include "doors_list.h"

TEST_HARNESS_MAIN
