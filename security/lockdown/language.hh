// SPDX-License-Identifier: GPL-2.0
// The C++ subset: what every part of the core may use, and what none may.
#pragma once

// The core stands alone: no hosted library, no runtime, no kernel header.
#pragma GCC poison std new throw try catch dynamic_cast typeid virtual thread_local goto
