#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Names each reason that the kernel's enum has and the table lacks. Such a
# reason is locked all the same, by its place in the enum; only its slug is
# missing, so this is a message and no error.
#
# Usage: reasons-check.sh include/linux/security.h security/lockdown/reasons.h
set -e

if [ $# -ne 2 ]; then
	echo "usage: $0 SECURITY_H REASONS_H" >&2
	exit 2
fi

level=INTEGRITY
sed -n '/^enum lockdown_reason {/,/^}/s/^[[:space:]]*LOCKDOWN_\([A-Z0-9_]*\).*/\1/p' "$1" |
	while read -r symbol; do
		case $symbol in
		NONE | CONFIDENTIALITY_MAX)
			continue
			;;
		INTEGRITY_MAX)
			level=CONFIDENTIALITY
			continue
			;;
		esac
		if ! grep -q "^LOCKDOWN_REASON($symbol," "$2"; then
			slug=$(echo "$symbol" | tr '[:upper:]' '[:lower:]')
			echo "$2: warning: add LOCKDOWN_REASON($symbol, $slug," \
				"\"<its text in lockdown_reasons[]>\", $level, BASE)" >&2
		fi
	done
