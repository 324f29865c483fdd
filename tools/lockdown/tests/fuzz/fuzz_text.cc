// SPDX-License-Identifier: GPL-2.0
// Any bytes as `lockdown=`, as a write to the lockdown file, as a list of reasons, as
// the arguments of a module and as a BPF program: what must hold for all of them. Run by libFuzzer, and over
// the saved corpus by replay.cc.
//
// Longer than the check does it, from tools/lockdown/tests:
//	make CXX=clang++ FUZZ='-max_total_time=600' fuzz
//
// The same bytes are facts as well: of files, of events of perf, of commands to NVMe and
// of what else the core decides over.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "core.h"
#include "../glance.hh"

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

// Bytes as facts: numbers, and a name behind them.
class Facts {
public:
	Facts(const char *bytes, size_t size)
		: at_(bytes)
		, left_(size)
	{
	}

	// The next bytes as a number; what is missing is zero.
	u64 take(size_t bytes)
	{
		u64 number = 0;

		for (size_t i = 0; i < bytes && left_; i++, left_--)
			number |= u64{ static_cast<unsigned char>(*at_++) } << 8 * i;
		return number;
	}

	u32 take_u32(size_t bytes)
	{
		return static_cast<u32>(take(bytes));
	}

	std::string_view rest() const
	{
		return { at_, left_ };
	}

private:
	const char *at_;
	size_t left_;
};

// A name with nothing behind it that could be read unnoticed.
class Exact {
public:
	explicit Exact(std::string_view text)
		: bytes_(new char[text.size()])
		, size_(text.size())
	{
		text.copy(bytes_.get(), size_);
	}

	const char *data() const
	{
		return bytes_.get();
	}

	size_t size() const
	{
		return size_;
	}

private:
	std::unique_ptr<char[]> bytes_;
	size_t size_;
};

constexpr u32 nothing = LOCKDOWN_NUMBER_NONE;
constexpr u32 all_uses = 2 * LOCKDOWN_USE_MMAP_WRITE - 1;
constexpr u32 all_facts = 2 * LOCKDOWN_PERF_KSYMBOL - 1;

bool is_strict_reason(u32 reason)
{
	return reason > LOCKDOWN_NUMBER_END_OF_KERNEL && reason < LOCKDOWN_NUMBER_STRICT;
}

// What stock asks for only when it is opened.
bool is_handle_of_stock(u32 reason)
{
	return reason == LOCKDOWN_NUMBER_DEV_MEM || reason == LOCKDOWN_NUMBER_HIBERNATION ||
	       reason == LOCKDOWN_NUMBER_KCORE || reason == LOCKDOWN_NUMBER_DEBUGFS ||
	       reason == LOCKDOWN_NUMBER_TRACEFS;
}

lockdown_set set_with(u32 reason)
{
	lockdown_set set = {};

	set.word[reason / LOCKDOWN_SET_WORD_BITS] |= 1UL << reason % LOCKDOWN_SET_WORD_BITS;
	return set;
}

lockdown_set make_strict()
{
	lockdown_set set, mark;

	lockdown_core_level_set(LOCKDOWN_LEVEL_CONFIDENTIALITY, &set);
	lockdown_core_strict_mark(&mark);
	lockdown_core_complete(&set, &mark);
	require(lockdown_core_raise(&set, &mark) == 0, "strict can be raised");
	return set;
}

const lockdown_set empty = {};
const lockdown_set strict = make_strict();

struct Guarded {
	bool reason[LOCKDOWN_REASON_COUNT] = {};

	// Asked once: it looks at every row that there is.
	Guarded()
	{
		require(!lockdown_core_guards_files(&empty, &empty), "nothing guards nothing");
		require(!lockdown_core_guards_files(&empty, &strict) ==
				!lockdown_core_guards_files(&strict, &empty),
			"files that are denied can be watched");
		for (u32 number = 1; number < LOCKDOWN_REASON_COUNT; number++) {
			const lockdown_set alone = set_with(number);

			reason[number] = lockdown_core_guards_files(&alone, &empty);
			require(reason[number] == !!lockdown_core_guards_files(&empty, &alone),
				"what can be denied alone can be watched alone");
			require(!reason[number] || is_strict_reason(number),
				"without strict no handle is guarded");
		}
	}
};

const Guarded guarded;

u32 ask_file(const lockdown_file &file)
{
	const u32 off = lockdown_core_file_reason(&file, &empty);
	const u32 on = lockdown_core_file_reason(&file, &strict);

	require(off == nothing || is_strict_reason(off), "without strict no handle counts");
	require(on == off || (off == nothing && is_handle_of_stock(on)),
		"strict adds the handles of stock, and nothing else");
	require(off == nothing || guarded.reason[off], "what can be asked for is guarded");
	return on;
}

// As the kernel asks: first at a glance, then with the last name.
void try_questions(const lockdown_file &whole, u32 reason)
{
	const std::string_view path(whole.path, whole.path_length);
	const Exact name(path.substr(path.rfind('/') + 1));
	lockdown_file file = whole;

	file.path = name.data();
	file.path_length = name.size();
	file.driver = nullptr;
	const bool may_ask = matters(file);
	require(may_ask || reason == nothing, "what does not matter asks for nothing");

	file = whole;
	file.path = name.data();
	file.path_length = name.size();
	const bool needs_path = lockdown_core_file_needs_path(&file);
	require(may_ask || !needs_path, "what does not matter needs no path");
	if (file.kind != LOCKDOWN_FILE_PROC && file.kind != LOCKDOWN_FILE_SYSFS) {
		require(!needs_path, "of other kinds the path says nothing");
		return;
	}
	require(needs_path || reason == nothing, "what needs no path asks for nothing");
	const u32 by_name = ask_file(file);
	require(by_name == nothing || by_name == reason, "a name is that of all its paths");
}

// One use after the other. To open for reading is something else than for both.
void try_uses(const lockdown_file &whole, u32 reason)
{
	bool found = reason == nothing;

	for (u32 use = LOCKDOWN_USE_OPEN; use <= LOCKDOWN_USE_MMAP_WRITE; use <<= 1) {
		if (!(whole.use & use))
			continue;
		lockdown_file file = whole;
		file.use = use;
		const u32 part = ask_file(file);
		found |= part == reason;
		require(part == nothing || reason != nothing || use == LOCKDOWN_USE_OPEN,
			"what a use asks for is asked for with others, too");
	}
	require(found, "uses ask for what one of them asks for");
}

// A file is decided over by what its kind has, and by nothing else.
void try_kind(const lockdown_file &whole, u32 reason)
{
	lockdown_file file = whole;

	if (file.kind == LOCKDOWN_FILE_OTHER || file.kind > LOCKDOWN_FILE_TRACEFS) {
		require(reason == nothing, "other files ask for nothing");
		require(!matters(file), "other files do not matter");
	}
	if (file.kind != LOCKDOWN_FILE_CHARACTER)
		file.driver = nullptr;
	if (file.kind != LOCKDOWN_FILE_BLOCK)
		file.held = !file.held;
	if (file.kind != LOCKDOWN_FILE_CHARACTER && file.kind != LOCKDOWN_FILE_BLOCK)
		file.major = file.minor = file.command = 0;
	if (file.kind != LOCKDOWN_FILE_PROC && file.kind != LOCKDOWN_FILE_SYSFS)
		file.path = nullptr;
	if (file.kind != LOCKDOWN_FILE_DEBUGFS)
		file.mode = ~file.mode;
	require(reason == ask_file(file), "only what a file of its kind has decides");
}

void try_holder(lockdown_file file)
{
	file.held = 0;
	const u32 own = ask_file(file);
	file.held = 1;
	const u32 held = ask_file(file);

	require(own != LOCKDOWN_NUMBER_DISK_WRITE, "a disk that nobody has can be written");
	require(held == own || (own == nothing && held == LOCKDOWN_NUMBER_DISK_WRITE),
		"a holder adds that the disk is his");
}

void try_file(const char *bytes, size_t size)
{
	Facts facts(bytes, size);
	lockdown_file file = {};

	file.kind = facts.take_u32(1);
	file.use = facts.take_u32(1) & all_uses;
	file.held = facts.take_u32(1);
	file.mode = facts.take_u32(2);
	file.major = facts.take_u32(2);
	file.minor = facts.take_u32(2);
	file.command = facts.take_u32(4);
	const Exact name(facts.rest());
	file.driver = file.path = name.data();
	file.driver_length = file.path_length = name.size();

	const u32 reason = ask_file(file);
	try_questions(file, reason);
	try_uses(file, reason);
	try_kind(file, reason);
	if (file.kind == LOCKDOWN_FILE_BLOCK)
		try_holder(file);
}

// The same with nothing in front of the path, so that words are met.
void try_path(const char *text, size_t size)
{
	const Exact path({ text, size });
	lockdown_file file = {};

	file.use = all_uses;
	file.path = path.data();
	file.path_length = path.size();
	for (const u32 kind : { LOCKDOWN_FILE_PROC, LOCKDOWN_FILE_SYSFS }) {
		file.kind = kind;
		try_questions(file, ask_file(file));
	}
}

void try_perf(const char *bytes, size_t size)
{
	Facts facts(bytes, size);
	lockdown_perf perf = {};

	perf.type = facts.take_u32(1);
	perf.config = facts.take(1);
	perf.facts = facts.take_u32(1) & all_facts;
	perf.samples = facts.take(3);
	perf.branches = facts.take(3);
	const u32 telling = lockdown_core_perf_tells(&perf);
	require(telling <= LOCKDOWN_PERF_TELLS_KERNEL, "it tells one of three");

	lockdown_perf other = perf;
	other.facts |= facts.take_u32(1) & all_facts;
	other.samples |= facts.take(3);
	other.branches |= facts.take(3);
	require(lockdown_core_perf_tells(&other) >= telling, "more to ask for tells no less");

	other = perf;
	other.facts &= ~u32{ LOCKDOWN_PERF_KSYMBOL };
	const u32 without = lockdown_core_perf_tells(&other);
	require(without != LOCKDOWN_PERF_TELLS_SYMBOLS, "only who asks is told of symbols");
	require((without == LOCKDOWN_PERF_TELLS_KERNEL) == (telling == LOCKDOWN_PERF_TELLS_KERNEL),
		"symbols alone are told of as symbols");

	other.facts &= ~u32{ LOCKDOWN_PERF_KERNEL | LOCKDOWN_PERF_TEXT_POKE };
	other.samples &= ~u64{ LOCKDOWN_PERF_SAMPLE_PHYS_ADDR | LOCKDOWN_PERF_SAMPLE_BRANCH_STACK };
	require(lockdown_core_perf_tells(&other) == LOCKDOWN_PERF_TELLS_NOTHING ||
			(perf.type == LOCKDOWN_PERF_SOFTWARE &&
			 perf.config == LOCKDOWN_PERF_BPF_OUTPUT),
		"what leaves out the kernel does not tell of it");
}

void try_nvme(const char *bytes, size_t size)
{
	Facts facts(bytes, size);
	const u32 opcode = facts.take_u32(1);
	const u32 dword10 = facts.take_u32(4);
	const u32 reason = lockdown_core_nvme_reason(opcode, dword10);

	require(reason == nothing || reason == LOCKDOWN_NUMBER_RAW_DMA ||
			reason == LOCKDOWN_NUMBER_FLASH_WRITE,
		"a command of NVMe asks for one of its reasons");
	require(reason == lockdown_core_nvme_reason(opcode, dword10 & 0xff),
		"a feature has one byte");
	require(lockdown_core_nvme_reason(opcode | 0x100, dword10) == nothing,
		"an opcode has one byte");
	// Set Features
	require(opcode == 0x09 || reason == lockdown_core_nvme_reason(opcode, ~dword10),
		"other commands have no feature");
}

void try_requests(const char *bytes, size_t size)
{
	Facts facts(bytes, size);
	const u32 family = facts.take_u32(2);
	const u32 fact = facts.take_u32(4);
	const u32 socket = lockdown_core_socket_reason(family, 0);

	require(socket == nothing || socket == LOCKDOWN_NUMBER_XFRM_SECRET,
		"a socket asks for its reason or none");
	require(lockdown_core_socket_reason(family, fact | 1) == nothing,
		"the kernel's own sockets ask for nothing");
	require(lockdown_core_image_reason(0, fact) == LOCKDOWN_NUMBER_KEXEC,
		"what is not verified asks for kexec");
	require(lockdown_core_image_reason(fact | 1, 0) == nothing,
		"what is verified, and for no crash, asks for nothing");
	require(lockdown_core_image_reason(fact | 1, fact | 1) == LOCKDOWN_NUMBER_VMCORE,
		"what a crash starts finds the memory");
}

void try_kept(const char *bytes, size_t size)
{
	const char untold = 0;
	Facts facts(bytes, size);
	const u64 taints = facts.take(8);
	const u64 more = taints | facts.take(8);
	lockdown_set denied = {};

	for (unsigned long &word : denied.word)
		word = static_cast<unsigned long>(facts.take(sizeof(word)));
	for (u32 number = 0;; number++) {
		u32 reason = untouched;
		const char *what = &untold;
		const int length = lockdown_core_kept(number, &denied, taints, &reason, &what);

		if (length <= 0) {
			require(reason == untouched && what == &untold,
				"what is kept is stored on success only");
			if (length == 0)
				continue;
			require(length == -LOCKDOWN_EINVAL && number, "the end is told");
			break;
		}
		require(lockdown_set_contains(&denied, reason), "what is kept is denied now");
		require(lockdown_core_kept(number, &denied, more, &reason, &what) == length,
			"more that was done takes away nothing");
		require(lockdown_core_kept(number, &empty, taints, &reason, &what) == 0,
			"nothing is kept of what is allowed");
		require(lockdown_core_kept(number, &denied, 0, &reason, &what) == 0,
			"nothing is kept of what was not done");
	}

	const u32 reason = facts.take_u32(1);
	const u32 taint = lockdown_core_module_taint(reason);
	require(!taint || (taint >= LOCKDOWN_TAINT_OWN && taint < 64 && is_strict_reason(reason)),
		"a module leaves a taint of ours, for a strict reason");
}

u32 ask_video(const std::string &value)
{
	const Exact exact(value);
	const u32 reason = lockdown_core_video_reason(exact.data(), exact.size());

	require(reason == nothing || reason == LOCKDOWN_NUMBER_DRIVER_IO,
		"video= asks for its reason or none");
	return reason;
}

void try_video(const char *text, size_t size)
{
	const std::string value(text, size);

	require(ask_video(value) == nothing || value.starts_with("efifb:") ||
			value.starts_with("vesafb:"),
		"other drivers say nothing of where the picture is");
	for (const std::string driver : { "efifb:", "vesafb:" }) {
		const u32 reason = ask_video(driver + value);

		require(ask_video(driver + value.substr(0, size / 2)) == nothing ||
				reason != nothing,
			"what is said is not taken back");
		require(reason == ask_video(driver + "nowc," + value) &&
				reason == ask_video(driver + value + ",off"),
			"an option leaves those beside it alone");
	}
}

void try_facts(const char *bytes, size_t size)
{
	try_file(bytes, size);
	try_path(bytes, size);
	try_perf(bytes, size);
	try_nvme(bytes, size);
	try_requests(bytes, size);
	try_kept(bytes, size);
	try_video(bytes, size);
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
	try_facts(text, size);
	return 0;
}
