// SPDX-License-Identifier: GPL-2.0
// Text for people: colours and columns.

#include "output.hh"

#include <algorithm>
#include <cstdio>

#include <fmt/core.h>

#include "state.hh"

namespace ctl
{

std::string Painter::paint(Colour colour, std::string_view text) const
{
	constexpr std::string_view codes[] = { "", "1", "31", "32", "33" };
	const std::string_view code = codes[static_cast<size_t>(colour)];

	if (!coloured_ || code.empty())
		return std::string(text);
	return fmt::format("\033[{}m{}\033[0m", code, text);
}

void print_columns(const Painter &painter, const std::vector<std::vector<Cell>> &rows)
{
	std::vector<size_t> widths;

	for (const auto &row : rows) {
		widths.resize(std::max(widths.size(), row.size()));
		for (size_t i = 0; i < row.size(); i++)
			widths[i] = std::max(widths[i], row[i].text.size());
	}
	for (const auto &row : rows) {
		std::string line;

		for (size_t i = 0; i < row.size(); i++) {
			const std::string space(widths[i] - row[i].text.size(), ' ');
			const std::string text = painter.paint(row[i].colour, row[i].text);

			line += row[i].right ? space + text : text;
			if (i + 1 < row.size())
				line += (row[i].right ? "" : space) + "  ";
		}
		fmt::print("{}\n", line);
	}
}

std::string wrap(std::string_view text, size_t indent, size_t width)
{
	std::string result;
	size_t column = indent;

	for (const std::string_view word : split(text, " ")) {
		if (column > indent && column + 1 + word.size() > width) {
			result += "\n" + std::string(indent, ' ');
			column = indent;
		} else if (column > indent) {
			result += ' ';
			column++;
		}
		result += word;
		column += word.size();
	}
	return result;
}

std::string join(const std::vector<std::string> &parts, std::string_view between)
{
	std::string result;

	for (const std::string &part : parts) {
		if (!result.empty())
			result += between;
		result += part;
	}
	return result;
}

Colour colour_of(std::string_view state)
{
	if (state == "denied" || state == "shut")
		return Colour::Red;
	if (state == "watched" || state == "observed")
		return Colour::Yellow;
	if (state == "allowed" || state == "open")
		return Colour::Green;
	return Colour::Plain;
}

} // namespace ctl
