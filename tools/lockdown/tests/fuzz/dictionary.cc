// SPDX-License-Identifier: GPL-2.0
// Prints the fuzzer's dictionary: the words of the lockdown file's line and
// the slug and the text of every reason, as the core itself gives them, what a
// module's arguments and video= are made of, and the paths and drivers of files.

#include <cstdio>
#include <string>

#include "core.h"

int file_name(u32 number, const char **name);

namespace
{

void print(const std::string &word)
{
	std::printf("\"%s\"\n", word.c_str());
}

} // namespace

int main()
{
	char line[LOCKDOWN_LINE_MAX];
	const int length = lockdown_core_render_level(LOCKDOWN_LEVEL_NONE, line, sizeof(line));
	std::string word;

	if (length < 0)
		return 1;
	for (const char c : std::string(line, static_cast<size_t>(length))) {
		if (c >= 'a' && c <= 'z') {
			word += c;
			continue;
		}
		if (!word.empty())
			print(word);
		word.clear();
	}
	for (u32 number = 0; number < LOCKDOWN_REASON_COUNT; number++) {
		const char *text;
		int size = lockdown_core_slug(number, &text);

		if (size < 0)
			continue;
		print(std::string(text, static_cast<size_t>(size)));
		size = lockdown_core_text(number, &text);
		print(std::string(text, static_cast<size_t>(size)));
	}
	for (const char *const parameter : { "comedi_num_legacy_minors", "remote_dma", "hotmod" })
		print(parameter);
	for (const char *const part : { "efifb:", "vesafb:", "vtotal:", "nowc" })
		print(part);
	const char *name;
	for (u32 number = 0; file_name(number, &name) > 0; number++)
		print(std::string(name, static_cast<size_t>(file_name(number, &name))));
	for (const char *const byte :
	     { "\\x00", "\\x0a", "\\xa0", "\\x22", "[", "]", " ", "=", "--" })
		print(byte);
	return 0;
}
