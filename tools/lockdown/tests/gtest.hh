// SPDX-License-Identifier: GPL-2.0
// What all tests include, compiled once.

#include <atomic>
#include <cctype>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
