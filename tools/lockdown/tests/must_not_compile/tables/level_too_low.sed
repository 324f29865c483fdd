# SPDX-License-Identifier: GPL-2.0
# A reason of confidentiality says integrity.
# EXPECT: a level that contradicts the kernel's enum
/(KCORE,/s/CONFIDENTIALITY, BASE/INTEGRITY, BASE/
