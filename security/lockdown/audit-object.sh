#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Refuses a C++ object that would bring more into the kernel than code and
# constant data: a runtime, a constructor, a section that the kernel's linker
# script does not know, a symbol that modpost or objtool does not know.
#
# Usage: audit-object.sh NM READELF OBJECT [unwind-tables]
# NM and READELF are commands, with options on some architectures. unwind-tables:
# the kernel has asked for them and its linker script knows them.
set -e

if [ $# -ne 3 ] && [ "$4" != unwind-tables ]; then
	echo "usage: $0 NM READELF OBJECT [unwind-tables]" >&2
	exit 2
fi
nm=$1
readelf=$2
object=$3
unwind_tables=$4
bad=0

refuse() {
	echo "$object: error: lockdown core: $1: $2" >&2
	bad=1
}

symbols=$($nm "$object")
sections=$($readelf -S -W "$object")
header=$($readelf -h "$object")

# What a kernel may ask of any object: the compiler's memory functions, the
# profiler's and the stack protector's entry points, return and indirect
# thunks, and the run-time parts of the sanitizers and the GCC plugins.
allowed='memcpy|memmove|memset|memcmp'
allowed="$allowed|__fentry__|_mcount|mcount|__gnu_mcount_nc"
allowed="$allowed|__stack_chk_(fail|guard)|__ref_stack_chk_guard"
allowed="$allowed|__x86_(return_thunk|indirect_thunk.*|indirect_call_thunk.*)"
allowed="$allowed|latent_entropy|stackleak_track_stack|_GLOBAL_OFFSET_TABLE_|\.TOC\."
# gcc -Os on powerpc keeps a function's registers with these of the kernel.
allowed="$allowed|_(save|rest)gpr[01]_[0-9]+"
sanitizers='__(asan|hwasan|kasan|kcsan|tsan|msan|ubsan|sanitizer_cov|gcov)_[a-z0-9_]*'
sanitizers="$sanitizers|llvm_gc(ov|da)_[a-z0-9_]*"
allowed="$allowed|$sanitizers"

for symbol in $(echo "$symbols" | awk '$1 == "U" { print $2 }'); do
	echo "$symbol" | grep -Eqx "$allowed" || refuse "undefined symbol" "$symbol"
done
for symbol in $(echo "$symbols" | awk '$2 ~ /^[iuVvWw]$/ { print $3 }
				       $1 ~ /^[vw]$/ { print $2 }'); do
	refuse "weak, unique or indirect symbol" "$symbol"
done
for symbol in $(echo "$symbols" | awk '{ print $NF }' |
		grep -E '^_ZT[ISV]|^_ZGV|^_Zn[aw]|^_Zd[al]|__cxa_|__gxx_'); do
	refuse "symbol of a C++ runtime" "$symbol"
done
for symbol in $(echo "$symbols" | awk '$2 ~ /^[BDRT]$/ { print $3 }' |
		grep -Ev '^(__(cfi|pfx)_)?lockdown_'); do
	refuse "global symbol outside the seam" "$symbol"
done

refused='\.gcc_except_table|\.group|\.(text|data|rodata|bss)\._Z'
[ -n "$unwind_tables" ] || refused="$refused|\.eh_frame"
# The sanitizers add constructors of their own, which the kernel runs, and mark
# the object as GNU's.
sanitized=$(echo "$symbols" | awk '$1 == "U" { print $2 }' | grep -Ecx "$sanitizers" || true)
if [ "$sanitized" -eq 0 ]; then
	refused="$refused|\.init_array|\.ctors|\.fini_array|\.dtors"
fi
for section in $(echo "$sections" | grep -Eo "[[:space:]]($refused)[^[:space:]]*"); do
	refuse "section" "$section"
done

if [ "$sanitized" -eq 0 ] && ! echo "$header" | grep 'OS/ABI' | grep -Eq 'System V|SystemV'; then
	refuse "OS/ABI" "$(echo "$header" | grep -E 'OS/ABI')"
fi

exit $bad
