// SPDX-License-Identifier: GPL-2.0
// Text for people: colours and columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ctl
{

enum class Colour {
	Plain,
	Bold,
	Red,
	Green,
	Yellow,
};

/// Paints text where that is wanted.
class Painter {
public:
	explicit Painter(bool coloured)
		: coloured_(coloured)
	{
	}

	[[nodiscard]] std::string paint(Colour colour, std::string_view text) const;

private:
	bool coloured_;
};

struct Cell {
	std::string text;
	Colour colour = Colour::Plain;
	bool right = false; ///< Numbers end where their column ends.
};

/// Prints rows with columns that are as wide as their widest cell, the last one
/// without padding.
void print_columns(const Painter &painter, const std::vector<std::vector<Cell>> &rows);

/// Breaks text at blanks, so that no line is longer; later lines are indented.
[[nodiscard]] std::string wrap(std::string_view text, size_t indent, size_t width = 80);

[[nodiscard]] std::string join(const std::vector<std::string> &parts, std::string_view between);

/// The colour of a state, or of a verdict.
[[nodiscard]] Colour colour_of(std::string_view state);

} // namespace ctl
