// SPDX-License-Identifier: GPL-2.0
// What the core knows of levels and reasons, asked through its seam. The core
// is the kernel's own, compiled for the host.

#include "catalogue.hh"

#include <array>
#include <iterator>

namespace ctl
{
namespace
{

constexpr u32 level_count = LOCKDOWN_LEVEL_CONFIDENTIALITY + 1;

#define LOCKDOWN_REASON(symbol, slug, text, level, scope) +1
constexpr size_t known_count = 0
#include "reasons.h"
	;

/// The seam has no question for the scope: the kernel shows it in a file.
[[nodiscard]] std::string_view scope_of(u32 number)
{
	switch (number) {
#define LOCKDOWN_REASON(symbol, slug, text, level, scope) \
	case LOCKDOWN_NUMBER_##symbol:                    \
		return #scope;
#include "reasons.h"
	default:
		return "";
	}
}

[[nodiscard]] std::string lower(std::string_view text)
{
	std::string result;

	for (const char c : text)
		result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
	return result;
}

[[nodiscard]] std::array<Known, known_count> make_catalogue()
{
	std::array<Known, known_count> all = {};
	size_t count = 0;

	for (u32 number = 0; number < LOCKDOWN_REASON_COUNT && count < all.size(); number++) {
		const char *slug = nullptr;
		const char *text = nullptr;
		const int slug_length = lockdown_core_slug(number, &slug);
		const int text_length = lockdown_core_text(number, &text);

		if (slug_length < 0 || text_length < 0)
			continue;
		all[count++] = { { slug, static_cast<size_t>(slug_length) },
				 { text, static_cast<size_t>(text_length) },
				 lower(scope_of(number)),
				 lockdown_core_level_of_reason(number) };
	}
	return all;
}

/// The word in brackets.
[[nodiscard]] std::string_view marked(std::string_view line)
{
	const size_t begin = line.find('[');
	const size_t end = line.find(']', begin);

	if (begin == line.npos || end == line.npos)
		return {};
	return line.substr(begin + 1, end - begin - 1);
}

[[nodiscard]] std::array<std::string, level_count> make_level_names()
{
	std::array<std::string, level_count> names;

	for (u32 level = 0; level < level_count; level++) {
		char line[LOCKDOWN_LINE_MAX];
		const int length = lockdown_core_render_level(level, line, sizeof(line));

		if (length > 0)
			names[level] = marked({ line, static_cast<size_t>(length) });
	}
	return names;
}

} // namespace

std::span<const Known> catalogue()
{
	static const std::array<Known, known_count> all = make_catalogue();

	return all;
}

const Known *find_known(std::string_view slug)
{
	for (const Known &known : catalogue())
		if (known.slug == slug)
			return &known;
	return nullptr;
}

std::string_view level_name(u32 level)
{
	static const std::array<std::string, level_count> names = make_level_names();

	return level < level_count ? std::string_view(names[level]) : "unknown";
}

std::optional<u32> parse_level(std::string_view name)
{
	u32 level;

	if (lockdown_core_parse_write(name.data(), name.size(), &level))
		return std::nullopt;
	return level;
}

std::optional<u32> parse_level_line(std::string_view line)
{
	return parse_level(marked(line));
}

} // namespace ctl
