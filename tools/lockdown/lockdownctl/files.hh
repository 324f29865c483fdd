// SPDX-License-Identifier: GPL-2.0
// The files of a running kernel, or of a directory that stands for one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ctl
{

/// What reading a file gave.
struct Reading {
	std::string text;
	int error = 0; ///< An errno; the text is there only if it is 0.

	[[nodiscard]] bool ok() const
	{
		return error == 0;
	}
};

/// Files below a root directory. Paths begin with a slash.
class Files {
public:
	explicit Files(std::string root);

	/// Is this the running system, and not a directory that stands for one?
	[[nodiscard]] bool live() const;
	[[nodiscard]] std::string path(std::string_view name) const;
	[[nodiscard]] bool exists(std::string_view name) const;
	[[nodiscard]] Reading read(std::string_view name) const;

	/// The names in a directory, sorted; none if it cannot be read.
	[[nodiscard]] std::vector<std::string> names(std::string_view directory) const;

	/// Writes the whole text by one write(2) into a file that exists.
	/// Returns 0 or an errno.
	[[nodiscard]] int write(std::string_view name, std::string_view text) const;

	/// Opens a file for reading and closes it again. Returns 0 or an errno.
	[[nodiscard]] int try_open(std::string_view name) const;

private:
	std::string root_;
};

/// Puts a text into a file so that readers see the old or the new one, whole. A
/// link stays and its target is replaced; what is no regular file is written to.
/// Returns 0 or an errno.
[[nodiscard]] int replace_file(const std::string &name, std::string_view text);

} // namespace ctl
