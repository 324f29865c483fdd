// SPDX-License-Identifier: GPL-2.0
/* What a denial leaves in the kernel's log, for each reason. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "denial.h"

/* The kernel's DEFAULT_RATELIMIT_BURST and DEFAULT_RATELIMIT_INTERVAL. */
#define LIMIT_LINES	10
#define LIMIT_SECONDS	5

const struct reason reasons[LOCKDOWN_REASON_COUNT] = {
#define LOCKDOWN_REASON(symbol, slug_, text_, level_, scope_)	\
	[LOCKDOWN_##symbol] = {					\
		.slug = #slug_,					\
		.text = text_,					\
		.level = LEVEL_##level_,			\
		.strict = SCOPE_##scope_ == SCOPE_STRICT,	\
	},
#include "reasons.h"
};

struct denials denials_of(struct kernel_log *log, const char *comm,
			  enum lockdown_reason reason)
{
	struct denials denials = { 0 };
	static const char allowed[] = " would be restricted; see man kernel_lockdown.7";
	char start[64], whole[256];
	struct log_line line;

	snprintf(start, sizeof(start), "Lockdown: %s: ", comm);
	/* ABI: The line, byte for byte. */
	snprintf(whole, sizeof(whole),
		 "%s%s is restricted; see man kernel_lockdown.7", start,
		 reasons[reason].text);

	while (kernel_log_next(log, &line)) {
		if (strncmp(line.text, start, strlen(start)))
			continue;
		if (!strcmp(line.text, whole) &&
		    line.priority == SEVERITY_NOTICE)
			denials.exact++;
		else if (strstr(line.text, allowed) &&
			 line.priority == SEVERITY_NOTICE)
			denials.observed++;
		else
			denials.other++;
	}

	return denials;
}

struct denials denials_since(struct kernel_log *log,
			     enum lockdown_reason reason)
{
	char comm[16] = "";

	prctl(PR_GET_NAME, comm);
	return denials_of(log, comm, reason);
}

bool denials_are_limited(void)
{
	unsigned long long now, since_line;
	unsigned int recent = 0;
	struct kernel_log log;
	struct log_line line;
	struct timespec time;

	if (kernel_log_open(&log))
		return false;

	clock_gettime(CLOCK_MONOTONIC, &time);
	now = time.tv_sec * 1000000ULL + time.tv_nsec / 1000;

	while (kernel_log_next(&log, &line)) {
		if (strncmp(line.text, "Lockdown: ", strlen("Lockdown: ")))
			continue;

		/* One second more: the log has a clock of its own. */
		since_line = now - line.microseconds;
		if (line.microseconds > now ||
		    since_line < (LIMIT_SECONDS + 1) * 1000000ULL)
			recent++;
	}

	kernel_log_close(&log);
	return recent >= LIMIT_LINES;
}

void denials_wait_for_limit(void)
{
	sleep(LIMIT_SECONDS + 1);
}
