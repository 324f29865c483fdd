// SPDX-License-Identifier: GPL-2.0
// A global name outside of the seam.
// EXPECT: global symbol outside the seam: state

int state;
