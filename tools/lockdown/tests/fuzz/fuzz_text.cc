// SPDX-License-Identifier: GPL-2.0
// Any bytes as `lockdown=` and as a write to the lockdown file: what must hold
// for all of them. Run by libFuzzer, and over the saved corpus by replay.cc.
//
// Longer than the check does it, from tools/lockdown/tests:
//	make CXX=clang++ FUZZ='-max_total_time=600' fuzz

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core.h"

namespace
{

constexpr u32 untouched = 0xdeadbeef;

void require(bool holds, const char *law)
{
	if (holds)
		return;
	std::fprintf(stderr, "broken: %s\n", law);
	std::abort();
}

struct Answer {
	int result;
	u32 level = untouched;

	Answer(int (*parse)(const char *, size_t, u32 *), const char *text, size_t size)
	{
		result = parse(text, size, &level);
		require(result == 0 || result == -LOCKDOWN_EINVAL, "the result is 0 or -EINVAL");
		require((level == untouched) == (result != 0),
			"the level is stored on success only");
		require(result || level <= LOCKDOWN_LEVEL_CONFIDENTIALITY, "the level is a level");
	}

	bool operator==(const Answer &) const = default;
};

// Does the line with `level` in brackets have exactly this word there?
bool shows(u32 level, const char *word, size_t size)
{
	char line[LOCKDOWN_LINE_MAX];
	const int length = lockdown_core_render_level(level, line, sizeof(line));
	require(length > 0, "a level that was read can be shown");

	const char *const open =
		static_cast<char *>(std::memchr(line, '[', static_cast<size_t>(length)));
	require(open != nullptr, "the line has a bracket");
	const size_t left = static_cast<size_t>(line + length - open) - 1;
	return size < left && !std::memcmp(open + 1, word, size) && open[size + 1] == ']';
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
	const char *const text = reinterpret_cast<const char *>(data);
	const size_t first = size < LOCKDOWN_WRITE_MAX ? size : LOCKDOWN_WRITE_MAX;

	const Answer boot(lockdown_core_parse_boot, text, size);
	const Answer write(lockdown_core_parse_write, text, size);

	require(write == Answer(lockdown_core_parse_write, text, first),
		"the first LOCKDOWN_WRITE_MAX bytes decide a write");
	if (boot.result == 0) {
		require(boot.level != LOCKDOWN_LEVEL_NONE, "a boot value is above none");
		require(boot == write, "a boot value is also a write");
		require(shows(boot.level, text, size), "a boot value is the level's name");
	}
	if (write.result == 0) {
		size_t name = 0;
		while (name < size && text[name] != '\0' && text[name] != '\n')
			name++;
		require(shows(write.level, text, name), "a write begins with the level's name");
		if (name < size && text[name] == '\n')
			require(name + 1 == size || text[name + 1] == '\0',
				"only one newline may follow the name");
	}
	return 0;
}
