// SPDX-License-Identifier: GPL-2.0

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "files.h"
#include "reasons_file.h"

#define TRACEPOINT	"/sys/kernel/tracing/events/lockdown/lockdown_denied/enable"

#define HEADER	"reason level scope state denied observed queried text\n"

/* A line of a file that begins with a word. */
static bool next_of(FILE *file, const char *word, char *line, size_t size)
{
	while (fgets(line, size, file)) {
		const size_t length = strlen(word);

		if (!strncmp(line, word, length) && line[length] == ' ')
			return true;
	}
	return false;
}

int reason_line(const char *slug, struct reason_line *line)
{
	char text[REASON_TEXT_SIZE];
	int end = 0, error = 0;
	FILE *file;

	file = fopen(REASONS_FILE, "re");
	if (!file)
		return -errno;

	if (!fgets(text, sizeof(text), file) || strcmp(text, HEADER) ||
	    !next_of(file, slug, text, sizeof(text)) ||
	    sscanf(text, "%*s %31s %31s %31s %llu %llu %llu %n", line->level,
		   line->scope, line->state, &line->denied, &line->observed,
		   &line->queried, &end) != 6 ||
	    !end)
		error = -ENOMSG;
	else
		snprintf(line->text, sizeof(line->text), "%.*s",
			 (int)strcspn(text + end, "\n"), text + end);
	if (!error && next_of(file, slug, text, sizeof(text)))
		error = -ENOMSG;

	fclose(file);
	return error;
}

long observations_of(const char *slug, const char *program)
{
	char line[REASON_TEXT_SIZE];
	long count, found = 0;
	int end;
	FILE *file;

	file = fopen(PROGRAMS_FILE, "re");
	if (!file)
		return -errno;

	while (next_of(file, slug, line, sizeof(line))) {
		end = 0;
		if (sscanf(line, "%*s observed %ld %*s %n", &count, &end) != 1 || !end)
			continue;
		line[strcspn(line, "\n")] = '\0';
		if (!strcmp(line + end, program))
			found += count;
	}

	fclose(file);
	return found;
}

int trace_denials(bool on)
{
	int error = write_text(TRACEPOINT, on ? "1" : "0");

	return error || !on ? error : truncate_file(TRACE_FILE);
}
