// SPDX-License-Identifier: GPL-2.0
// ThreadSanitizer takes a volatile load for a plain one that may tear. For the
// kernel a volatile load of an aligned word is atomic, as by READ_ONCE(), so
// the compiler is told to report such loads here, where they are let pass.

extern "C" {
void __tsan_volatile_read1(void *)
{
}
void __tsan_volatile_read2(void *)
{
}
void __tsan_volatile_read4(void *)
{
}
void __tsan_volatile_read8(void *)
{
}
}
