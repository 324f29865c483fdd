/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The test of one door in the running system. To be included behind
 * kselftest_harness.h; DOOR_VARIANT() gives it a line of doors_list.h.
 */

#ifndef DOOR_TEST_H
#define DOOR_TEST_H

#include "door_verdict.h"
#include "kernel_release.h"

FIXTURE(door)
{
	struct kernel_log log;
	enum level level;
};

FIXTURE_VARIANT(door)
{
	struct door door;
	door_probe probe;
};

#define DOOR_VARIANT(slug, ...)				\
	FIXTURE_VARIANT_ADD(door, slug)			\
	{						\
		.door = DOOR_OF_LINE(slug, __VA_ARGS__),	\
		.probe = probe_##slug,			\
	};

FIXTURE_SETUP(door)
{
	int level = level_enforced();

	if (level == -ENOENT)
		SKIP(return, "securityfs is not mounted");
	ASSERT_LE(0, level) {
		TH_LOG("%s: %s", LOCKDOWN_FILE, strerror(-level));
	}
	self->level = level;

	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(door)
{
	kernel_log_close(&self->log);
}

TEST_F_TIMEOUT(door, is_open_below_its_level_and_shut_from_it, 60)
{
	const int lines = lines_wanted(&variant->door);
	const bool shut = is_shut(&variant->door, self->level);
	const bool question = variant->door.lines == LINES_OF_QUESTION;
	/* The kernel's own questions are never observed, those of strict reasons are. */
	const bool unseen = question && !reasons[variant->door.reason].strict;
	const char *slug = reasons[variant->door.reason].slug;
	struct reason_line before, after;
	struct denials denials;
	struct attempt attempt;
	bool counted, watched, told;

	counted = !reason_line(slug, &before);
	watched = counted && !strcmp(before.state, "watched");
	attempt = variant->probe();
	denials = denials_since(&self->log, variant->door.reason);

	/* A burst of other denials costs a line: try once more. */
	if (shut && denials.exact < lines && !attempt.unbuilt &&
	    !attempt.missing && denials_are_limited()) {
		denials_wait_for_limit();
		attempt = variant->probe();
		denials = denials_since(&self->log, variant->door.reason);
	}

	/* Older kernels make the event's directory before they ask for the probe. */
	if (variant->door.reason == LOCKDOWN_KPROBES && kernel_is_before(6, 12))
		denials.other = 0;

	judge_door(_metadata, &variant->door, self->level, &attempt, &denials);
	EXPECT_TRUE(watched || !denials.observed);
	if (!counted || attempt.missing || attempt.unbuilt)
		return;
	/* The log has ten lines in five seconds; the counts have all. */
	ASSERT_EQ(0, reason_line(slug, &after));
	EXPECT_EQ(watched && !unseen, after.observed != before.observed);
	if (question)
		told = after.queried != before.queried;
	else
		told = after.denied != before.denied;
	EXPECT_EQ(shut, told);
}

#endif /* DOOR_TEST_H */
