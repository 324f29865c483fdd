// SPDX-License-Identifier: GPL-2.0
/*
 * KUnit cases of lockdown: the core inside the kernel, on sets of its own, and
 * the rim where it can be asked without changing the level of this kernel.
 */

#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/security.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "../rim.h"

struct text_case {
	const char *text;
	size_t length;
	int ret;
	u32 level;
	const char *description;
};

#define ROW(text, ret, level, description) { text, sizeof(text) - 1, ret, level, description }

static void describe_text(const struct text_case *row, char *description)
{
	strscpy(description, row->description, KUNIT_PARAM_DESC_SIZE);
}

static const struct text_case write_cases[] = {
	ROW("none", 0, LOCKDOWN_LEVEL_NONE, "none is a level"),
	ROW("integrity", 0, LOCKDOWN_LEVEL_INTEGRITY, "integrity is a level"),
	ROW("confidentiality", 0, LOCKDOWN_LEVEL_CONFIDENTIALITY,
	    "confidentiality is a level"),
	ROW("integrity\n", 0, LOCKDOWN_LEVEL_INTEGRITY, "one trailing newline is accepted"),
	ROW("confidentiality\n\0", 0, LOCKDOWN_LEVEL_CONFIDENTIALITY,
	    "the longest text and its NUL fit"),
	ROW("integrity\0rest", 0, LOCKDOWN_LEVEL_INTEGRITY, "a NUL ends the text"),
	ROW("integrity\n\n", -EINVAL, 0, "two newlines are not accepted"),
	ROW("\nintegrity", -EINVAL, 0, "a leading newline is not accepted"),
	ROW(" integrity", -EINVAL, 0, "a leading blank is not accepted"),
	ROW("integrity ", -EINVAL, 0, "a trailing blank is not accepted"),
	ROW("Integrity", -EINVAL, 0, "names are lower case"),
	ROW("integrit", -EINVAL, 0, "a part of a name is none"),
	ROW("integrityy", -EINVAL, 0, "more than a name is none"),
	ROW("confidentialityyy", -EINVAL, 0, "an overlong text is none"),
	ROW("[integrity]", -EINVAL, 0, "brackets are for reading"),
	ROW("\n", -EINVAL, 0, "a newline alone is no level"),
	ROW("\0integrity", -EINVAL, 0, "a leading NUL leaves no text"),
	ROW("", -EINVAL, 0, "an empty text is no level"),
};

KUNIT_ARRAY_PARAM(write, write_cases, describe_text);

static void writes_are_read_as_the_abi_says(struct kunit *test)
{
	const struct text_case *row = test->param_value;
	u32 level = 77;

	KUNIT_EXPECT_EQ(test, lockdown_core_parse_write(row->text, row->length, &level), row->ret);
	KUNIT_EXPECT_EQ(test, level, row->ret ? 77 : row->level);
}

static const struct text_case boot_cases[] = {
	ROW("integrity", 0, LOCKDOWN_LEVEL_INTEGRITY, "integrity is accepted"),
	ROW("confidentiality", 0, LOCKDOWN_LEVEL_CONFIDENTIALITY,
	    "confidentiality is accepted"),
	ROW("none", -EINVAL, 0, "none is not understood"),
	ROW("integrity\n", -EINVAL, 0, "a newline is not understood"),
	ROW("integ", -EINVAL, 0, "a part of a name is not understood"),
	ROW("1", -EINVAL, 0, "a number is not understood"),
	ROW("", -EINVAL, 0, "an empty value is not understood"),
};

KUNIT_ARRAY_PARAM(boot, boot_cases, describe_text);

#undef ROW

static void boot_values_are_read_as_the_abi_says(struct kunit *test)
{
	const struct text_case *row = test->param_value;
	u32 level = 77;

	KUNIT_EXPECT_EQ(test, lockdown_core_parse_boot(row->text, row->length, &level), row->ret);
	KUNIT_EXPECT_EQ(test, level, row->ret ? 77 : row->level);
}

static void every_level_is_shown_as_the_abi_says(struct kunit *test)
{
	static const char *const lines[] = {
		[LOCKDOWN_LEVEL_NONE] = "[none] integrity confidentiality\n",
		[LOCKDOWN_LEVEL_INTEGRITY] = "none [integrity] confidentiality\n",
		[LOCKDOWN_LEVEL_CONFIDENTIALITY] = "none integrity [confidentiality]\n",
	};
	char line[LOCKDOWN_LINE_MAX + 1];
	u32 level;
	int length;

	for (level = 0; level < ARRAY_SIZE(lines); level++) {
		memset(line, 0, sizeof(line));
		length = lockdown_core_render_level(level, line, LOCKDOWN_LINE_MAX);
		KUNIT_EXPECT_EQ(test, length, strlen(lines[level]));
		KUNIT_EXPECT_STREQ(test, line, lines[level]);
	}
	KUNIT_EXPECT_EQ(test, lockdown_core_render_level(level, line, LOCKDOWN_LINE_MAX), -EINVAL);
}

static void a_line_is_never_cut(struct kunit *test)
{
	char line[LOCKDOWN_LINE_MAX] = "untouched";

	KUNIT_EXPECT_EQ(test, lockdown_core_render_level(LOCKDOWN_LEVEL_NONE, line, 32), -ENOSPC);
	KUNIT_EXPECT_STREQ(test, line, "untouched");
	KUNIT_EXPECT_EQ(test, lockdown_core_render_level(LOCKDOWN_LEVEL_NONE, line, 33), 33);
}

static void each_reason_is_denied_from_its_level_on(struct kunit *test)
{
	struct lockdown_set none, integrity, confidentiality;
	u32 reason;

	lockdown_core_level_set(LOCKDOWN_LEVEL_NONE, &none);
	lockdown_core_level_set(LOCKDOWN_LEVEL_INTEGRITY, &integrity);
	lockdown_core_level_set(LOCKDOWN_LEVEL_CONFIDENTIALITY, &confidentiality);

	for (reason = LOCKDOWN_NONE + 1; reason < LOCKDOWN_CONFIDENTIALITY_MAX; reason++) {
		KUNIT_EXPECT_FALSE_MSG(test, lockdown_set_contains(&none, reason),
				       "none: %s", lockdown_reasons[reason]);
		KUNIT_EXPECT_EQ_MSG(test, lockdown_set_contains(&integrity, reason),
				    reason <= LOCKDOWN_INTEGRITY_MAX,
				    "integrity: %s", lockdown_reasons[reason]);
		KUNIT_EXPECT_TRUE_MSG(test, lockdown_set_contains(&confidentiality, reason),
				      "confidentiality: %s", lockdown_reasons[reason]);
	}
	KUNIT_EXPECT_TRUE(test, lockdown_set_contains(&none, LOCKDOWN_NONE));
}

static void unknown_reason_is_denied(struct kunit *test)
{
	struct lockdown_set none;

	lockdown_core_level_set(LOCKDOWN_LEVEL_NONE, &none);
	KUNIT_EXPECT_TRUE(test, lockdown_set_contains(&none, LOCKDOWN_REASON_COUNT));
	KUNIT_EXPECT_TRUE(test, lockdown_set_contains(&none, LOCKDOWN_REASON_COUNT + 64));
	KUNIT_EXPECT_TRUE(test, lockdown_set_contains(&none, U32_MAX));
}

static void unknown_level_is_the_highest(struct kunit *test)
{
	struct lockdown_set set;

	lockdown_core_level_set(LOCKDOWN_LEVEL_CONFIDENTIALITY + 1, &set);
	KUNIT_EXPECT_EQ(test, lockdown_core_level(&set), LOCKDOWN_LEVEL_CONFIDENTIALITY);
	KUNIT_EXPECT_EQ(test, lockdown_core_level_of_number(U32_MAX),
			LOCKDOWN_LEVEL_CONFIDENTIALITY);
	KUNIT_EXPECT_EQ(test, lockdown_core_level_of_number(LOCKDOWN_DEV_MEM),
			LOCKDOWN_LEVEL_INTEGRITY);
	KUNIT_EXPECT_EQ(test, lockdown_core_level_of_number(LOCKDOWN_INTEGRITY_MAX),
			LOCKDOWN_LEVEL_INTEGRITY);
	KUNIT_EXPECT_EQ(test, lockdown_core_level_of_number(LOCKDOWN_KCORE),
			LOCKDOWN_LEVEL_CONFIDENTIALITY);
	KUNIT_EXPECT_EQ(test, lockdown_core_level_of_number(LOCKDOWN_NONE), LOCKDOWN_LEVEL_NONE);
}

static int raise_level(struct lockdown_set *denied, u32 level)
{
	struct lockdown_set more;

	lockdown_core_level_set(level, &more);
	return lockdown_core_raise(denied, &more);
}

static void a_level_is_never_lowered(struct kunit *test)
{
	struct lockdown_set denied;

	lockdown_core_level_set(LOCKDOWN_LEVEL_NONE, &denied);
	KUNIT_EXPECT_EQ(test, raise_level(&denied, LOCKDOWN_LEVEL_NONE), -EPERM);

	KUNIT_EXPECT_EQ(test, raise_level(&denied, LOCKDOWN_LEVEL_INTEGRITY), 0);
	KUNIT_EXPECT_EQ(test, raise_level(&denied, LOCKDOWN_LEVEL_INTEGRITY), -EPERM);
	KUNIT_EXPECT_EQ(test, raise_level(&denied, LOCKDOWN_LEVEL_NONE), -EPERM);
	KUNIT_EXPECT_EQ(test, lockdown_core_level(&denied), LOCKDOWN_LEVEL_INTEGRITY);

	KUNIT_EXPECT_EQ(test, raise_level(&denied, LOCKDOWN_LEVEL_CONFIDENTIALITY), 0);
	KUNIT_EXPECT_EQ(test, raise_level(&denied, LOCKDOWN_LEVEL_INTEGRITY), -EPERM);
	KUNIT_EXPECT_EQ(test, lockdown_core_level(&denied), LOCKDOWN_LEVEL_CONFIDENTIALITY);
}

static void kernel_code_cannot_lower_the_level(struct kunit *test)
{
	u32 before = lockdown_core_level(&lockdown_denied);

	KUNIT_EXPECT_EQ(test, lock_kernel_down("KUnit", LOCKDOWN_NONE), -EPERM);
	KUNIT_EXPECT_EQ(test, lockdown_core_level(&lockdown_denied), before);
}

static void a_level_with_one_open_reason_is_not_shown(struct kunit *test)
{
	struct lockdown_set denied;
	u32 reason;

	for (reason = LOCKDOWN_NONE + 1; reason < LOCKDOWN_INTEGRITY_MAX; reason++) {
		lockdown_core_level_set(LOCKDOWN_LEVEL_CONFIDENTIALITY, &denied);
		denied.word[BIT_WORD(reason)] &= ~BIT_MASK(reason);
		KUNIT_EXPECT_EQ(test, lockdown_core_level(&denied), LOCKDOWN_LEVEL_NONE);
	}
	for (reason = LOCKDOWN_KCORE; reason < LOCKDOWN_CONFIDENTIALITY_MAX; reason++) {
		lockdown_core_level_set(LOCKDOWN_LEVEL_CONFIDENTIALITY, &denied);
		denied.word[BIT_WORD(reason)] &= ~BIT_MASK(reason);
		KUNIT_EXPECT_EQ(test, lockdown_core_level(&denied), LOCKDOWN_LEVEL_INTEGRITY);
	}
}

#define RAISERS 4
#define ROUNDS 512

/* Many short races: the raisers chase each other through the rounds. */
static struct lockdown_set raced[ROUNDS];

struct raiser {
	struct completion *start;
	struct completion done;
	u32 first;
	bool lost;
};

static int raise_every_fourth_reason(void *data)
{
	struct raiser *raiser = data;
	u32 round, reason;

	wait_for_completion(raiser->start);
	for (round = 0; round < ROUNDS; round++)
		for (reason = raiser->first; reason < LOCKDOWN_REASON_COUNT; reason += RAISERS) {
			struct lockdown_set one = {};

			one.word[BIT_WORD(reason)] = BIT_MASK(reason);
			if (lockdown_core_raise(&raced[round], &one))
				raiser->lost = true;
		}
	complete(&raiser->done);
	return 0;
}

static void no_reason_vanishes_from(struct kunit *test, const struct lockdown_set *denied)
{
	struct lockdown_set seen = {};
	u32 look, reason;

	for (look = 0; look < 4; look++)
		for (reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++) {
			bool now = lockdown_set_contains(denied, reason);

			KUNIT_EXPECT_FALSE(test, lockdown_set_contains(&seen, reason) && !now);
			if (now)
				seen.word[BIT_WORD(reason)] |= BIT_MASK(reason);
		}
}

static void racing_raises_lose_nothing(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(start);
	struct raiser raisers[RAISERS];
	struct task_struct *task;
	u32 i, running, round;

	memset(raced, 0, sizeof(raced));
	for (running = 0; running < RAISERS; running++) {
		struct raiser *raiser = &raisers[running];

		*raiser = (struct raiser){ .start = &start, .first = running };
		init_completion(&raiser->done);
		task = kthread_run(raise_every_fourth_reason, raiser, "lockdown-raise/%u", running);
		if (IS_ERR(task))
			break;
	}
	complete_all(&start);

	for (round = 0; round < ROUNDS; round++)
		no_reason_vanishes_from(test, &raced[round]);

	for (i = 0; i < running; i++) {
		wait_for_completion(&raisers[i].done);
		KUNIT_EXPECT_FALSE(test, raisers[i].lost);
	}
	KUNIT_ASSERT_EQ(test, running, RAISERS);
	for (round = 0; round < ROUNDS; round++)
		KUNIT_EXPECT_EQ(test, lockdown_core_level(&raced[round]),
				LOCKDOWN_LEVEL_CONFIDENTIALITY);
}

static void texts_are_the_kernels(struct kunit *test)
{
	u32 reason;

	for (reason = LOCKDOWN_NONE + 1; reason < LOCKDOWN_CONFIDENTIALITY_MAX; reason++) {
		const char *text, *slug;
		int length = lockdown_core_text(reason, &text);

		/* The kernel's mark, or a reason that the build has warned of. */
		if (length < 0)
			continue;
		KUNIT_EXPECT_EQ_MSG(test, length, strlen(lockdown_reasons[reason]), "%.*s", length,
				    text);
		KUNIT_EXPECT_EQ(test, strncmp(text, lockdown_reasons[reason], length), 0);
		KUNIT_EXPECT_GT(test, lockdown_core_slug(reason, &slug), 0);
	}
	KUNIT_EXPECT_LT(test, lockdown_core_slug(LOCKDOWN_INTEGRITY_MAX, NULL), 0);
}

static void what_is_shown_is_what_is_enforced(struct kunit *test)
{
	struct lockdown_set shown;
	u32 reason;

	lockdown_core_level_set(lockdown_core_level(&lockdown_denied), &shown);
	for (reason = LOCKDOWN_NONE + 1; reason < LOCKDOWN_CONFIDENTIALITY_MAX; reason++)
		KUNIT_EXPECT_EQ_MSG(test, security_locked_down(reason),
				    lockdown_set_contains(&shown, reason) ? -EPERM : 0,
				    "%s", lockdown_reasons[reason]);
}

/* Whatever is watched, the verdict is the same; who looks for it finds it counted. */
static void to_watch_changes_no_verdict(struct kunit *test)
{
	const enum lockdown_reason what = LOCKDOWN_DEV_MEM;
	const struct lockdown_set was_watched = lockdown_watched;
	const bool denied = lockdown_set_contains(&lockdown_denied, what);
	struct lockdown_tally before, after;
	struct lockdown_set watched = {};

	watched.word[BIT_WORD(what)] = BIT_MASK(what);
	lockdown_take_tally(what, &before);
	lockdown_watch(&watched);
	KUNIT_EXPECT_EQ(test, security_locked_down(what), denied ? -EPERM : 0);
	lockdown_watch(&was_watched);
	lockdown_take_tally(what, &after);

	KUNIT_EXPECT_EQ(test, after.denied - before.denied, denied ? 1 : 0);
	KUNIT_EXPECT_EQ(test, after.observed - before.observed, denied ? 0 : 1);
	KUNIT_EXPECT_EQ(test, after.queried, before.queried);
}

static void what_is_not_watched_is_not_counted(struct kunit *test)
{
	const enum lockdown_reason what = LOCKDOWN_DEV_MEM;
	const struct lockdown_set was_watched = lockdown_watched;
	const struct lockdown_set nothing = {};
	struct lockdown_tally before, after;

	if (lockdown_set_contains(&lockdown_denied, what))
		kunit_skip(test, "it is denied");
	lockdown_take_tally(what, &before);
	lockdown_watch(&nothing);
	KUNIT_EXPECT_EQ(test, security_locked_down(what), 0);
	lockdown_watch(&was_watched);
	lockdown_take_tally(what, &after);

	KUNIT_EXPECT_EQ(test, memcmp(&after, &before, sizeof(after)), 0);
}

static void a_question_is_counted_apart(struct kunit *test)
{
	const enum lockdown_reason what = LOCKDOWN_HIBERNATION;
	const bool denied = lockdown_set_contains(&lockdown_denied, what);
	struct lockdown_tally before, after;

	lockdown_take_tally(what, &before);
	KUNIT_EXPECT_EQ(test, lockdown_query(what), denied ? -EPERM : 0);
	lockdown_take_tally(what, &after);

	KUNIT_EXPECT_EQ(test, after.queried - before.queried, denied ? 1 : 0);
	KUNIT_EXPECT_EQ(test, after.denied, before.denied);
	KUNIT_EXPECT_EQ(test, after.observed, before.observed);
}

/* No reason is refused for its name. */
static void every_reason_has_a_name(struct kunit *test)
{
	char name[LOCKDOWN_SLUG_SIZE];
	u32 reason;

	for (reason = LOCKDOWN_NONE + 1; reason < LOCKDOWN_CONFIDENTIALITY_MAX; reason++) {
		struct lockdown_set set;

		if (reason == LOCKDOWN_INTEGRITY_MAX)
			continue;
		lockdown_name_reason(reason, name);
		KUNIT_EXPECT_EQ(test, lockdown_core_parse_reasons(name, strlen(name), &set), 0);
		KUNIT_EXPECT_TRUE(test, lockdown_set_contains(&set, reason));
	}
}

static struct lockdown_set protected_set __ro_after_init;

/* Built-in suites run before init has ended; debugfs runs them again later. */
static bool image_is_read_only(void)
{
	return IS_ENABLED(CONFIG_STRICT_KERNEL_RWX) && system_state >= SYSTEM_RUNNING;
}

/*
 * Writes zero to a byte of the last word that stands for no reason: a raise at
 * the same time loses nothing, and a write that succeeds changes nothing.
 */
static int write_stray(struct lockdown_set *set)
{
	u8 *word = (u8 *)&set->word[LOCKDOWN_SET_WORDS - 1];
	u8 zero = 0;

	static_assert(LOCKDOWN_REASON_COUNT % BITS_PER_LONG != 0 &&
		      LOCKDOWN_REASON_COUNT % BITS_PER_LONG <= BITS_PER_LONG - BITS_PER_BYTE);
	if (IS_ENABLED(CONFIG_CPU_BIG_ENDIAN))
		return copy_to_kernel_nofault(word, &zero, sizeof(zero));
	return copy_to_kernel_nofault(word + sizeof(long) - 1, &zero, sizeof(zero));
}

static void a_stray_write_to_the_state_faults_after_init(struct kunit *test)
{
	kunit_info(test, "after init: %s", image_is_read_only() ? "yes" : "no");
	KUNIT_EXPECT_EQ(test, write_stray(&lockdown_denied), image_is_read_only() ? -EFAULT : 0);
}

static void a_raise_reaches_read_only_memory(struct kunit *test)
{
	struct lockdown_set more = {};
	u32 reason;

	/* Earlier runs have left their reasons there: add the next one. */
	for (reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++)
		if (!lockdown_set_contains(&protected_set, reason))
			break;
	if (reason == LOCKDOWN_REASON_COUNT)
		kunit_skip(test, "every reason was added by earlier runs");
	more.word[BIT_WORD(reason)] = BIT_MASK(reason);

	KUNIT_EXPECT_EQ(test, lockdown_add(&protected_set, &more), 0);
	KUNIT_EXPECT_TRUE(test, lockdown_set_contains(&protected_set, reason));
	KUNIT_EXPECT_EQ(test, lockdown_add(&protected_set, &more), -EPERM);
	KUNIT_EXPECT_EQ(test, write_stray(&protected_set), image_is_read_only() ? -EFAULT : 0);
}

static struct kunit_case lockdown_cases[] = {
	KUNIT_CASE_PARAM(writes_are_read_as_the_abi_says, write_gen_params),
	KUNIT_CASE_PARAM(boot_values_are_read_as_the_abi_says, boot_gen_params),
	KUNIT_CASE(every_level_is_shown_as_the_abi_says),
	KUNIT_CASE(a_line_is_never_cut),
	KUNIT_CASE(each_reason_is_denied_from_its_level_on),
	KUNIT_CASE(unknown_reason_is_denied),
	KUNIT_CASE(unknown_level_is_the_highest),
	KUNIT_CASE(a_level_is_never_lowered),
	KUNIT_CASE(kernel_code_cannot_lower_the_level),
	KUNIT_CASE(a_level_with_one_open_reason_is_not_shown),
	KUNIT_CASE(racing_raises_lose_nothing),
	KUNIT_CASE(texts_are_the_kernels),
	KUNIT_CASE(what_is_shown_is_what_is_enforced),
	KUNIT_CASE(to_watch_changes_no_verdict),
	KUNIT_CASE(what_is_not_watched_is_not_counted),
	KUNIT_CASE(a_question_is_counted_apart),
	KUNIT_CASE(every_reason_has_a_name),
	KUNIT_CASE(a_stray_write_to_the_state_faults_after_init),
	KUNIT_CASE(a_raise_reaches_read_only_memory),
	{}
};

static struct kunit_suite lockdown_suite = {
	.name = "lockdown",
	.test_cases = lockdown_cases,
};

kunit_test_suite(lockdown_suite);

MODULE_DESCRIPTION("KUnit cases of lockdown");
MODULE_LICENSE("GPL");
