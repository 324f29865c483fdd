// SPDX-License-Identifier: GPL-2.0
// The core of lockdown: one translation unit, and nothing but the seam visible
// outside of it.

#include "core.h"
#include "language.hh"
#include "text.hh"
#include "set.hh"
#include "level.hh"
#include "grammar.hh"
#include "listing.hh"
#include "bpf.hh"
#include "file.hh"
#include "module.hh"
#include "kept.hh"
#include "perf.hh"
#include "request.hh"
#include "storage.hh"
#include "laws.hh"

namespace lockdown
{
namespace
{

#if defined(CONFIG_LOCK_DOWN_KERNEL_FORCE_CONFIDENTIALITY)
constexpr Level forced = Level::Confidentiality;
#elif defined(CONFIG_LOCK_DOWN_KERNEL_FORCE_INTEGRITY)
constexpr Level forced = Level::Integrity;
#else
constexpr Level forced = Level::None;
#endif

#if defined(CONFIG_LOCK_DOWN_IN_EFI_SECURE_BOOT_CONFIDENTIALITY)
constexpr Level in_secure_boot = Level::Confidentiality;
#elif defined(CONFIG_LOCK_DOWN_IN_EFI_SECURE_BOOT)
constexpr Level in_secure_boot = Level::Integrity;
#else
constexpr Level in_secure_boot = Level::None;
#endif

#if defined(CONFIG_SECURITY_LOCKDOWN_STRICT)
constexpr Set denied_at_start = completed(denied_by(forced).united(strict_mark));
#else
constexpr Set denied_at_start = denied_by(forced);
#endif

[[nodiscard]] int hand_over(Parsed parsed, u32 *level)
{
	if (!parsed.understood)
		return -LOCKDOWN_EINVAL;
	*level = static_cast<u32>(parsed.level);
	return 0;
}

[[nodiscard]] int hand_over(const ParsedSet &parsed, struct lockdown_set *set)
{
	if (!parsed.understood)
		return -LOCKDOWN_EINVAL;
	*set = parsed.set.raw();
	return 0;
}

[[nodiscard]] int hand_over(Text text, const char **data)
{
	*data = text.data();
	return static_cast<int>(text.size());
}

} // namespace
} // namespace lockdown

using namespace lockdown;

// INVARIANT: holds at least what the configuration forces, from the first
// instruction; only lockdown_core_raise() changes it.
#ifdef __KERNEL__
[[gnu::section(".data..ro_after_init")]]
#endif
alignas(denied_alignment) constinit struct lockdown_set lockdown_denied = denied_at_start.raw();

constexpr struct lockdown_hints lockdown_file_hints = file_hints;

void lockdown_core_forced(struct lockdown_set *set)
{
	*set = denied_at_start.raw();
}

u32 lockdown_core_level_of_secure_boot(u32 mode)
{
	return static_cast<u32>(level_of(SecureBoot{ mode }, in_secure_boot));
}

void lockdown_core_level_set(u32 level, struct lockdown_set *set)
{
	*set = denied_by(level_from(level)).raw();
}

u32 lockdown_core_level(const struct lockdown_set *denied)
{
	return static_cast<u32>(level_held(snapshot(*denied)));
}

u32 lockdown_core_level_of_reason(u32 reason)
{
	return static_cast<u32>(level_of(reason));
}

u32 lockdown_core_level_of_number(u32 number)
{
	return static_cast<u32>(level_of_raise(number));
}

int lockdown_core_raise(struct lockdown_set *denied, const struct lockdown_set *more)
{
	return raise(*denied, Set(*more)) ? 0 : -LOCKDOWN_EPERM;
}

void lockdown_core_complete(const struct lockdown_set *denied, struct lockdown_set *more)
{
	const Set before = snapshot(*denied);
	const Set wanted(*more);
	const Set after = completed(before.united(wanted));
	*more = after.without(before).united(wanted).raw();
}

void lockdown_core_strict_mark(struct lockdown_set *mark)
{
	*mark = strict_mark.raw();
}

int lockdown_core_is_strict(const struct lockdown_set *denied)
{
	return is_strict(snapshot(*denied));
}

int lockdown_core_parse_strict(const char *text, size_t length, u32 *on)
{
	const ParsedStrict parsed = parse_strict({ text, length });
	if (!parsed.understood)
		return -LOCKDOWN_EINVAL;
	*on = parsed.on;
	return 0;
}

int lockdown_core_includes(const struct lockdown_set *denied, const struct lockdown_set *some)
{
	return snapshot(*denied).includes(Set(*some));
}

int lockdown_core_parse_boot(const char *text, size_t length, u32 *level)
{
	return hand_over(parse_boot({ text, length }), level);
}

int lockdown_core_parse_write(const char *text, size_t length, u32 *level)
{
	return hand_over(parse_write({ text, length }), level);
}

int lockdown_core_render_level(u32 level, char *line, size_t size)
{
	if (level > static_cast<u32>(Level::Confidentiality))
		return -LOCKDOWN_EINVAL;
	return render_level(static_cast<Level>(level), line, size);
}

int lockdown_core_render_carry(const struct lockdown_set *denied, const char *cmdline,
			       size_t length, char *text, size_t size)
{
	return render_carry(snapshot(*denied), { cmdline, length }, text, size);
}

int lockdown_core_may_refine(const struct lockdown_set *denied)
{
	return may_refine(snapshot(*denied));
}

int lockdown_core_parse_reasons(const char *text, size_t length, struct lockdown_set *set)
{
	return hand_over(parse_list({ text, length }), set);
}

int lockdown_core_parse_watch(const char *text, size_t length, struct lockdown_set *set)
{
	return hand_over(parse_watch({ text, length }), set);
}

int lockdown_core_render_set(const struct lockdown_set *set, char *text, size_t size)
{
	return render_set(snapshot(*set), text, size);
}

int lockdown_core_reasons_header(const char **header)
{
	return hand_over(listing_header, header);
}

int lockdown_core_render_reason(u32 reason, const struct lockdown_set *denied,
				const struct lockdown_set *watched,
				const struct lockdown_tally *tally, char *line, size_t size)
{
	if (!is_reason(reason))
		return -LOCKDOWN_EINVAL;
	return render_reason(reason, snapshot(*denied), snapshot(*watched), *tally, line, size);
}

int lockdown_core_render_slug(u32 reason, char *text, size_t size)
{
	return render_slug(reason, text, size);
}

int lockdown_core_slug(u32 reason, const char **slug)
{
	const Row *row = find(reason);
	return row ? hand_over(row->slug, slug) : -LOCKDOWN_EINVAL;
}

int lockdown_core_text(u32 reason, const char **text)
{
	const Row *row = find(reason);
	return row ? hand_over(row->text, text) : -LOCKDOWN_EINVAL;
}

int lockdown_core_bpf_kfunc(u32 number, const char **name)
{
	return number < LOCKDOWN_BPF_KFUNCS ? hand_over(reading_kfuncs[number], name) :
					      -LOCKDOWN_EINVAL;
}

void lockdown_core_bpf_reasons(const struct lockdown_bpf_program *program, struct lockdown_set *set)
{
	*set = reasons_of(*program).raw();
}

int lockdown_core_bpf_probes(const struct lockdown_bpf_insn *code, size_t length)
{
	return probes_structures(code, length);
}

int lockdown_core_kept(u32 number, const struct lockdown_set *denied, u64 taints, u32 *reason,
		       const char **what)
{
	if (number >= kept_count)
		return -LOCKDOWN_EINVAL;
	const Kept &kept = kept_table[number];
	if (!is_kept(kept, taints, snapshot(*denied)))
		return 0;
	*reason = static_cast<u32>(kept.reason);
	return hand_over(kept.what, what);
}

u32 lockdown_core_perf_tells(const struct lockdown_perf *perf)
{
	return tells(*perf);
}

int lockdown_core_guards_files(const struct lockdown_set *denied,
			       const struct lockdown_set *watched)
{
	return guards_files(snapshot(*denied), snapshot(*watched));
}

int lockdown_core_file_needs_path(const struct lockdown_file *file)
{
	return needs_path(*file, { file->path, file->path_length });
}

u32 lockdown_core_file_reason(const struct lockdown_file *file, const struct lockdown_set *denied)
{
	const Door *door = find_door(*file);
	return door && counts(*door, snapshot(*denied)) ? door->reason : LOCKDOWN_NUMBER_NONE;
}

u32 lockdown_core_nvme_reason(u32 opcode, u32 dword10)
{
	return reason_of_nvme(opcode, dword10);
}

u32 lockdown_core_module_reason(const struct lockdown_module *module)
{
	const ModuleRow *row = find_row({ module->name, module->name_length },
					{ module->arguments, module->arguments_length });
	return row ? static_cast<u32>(row->reason) : LOCKDOWN_NUMBER_NONE;
}

u32 lockdown_core_module_taint(u32 reason)
{
	return taint_of_module(reason);
}

u32 lockdown_core_socket_reason(u32 family, u32 kernel)
{
	return reason_of_socket(family, kernel);
}

u32 lockdown_core_image_reason(u32 verified, u32 crash)
{
	return reason_of_image(verified, crash);
}

u32 lockdown_core_video_reason(const char *value, size_t length)
{
	return reason_of_video({ value, length });
}
