// SPDX-License-Identifier: GPL-2.0
/*
 * Two writers raise at the same instant, one to integrity and one to
 * confidentiality: the higher level stands, and each is told the truth.
 *
 * A raise cannot be undone, so one boot has one race. A kernel that tests first
 * and sets later loses it when both writers pass the test before either sets,
 * and integrity is set last. To get there the writers have a processor each,
 * rehearse the path with a word that is refused, leave one barrier together,
 * and the writer of integrity lets the other go ahead by a moment.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>

#include "kernel_log.h"
#include "lockdown_file.h"

#define REHEARSALS	200

/*
 * Turns of an empty loop, a few microseconds, found by trying: in an emulated
 * machine stock 6.12 loses one race of three with it, one of eight without.
 */
#define HEAD_START	5000

struct writer {
	enum level level;
	int processor;
	/* Turns of an empty loop between barrier and write. */
	int delay;
	atomic_int *arrivals;
	/* Result of write(2), or -errno. */
	long result;
	bool pinned;
};

static void wait_for_both(atomic_int *arrivals, int round)
{
	atomic_fetch_add(arrivals, 1);
	while (atomic_load(arrivals) < 2 * (round + 1))
		;
}

static void pause_for(int turns)
{
	while (turns--)
		atomic_signal_fence(memory_order_seq_cst);
}

static void *write_in_step(void *argument)
{
	struct writer *writer = argument;
	const char *word;
	cpu_set_t processors;
	int round, fd;

	CPU_ZERO(&processors);
	CPU_SET(writer->processor, &processors);
	writer->pinned = !sched_setaffinity(0, sizeof(processors), &processors);

	fd = open(LOCKDOWN_FILE, O_WRONLY | O_CLOEXEC);

	for (round = 0; round <= REHEARSALS; round++) {
		word = round < REHEARSALS ? level_names[LEVEL_NONE] :
					    level_names[writer->level];
		wait_for_both(writer->arrivals, round);
		pause_for(writer->delay);
		writer->result = write(fd, word, strlen(word));
		if (writer->result < 0)
			writer->result = -errno;
	}

	close(fd);
	return NULL;
}

/* The first two processors that this program may use. */
static bool two_processors(int *first, int *second)
{
	cpu_set_t processors;
	int processor, found = 0;

	if (sched_getaffinity(0, sizeof(processors), &processors))
		return false;

	for (processor = 0; processor < CPU_SETSIZE && found < 2; processor++)
		if (CPU_ISSET(processor, &processors))
			*(found++ ? second : first) = processor;

	return found == 2;
}

static int raises_logged(struct kernel_log *log)
{
	struct log_line line;
	int count = 0;

	while (kernel_log_next(log, &line))
		count += !strcmp(line.text, RAISED_LINE);

	return count;
}

FIXTURE(race)
{
	enum level level;
	struct kernel_log log;
};

FIXTURE_SETUP(race)
{
	int level = level_found();

	if (level == -ENOENT)
		SKIP(return, "no file %s", LOCKDOWN_FILE);
	ASSERT_LE(0, level);
	self->level = level;
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(race)
{
	kernel_log_close(&self->log);
}

TEST_F(race, of_two_raises_keeps_the_higher_level)
{
	const long integrity_length = strlen("integrity");
	const long confidentiality_length = strlen("confidentiality");
	atomic_int arrivals = 0;
	struct writer integrity = {
		.level = LEVEL_INTEGRITY,
		.delay = HEAD_START,
		.arrivals = &arrivals,
	};
	struct writer confidentiality = {
		.level = LEVEL_CONFIDENTIALITY,
		.arrivals = &arrivals,
	};
	pthread_t thread;

	if (self->level != LEVEL_NONE)
		SKIP(return, "level found: %s", level_names[self->level]);
	if (!two_processors(&integrity.processor, &confidentiality.processor))
		SKIP(return, "one processor only");

	ASSERT_EQ(0, pthread_create(&thread, NULL, write_in_step, &integrity));
	write_in_step(&confidentiality);
	ASSERT_EQ(0, pthread_join(thread, NULL));

	EXPECT_TRUE(integrity.pinned);
	EXPECT_TRUE(confidentiality.pinned);
	EXPECT_EQ(LEVEL_CONFIDENTIALITY, level_found());

	/* Each result tells what its writer did, and so does the log. */
	EXPECT_EQ(confidentiality_length, confidentiality.result);
	if (integrity.result == integrity_length) {
		EXPECT_EQ(2, raises_logged(&self->log));
	} else {
		EXPECT_EQ(-EPERM, integrity.result);
		EXPECT_EQ(1, raises_logged(&self->log));
	}

	/* A lowered level could be raised again. */
	EXPECT_EQ(-EPERM, lockdown_file_write("confidentiality",
					      confidentiality_length));
	EXPECT_EQ(-EPERM, lockdown_file_write("integrity", integrity_length));
	EXPECT_EQ(LEVEL_CONFIDENTIALITY, level_found());
}

#define READERS		2
#define WRITERS		4
#define SECONDS		1

struct crowd {
	atomic_bool stop;
	atomic_int ready;
	atomic_int raises;
	atomic_int falls;
	atomic_int strange_results;
};

static void *watch(void *argument)
{
	struct crowd *crowd = argument;
	int level, before = LEVEL_NONE;

	atomic_fetch_add(&crowd->ready, 1);
	while (!atomic_load(&crowd->stop)) {
		level = level_found();
		if (level < before)
			atomic_fetch_add(&crowd->falls, 1);
		else
			before = level;
	}

	return NULL;
}

static void *press(void *argument)
{
	struct crowd *crowd = argument;
	const char *word;
	long result;
	int i;

	while (atomic_load(&crowd->ready) < READERS)
		;

	for (i = 0; !atomic_load(&crowd->stop); i++) {
		word = level_names[i % LEVEL_COUNT];
		result = lockdown_file_write(word, strlen(word));
		if (result == (long)strlen(word))
			atomic_fetch_add(&crowd->raises, 1);
		else if (result != -EPERM)
			atomic_fetch_add(&crowd->strange_results, 1);
	}

	return NULL;
}

TEST_F(race, of_many_is_never_seen_to_lower_the_level)
{
	pthread_t threads[READERS + WRITERS];
	struct crowd crowd = { 0 };
	int i, raises;

	for (i = 0; i < READERS + WRITERS; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL,
					    i < READERS ? watch : press,
					    &crowd));
	sleep(SECONDS);
	atomic_store(&crowd.stop, true);
	for (i = 0; i < READERS + WRITERS; i++)
		ASSERT_EQ(0, pthread_join(threads[i], NULL));

	EXPECT_EQ(0, atomic_load(&crowd.falls));
	EXPECT_EQ(0, atomic_load(&crowd.strange_results));
	EXPECT_EQ(LEVEL_CONFIDENTIALITY, level_found());

	/* One raise for each level above the first, at most. */
	raises = atomic_load(&crowd.raises);
	EXPECT_LE(raises, LEVEL_CONFIDENTIALITY - (int)self->level);
	EXPECT_EQ(raises, raises_logged(&self->log));
}

TEST_HARNESS_MAIN
