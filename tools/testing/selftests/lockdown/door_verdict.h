/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an attempt shows of a door: a line of output, and whether the door is as
 * its level promises. To be included behind kselftest_harness.h.
 *
 *	# door kcore reason kcore level integrity state open errno 0 log 0
 */

#ifndef DOOR_VERDICT_H
#define DOOR_VERDICT_H

#include "denial.h"
#include "doors.h"
#include "reasons_file.h"

/* A line of doors_list.h. */
struct door {
	const char *slug;
	enum lockdown_reason reason;
	enum level level;
	int refusal;
	int lines;
};

#define DOOR_OF_LINE(slug_, reason_, level_, refusal_, lines_, what_)	\
	{								\
		.slug = #slug_,						\
		.reason = LOCKDOWN_##reason_,				\
		.level = LEVEL_##level_,				\
		.refusal = (refusal_),					\
		.lines = (lines_),					\
	}

/* Is the door shut at this level, or does it take strict besides? */
static inline bool is_shut(const struct door *door, enum level level)
{
	return level >= door->level &&
	       (!reasons[door->reason].strict || strict_is_on());
}

/* A door that answers with no errno is shut if nothing came of the attempt. */
static inline const char *door_state(const struct door *door,
				     const struct attempt *attempt)
{
	if (attempt->missing)
		return "unknown";
	if (attempt->effect)
		return "open";

	return attempt->error || !door->refusal ? "shut" : "unknown";
}

/* How many lines of the log an attempt must leave, or at least must. */
static inline int lines_wanted(const struct door *door)
{
	if (door->lines == LINES_OF_QUESTION)
		return access(REASONS_FILE, F_OK) ? 1 : 0;

	return door->lines == LINES_VARY ? 1 : door->lines;
}

/**
 * judge_door() - Tell what an attempt showed; fail the test if it is wrong
 * @level: The level at which the door was tried.
 * @denials: What the attempt left in the log.
 */
static inline void judge_door(struct __test_metadata *_metadata,
			      const struct door *door, enum level level,
			      const struct attempt *attempt,
			      const struct denials *denials)
{
	ksft_print_msg("door %s reason %s level %s state %s errno %s log %d\n",
		       door->slug, reasons[door->reason].slug,
		       level_names[level], door_state(door, attempt),
		       attempt->error ? strerrorname_np(attempt->error) : "0",
		       denials->exact);

	if (attempt->missing)
		SKIP(return, "%s", attempt->missing);

	EXPECT_EQ(0, denials->other);
	if (!is_shut(door, level)) {
		EXPECT_EQ(0, attempt->error);
		EXPECT_TRUE(attempt->effect);
		EXPECT_EQ(0, denials->exact);
	} else if (attempt->unbuilt) {
		EXPECT_EQ(ENOENT, attempt->error);
		EXPECT_FALSE(attempt->effect);
		EXPECT_EQ(0, denials->exact);
	} else {
		EXPECT_EQ(door->refusal, attempt->error);
		EXPECT_FALSE(attempt->effect);
		EXPECT_LE(lines_wanted(door), denials->exact);
		EXPECT_TRUE(door->lines == LINES_VARY ||
			    lines_wanted(door) == denials->exact);
	}
}

#endif /* DOOR_VERDICT_H */
