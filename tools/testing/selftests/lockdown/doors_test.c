// SPDX-License-Identifier: GPL-2.0
/*
 * Each door is open below the level of its reason, and shut from that level up.
 *
 * Lockdown is one-way, so one boot shows one level: the tests judge by the
 * level that they find. One line of output for each door tells what was seen:
 *
 *	# door kcore reason kcore level integrity state open errno 0 log 0
 */

#include <assert.h>

#include "../kselftest_harness.h"

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

/* Every reason has a door, or a word why there is none, and never both. */
enum {
	REASONS_WITH_DOOR = 0
#define DOOR(slug, reason, ...)		| 1ULL << LOCKDOWN_##reason
#define BOOT_DOOR(slug, reason, ...)	| 1ULL << LOCKDOWN_##reason
#include "doors_list.h"
};

enum {
	REASONS_WITHOUT_DOOR = 0
#define NO_DOOR(reason, ...)		| 1ULL << LOCKDOWN_##reason
#include "doors_list.h"
};

#define LOCKDOWN_REASON(symbol, ...)					\
	static_assert((REASONS_WITH_DOOR ^ REASONS_WITHOUT_DOOR) &	\
		      1ULL << LOCKDOWN_##symbol,			\
		      #symbol ": needs a door or a NO_DOOR() in doors_list.h");
#include "reasons.h"

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

#define DOOR(slug, ...)					\
	FIXTURE_VARIANT_ADD(door, slug)			\
	{						\
		.door = DOOR_OF_LINE(slug, __VA_ARGS__),	\
		.probe = probe_##slug,			\
	};
#include "doors_list.h"

TEST_F_TIMEOUT(door, is_open_below_its_level_and_shut_from_it, 60)
{
	const int lines = lines_wanted(&variant->door);
	const bool shut = self->level >= variant->door.level;
	const bool question = variant->door.lines == LINES_OF_QUESTION;
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
	EXPECT_EQ(watched && !question, after.observed != before.observed);
	if (question)
		told = after.queried != before.queried;
	else
		told = after.denied != before.denied;
	EXPECT_EQ(shut, told);
}

/* What lockdown has no say in. */
FIXTURE(no_door)
{
	struct kernel_log log;
};

FIXTURE_VARIANT(no_door)
{
	door_probe probe;
	/* The errno of every level, 0 if it is done at every level. */
	int error;
};

FIXTURE_SETUP(no_door)
{
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(no_door)
{
	kernel_log_close(&self->log);
}

/* What is refused is the missing signature, not the module or the kernel. */
FIXTURE_VARIANT_ADD(no_door, module_signed)
{
	.probe = probe_module_signed,
};

FIXTURE_VARIANT_ADD(no_door, module_trusted)
{
	.probe = probe_module_trusted,
};

FIXTURE_VARIANT_ADD(no_door, kexec_file_signed)
{
	.probe = probe_kexec_file_signed,
};

/* A bad signature is worse than none. */
FIXTURE_VARIANT_ADD(no_door, module_revoked)
{
	.probe = probe_module_revoked,
	.error = EKEYREJECTED,
};

FIXTURE_VARIANT_ADD(no_door, module_changed)
{
	.probe = probe_module_changed,
	.error = EKEYREJECTED,
};

FIXTURE_VARIANT_ADD(no_door, module_overlong)
{
	.probe = probe_module_overlong,
	.error = EBADMSG,
};

/* What is refused is to change the kernel, not to look at it. */
FIXTURE_VARIANT_ADD(no_door, debugfs_read)
{
	.probe = probe_debugfs_read,
};

TEST_F(no_door, is_the_same_at_every_level)
{
	struct attempt attempt = variant->probe();
	struct denials denials;

	denials = denials_since(&self->log, 0);
	if (attempt.missing)
		SKIP(return, "%s", attempt.missing);

	EXPECT_EQ(variant->error, attempt.error);
	EXPECT_EQ(!variant->error, attempt.effect);
	EXPECT_EQ(0, denials.exact + denials.other);
}

TEST_HARNESS_MAIN
