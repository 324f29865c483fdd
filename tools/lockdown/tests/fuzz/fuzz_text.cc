// SPDX-License-Identifier: GPL-2.0
// Any bytes as `lockdown=`, as a write to the lockdown file, as a list of reasons, as
// the arguments of a module and as a BPF program: what must hold for all of them. Run by libFuzzer, and over
// the saved corpus by replay.cc.
//
// Longer than the check does it, from tools/lockdown/tests:
//	make CXX=clang++ FUZZ='-max_total_time=600' fuzz

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

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

struct SetAnswer {
	int result;
	lockdown_set set = {};

	SetAnswer(int (*parse)(const char *, size_t, lockdown_set *), const char *text, size_t size)
	{
		result = parse(text, size, &set);
		require(result == 0 || result == -LOCKDOWN_EINVAL, "the result is 0 or -EINVAL");
		require(result == 0 || lockdown_is_empty(&set),
			"the set is stored on success only");
	}

	bool operator==(const SetAnswer &other) const
	{
		return result == other.result && !std::memcmp(&set, &other.set, sizeof(set));
	}
};

// What is read as a set is read again from what is shown of it.
void try_lists(const char *text, size_t size)
{
	const SetAnswer reasons(lockdown_core_parse_reasons, text, size);
	const SetAnswer watch(lockdown_core_parse_watch, text, size);
	char shown[LOCKDOWN_LIST_MAX];

	if (reasons.result == 0) {
		require(!lockdown_is_empty(&reasons.set), "a list has a reason");
		require(watch == reasons, "what can be denied can be watched");
	}
	if (watch.result)
		return;
	const int length = lockdown_core_render_set(&watch.set, shown, sizeof(shown));
	require(length > 0, "a set that was read can be shown");
	require(watch == SetAnswer(lockdown_core_parse_watch, shown, static_cast<size_t>(length)),
		"what is shown of a set is the set");
}

// What the next kernel is told is not added twice.
void try_carry(const char *text, size_t size)
{
	char told[LOCKDOWN_LIST_MAX];
	char again[LOCKDOWN_LIST_MAX];
	lockdown_set denied;

	lockdown_core_level_set(LOCKDOWN_LEVEL_INTEGRITY, &denied);
	const SetAnswer more(lockdown_core_parse_reasons, text, size);
	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		denied.word[i] |= more.set.word[i];
	const int length = lockdown_core_render_carry(&denied, text, size, told, sizeof(told));
	require(length >= 0, "a text for the next kernel has room");
	require(length == 0 ||
			lockdown_core_render_carry(&denied, told, static_cast<size_t>(length),
						   again, sizeof(again)) == 0,
		"the next kernel is told once");
}

lockdown_set ask_bpf(const lockdown_bpf_insn *code, size_t length)
{
	lockdown_bpf_program program = {};
	lockdown_set set;

	program.type = LOCKDOWN_BPF_TRACING;
	program.attach_type = LOCKDOWN_BPF_RAW_TP;
	program.code = code;
	program.length = length;
	// Likely numbers for a fuzzer to meet.
	for (u32 i = 0; i < LOCKDOWN_BPF_KFUNCS; i++)
		program.kfuncs[i] = i;
	lockdown_core_bpf_reasons(&program, &set);
	return set;
}

// What a program asks for is what its instructions ask for, wherever they stand.
void try_bpf(const char *bytes, size_t size)
{
	const size_t length = size / sizeof(lockdown_bpf_insn);
	const std::unique_ptr<lockdown_bpf_insn[]> code(new lockdown_bpf_insn[length]);

	if (length)
		std::memcpy(code.get(), bytes, length * sizeof(lockdown_bpf_insn));
	const lockdown_set whole = ask_bpf(code.get(), length);
	lockdown_set parts = {};
	int probes = 0;
	for (size_t i = 0; i < length; i++) {
		const lockdown_set part = ask_bpf(&code[i], 1);

		probes |= lockdown_core_bpf_probes(&code[i], 1);
		for (u32 word = 0; word < LOCKDOWN_SET_WORDS; word++)
			parts.word[word] |= part.word[word];
	}
	require(!std::memcmp(&whole, &parts, sizeof(whole)),
		"a program asks for what its instructions ask for");
	require(lockdown_core_bpf_probes(code.get(), length) == probes,
		"a program loads what its instructions load");
}

u32 ask_module(std::string_view name, const std::string &arguments)
{
	const lockdown_module module = { name.data(), name.size(), arguments.data(),
					 arguments.size() };
	return lockdown_core_module_reason(&module);
}

// What comes before the arguments and after their end changes nothing.
void try_arguments(const char *text, size_t size)
{
	const std::string arguments(text, size);
	const std::string spaced = " \t" + arguments;
	const std::string more = std::string(arguments.c_str()) + '\0' + "remote_dma";

	const struct {
		std::string_view name;
		u32 reason;
	} drivers[] = { { "comedi", LOCKDOWN_NUMBER_DRIVER_IO },
			{ "firewire_ohci", LOCKDOWN_NUMBER_RAW_DMA } };

	for (const auto &[name, own] : drivers) {
		const u32 reason = ask_module(name, arguments);

		require(reason == LOCKDOWN_NUMBER_NONE || reason == own,
			"a driver asks for its reason or none");
		require(reason == ask_module(name, spaced), "blanks in front are no argument");
		require(reason == ask_module(name, "debug=\"a b\" " + spaced),
			"an argument leaves those behind it alone");
		require(reason == ask_module(name, more), "a NUL ends the arguments");
		require(ask_module(name, "-- " + arguments) == LOCKDOWN_NUMBER_NONE,
			"nothing behind -- is an argument");
	}
	require(ask_module("uio_cif", arguments) == LOCKDOWN_NUMBER_DRIVER_IO,
		"some modules need no argument");
	require(ask_module("ext4", arguments) == LOCKDOWN_NUMBER_NONE,
		"other modules have no argument that matters");
}

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

	try_lists(text, size);
	try_carry(text, size);
	try_arguments(text, size);
	try_bpf(text, size);
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
