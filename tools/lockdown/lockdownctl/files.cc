// SPDX-License-Identifier: GPL-2.0
// The files of a running kernel, or of a directory that stands for one.

#include "files.hh"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ctl
{
namespace
{

/// An open file that is closed at the end.
class Descriptor {
public:
	explicit Descriptor(int number)
		: number_(number)
	{
	}

	Descriptor(const Descriptor &) = delete;
	Descriptor &operator=(const Descriptor &) = delete;

	~Descriptor()
	{
		if (number_ >= 0)
			::close(number_);
	}

	[[nodiscard]] bool ok() const
	{
		return number_ >= 0;
	}

	[[nodiscard]] int number() const
	{
		return number_;
	}

private:
	int number_;
};

[[nodiscard]] int write_all(int descriptor, std::string_view text)
{
	while (!text.empty()) {
		const ssize_t count = ::write(descriptor, text.data(), text.size());

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno;
		if (count == 0)
			return EIO;
		text.remove_prefix(static_cast<size_t>(count));
	}
	return 0;
}

/// The file that a link leads to; the name itself where there is no file yet.
[[nodiscard]] std::string target_of(const std::string &name)
{
	char *found = ::realpath(name.c_str(), nullptr);
	std::string target = found ? found : name;

	std::free(found);
	return target;
}

} // namespace

Files::Files(std::string root)
	: root_(std::move(root))
{
	while (!root_.empty() && root_.back() == '/')
		root_.pop_back();
}

bool Files::live() const
{
	return root_.empty();
}

std::string Files::path(std::string_view name) const
{
	return root_ + std::string(name);
}

bool Files::exists(std::string_view name) const
{
	return ::access(path(name).c_str(), F_OK) == 0;
}

Reading Files::read(std::string_view name) const
{
	const Descriptor file(::open(path(name).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
	Reading reading;
	char buffer[16384];

	if (!file.ok()) {
		reading.error = errno;
		return reading;
	}
	for (;;) {
		const ssize_t count = ::read(file.number(), buffer, sizeof(buffer));

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0) {
			reading.error = errno;
			reading.text.clear();
			return reading;
		}
		if (count == 0)
			return reading;
		reading.text.append(buffer, static_cast<size_t>(count));
	}
}

std::vector<std::string> Files::names(std::string_view directory) const
{
	std::vector<std::string> names;
	DIR *stream = ::opendir(path(directory).c_str());

	if (!stream)
		return names;
	while (const dirent *entry = ::readdir(stream))
		if (entry->d_name[0] != '.')
			names.emplace_back(entry->d_name);
	::closedir(stream);
	std::sort(names.begin(), names.end());
	return names;
}

int Files::write(std::string_view name, std::string_view text) const
{
	const Descriptor file(::open(path(name).c_str(), O_WRONLY | O_CLOEXEC));

	if (!file.ok())
		return errno;
	// ABI: each write(2) is a whole command, so the text is never cut.
	const ssize_t count = ::write(file.number(), text.data(), text.size());
	if (count < 0)
		return errno;
	return static_cast<size_t>(count) == text.size() ? 0 : EIO;
}

int Files::try_open(std::string_view name) const
{
	const Descriptor file(::open(path(name).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));

	return file.ok() ? 0 : errno;
}

int replace_file(const std::string &name, std::string_view text)
{
	struct stat there;

	// A device or a pipe must not become a file.
	if (::stat(name.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
		const Descriptor file(::open(name.c_str(), O_WRONLY | O_CLOEXEC));

		return file.ok() ? write_all(file.number(), text) : errno;
	}
	const std::string path = target_of(name);
	std::string temporary = path + ".XXXXXX";
	int error = 0;
	{
		const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));

		if (!file.ok())
			return errno;
		error = write_all(file.number(), text);
		// Whoever collects it is another user.
		if (!error && ::fchmod(file.number(), 0644))
			error = errno;
		if (!error && ::fsync(file.number()))
			error = errno;
	}
	if (!error && ::rename(temporary.c_str(), path.c_str()))
		error = errno;
	if (error)
		::unlink(temporary.c_str());
	return error;
}

} // namespace ctl
