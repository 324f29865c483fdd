/* SPDX-License-Identifier: GPL-2.0 */
/* What a denial leaves in the kernel's log, for each reason. */

#ifndef DENIAL_H
#define DENIAL_H

#include <stdbool.h>

#include "kernel_log.h"
#include "lockdown_file.h"

/* The kernel's names; the numbers are the tests' own. */
enum lockdown_reason {
#define LOCKDOWN_REASON(symbol, ...) LOCKDOWN_##symbol,
#include "reasons.h"
	LOCKDOWN_REASON_COUNT
};

/* The last column of the kernel's table. */
enum scope {
	SCOPE_BASE,
	SCOPE_STRICT
};

struct reason {
	const char *slug;
	const char *text;
	/* The lowest level that denies it. */
	enum level level;
	/* Only while strict is on. */
	bool strict;
};

extern const struct reason reasons[LOCKDOWN_REASON_COUNT];

/* Lines about requests of this program. */
struct denials {
	/* Exactly the kernel's line for the reason, at notice severity. */
	int exact;
	/* What was watched and allowed, of any reason: one attempt may need two. */
	int observed;
	/* Any other line that names this program. */
	int other;
};

/**
 * denials_of() - Count a requester's denials among the records not yet read
 * @log: Read to its end.
 * @comm: Name of the task that asked.
 * @reason: The reason that is expected.
 */
struct denials denials_of(struct kernel_log *log, const char *comm,
			  enum lockdown_reason reason);

/**
 * denials_since() - Count this program's denials among the records not yet read
 * @log: Read to its end.
 * @reason: The reason that is expected.
 */
struct denials denials_since(struct kernel_log *log,
			     enum lockdown_reason reason);

/**
 * denials_are_limited() - Does the stock kernel withhold denials now?
 *
 * Stock has one limit for all reasons together: ten lines in five seconds.
 */
bool denials_are_limited(void);

/* Sleep until stock's limit starts anew. */
void denials_wait_for_limit(void);

#endif /* DENIAL_H */
