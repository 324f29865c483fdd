// SPDX-License-Identifier: GPL-2.0
// Text as a pointer and a length, and the one way to write a line.
#pragma once

#include "core.h"
#include "language.hh"

namespace lockdown
{
namespace
{

/// A view of characters that live elsewhere; no NUL ends it.
class Text {
public:
	constexpr Text(const char *data, size_t size)
		: data_(data)
		, size_(size)
	{
	}

	template <size_t N>
	constexpr Text(const char (&literal)[N]) // implicit: a literal is a text
		: data_(literal)
		, size_(N - 1)
	{
	}

	[[nodiscard]] constexpr const char *data() const
	{
		return data_;
	}

	[[nodiscard]] constexpr size_t size() const
	{
		return size_;
	}

	[[nodiscard]] constexpr bool operator==(const Text &other) const
	{
		if (size_ != other.size_)
			return false;
		for (size_t i = 0; i < size_; i++)
			if (data_[i] != other.data_[i])
				return false;
		return true;
	}

	[[nodiscard]] constexpr bool starts_with(const Text &start) const
	{
		return size_ >= start.size_ && Text(data_, start.size_) == start;
	}

	/// Up to the first of this character, if there is one.
	[[nodiscard]] constexpr Text until(char c) const
	{
		size_t end = 0;
		while (end < size_ && data_[end] != c)
			end++;
		return { data_, end };
	}

	[[nodiscard]] constexpr Text until_nul() const
	{
		return until('\0');
	}

	/// Without this at its start; nothing where it is not there.
	[[nodiscard]] constexpr Text after(const Text &start) const
	{
		return starts_with(start) ? Text(data_ + start.size_, size_ - start.size_) : "";
	}

	/// What stands behind the last slash, or all where there is none.
	[[nodiscard]] constexpr Text last_name() const
	{
		size_t start = size_;
		while (start > 0 && data_[start - 1] != '/')
			start--;
		return { data_ + start, size_ - start };
	}

	/// Without one newline at the end, if there is one.
	[[nodiscard]] constexpr Text without_newline() const
	{
		return size_ && data_[size_ - 1] == '\n' ? Text(data_, size_ - 1) : *this;
	}

private:
	const char *data_;
	size_t size_;
};

struct PowersOfTen {
	u64 value[20];
};

// All that fit into 64 bits, the largest first.
[[nodiscard]] constexpr PowersOfTen make_powers_of_ten()
{
	PowersOfTen powers = {};
	u64 power = 1;
	for (size_t i = sizeof(powers.value) / sizeof(powers.value[0]); i-- > 0; power *= 10)
		powers.value[i] = power;
	return powers;
}

constexpr PowersOfTen powers_of_ten = make_powers_of_ten();

/// Writes a line into a buffer; what does not fit is counted, not stored.
class Line {
public:
	constexpr Line(char *buffer, size_t size)
		: buffer_(buffer)
		, size_(size)
	{
	}

	constexpr void add(Text text)
	{
		for (size_t i = 0; i < text.size(); i++, length_++)
			if (length_ < size_)
				buffer_[length_] = text.data()[i];
	}

	/// In decimal digits.
	constexpr void add(u64 number)
	{
		bool begun = false;
		for (const u64 power : powers_of_ten.value) {
			u32 digit = 0;
			// A division of 64 bits is a call into libgcc on 32-bit machines.
			for (; number >= power; number -= power)
				digit++;
			begun |= digit != 0 || power == 1;
			if (begun)
				add(Text(&"0123456789"[digit], 1));
		}
	}

	[[nodiscard]] constexpr size_t length() const
	{
		return length_;
	}

private:
	char *buffer_;
	size_t size_;
	size_t length_ = 0;
};

/// Stores the whole line that `compose(line)` adds up, or nothing of it.
/// Returns its length, or -ENOSPC.
template <typename Compose>
[[nodiscard]] constexpr int render(char *buffer, size_t size, Compose compose)
{
	Line measure(nullptr, 0);
	compose(measure);
	if (measure.length() > size)
		return -LOCKDOWN_ENOSPC;

	Line line(buffer, size);
	compose(line);
	return static_cast<int>(line.length());
}

} // namespace
} // namespace lockdown
