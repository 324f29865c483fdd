// SPDX-License-Identifier: GPL-2.0
// Modules that are doors: by their name, or with an argument.
#pragma once

#include "core.h"
#include "language.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// When a row of the table is met.
enum class When : u32 {
	Loaded, ///< A module whose name begins so is loaded.
	Given, ///< The parameter is given, whatever its value.
	Nonzero, ///< It is given, and not zero.
	True, ///< It is given, and not false.
};

/// A module, or a parameter of one as the command line calls it.
struct ModuleRow {
	Text name;
	When when;
	Reason reason;
};

constexpr ModuleRow module_rows[] = {
	// drivers/uio: memory or ports of a device. Not uio itself, which cnic and qedi need.
	{ "uio_", When::Loaded, Reason::DRIVER_IO },
	// drivers/comedi/comedi_fops.c: COMEDI_DEVCONFIG names the ports of a board
	{ "comedi.comedi_num_legacy_minors", When::Nonzero, Reason::DRIVER_IO },
	// drivers/vfio/vfio_main.c: devices that no IOMMU holds back
	{ "vfio.enable_unsafe_noiommu_mode", When::True, Reason::RAW_DMA },
	// drivers/vfio/vfio_iommu_type1.c, drivers/iommu/iommufd/device.c
	{ "vfio_iommu_type1.allow_unsafe_interrupts", When::True, Reason::RAW_DMA },
	{ "iommufd.allow_unsafe_interrupts", When::True, Reason::RAW_DMA },
	// drivers/firewire/ohci.c: the bus reads and writes memory
	{ "firewire_ohci.remote_dma", When::True, Reason::RAW_DMA },
	// drivers/char/ipmi/ipmi_si_hotmod.c: the address of an interface
	{ "ipmi_si.hotmod", When::Given, Reason::DRIVER_IO },
	// drivers/mtd/devices/phram.c, whose parameter not every kernel marks
	{ "phram.phram", When::Given, Reason::DRIVER_IO },
	// Addresses that are not marked as such.
	// drivers/mtd/nand/raw/diskonchip.c
	{ "diskonchip.doc_config_location", When::Nonzero, Reason::DRIVER_IO },
	// drivers/hwmon
	{ "sis5595.force_addr", When::Nonzero, Reason::DRIVER_IO },
	{ "via686a.force_addr", When::Nonzero, Reason::DRIVER_IO },
	{ "vt8231.force_addr", When::Nonzero, Reason::DRIVER_IO },
	// drivers/gpio/gpio-winbond.c
	{ "gpio_winbond.base", When::Nonzero, Reason::DRIVER_IO },
	// drivers/watchdog: the first writes a byte that ioctl(2) gives
	{ "advantechwdt.wdt_start", When::Given, Reason::DRIVER_IO },
	{ "advantechwdt.wdt_stop", When::Given, Reason::DRIVER_IO },
	{ "acquirewdt.wdt_start", When::Given, Reason::DRIVER_IO },
	{ "acquirewdt.wdt_stop", When::Given, Reason::DRIVER_IO },
	{ "sbc60xxwdt.wdt_start", When::Given, Reason::DRIVER_IO },
	{ "sbc60xxwdt.wdt_stop", When::Given, Reason::DRIVER_IO },
	// drivers/media/radio; the neighbours of these know a few ports each
	{ "radio_cadet.io", When::Given, Reason::DRIVER_IO },
	{ "radio_sf16fmi.io", When::Given, Reason::DRIVER_IO },
	// drivers/net/wan
	{ "n2.hw", When::Given, Reason::DRIVER_IO },
	{ "c101.hw", When::Given, Reason::DRIVER_IO },
	// drivers/net/hamradio/yam.c, whose ioctl(2) names a port
	{ "yam", When::Loaded, Reason::DRIVER_IO },
	// drivers/virtio/virtio_mmio.c
	{ "virtio_mmio.device", When::Given, Reason::DRIVER_IO },
	// drivers/net/arcnet
	{ "arc_rimi.io", When::Nonzero, Reason::DRIVER_IO },
	{ "com90xx.shmem", When::Nonzero, Reason::DRIVER_IO },
	// drivers/spi/spi-intel.c: the chip of the firmware
	{ "spi_intel.writeable", When::True, Reason::FLASH_WRITE },
};

/// An argument of a module; with no value, that is no text at all.
struct Argument {
	Text name;
	Text value;
};

constexpr Text no_value = { nullptr, 0 };

/// As the kernel's isspace(): Latin-1's blank that does not break is one.
[[nodiscard]] constexpr bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == '\xa0';
}

[[nodiscard]] constexpr Text without_leading_spaces(Text text)
{
	size_t start = 0;
	while (start < text.size() && is_space(text.data()[start]))
		start++;
	return { text.data() + start, text.size() - start };
}

/// Takes the first argument of a text that begins with one.
///
/// ABI: as next_arg() of lib/cmdline.c. Quotes keep blanks together; a pair is left
/// out that is around the whole, or around the value. The first equals sign ends
/// the name, unless it begins it.
[[nodiscard]] constexpr Argument take_argument(Text &rest)
{
	const bool quoted = rest.data()[0] == '"';
	const char *const text = rest.data() + quoted;
	const size_t size = rest.size() - quoted;
	bool in_quotes = quoted;
	size_t sign = 0;
	size_t end = 0;

	for (; end < size && (in_quotes || !is_space(text[end])); end++) {
		if (text[end] == '=' && !sign)
			sign = end;
		in_quotes ^= text[end] == '"';
	}
	rest = without_leading_spaces({ text + end, size - end });

	const size_t start = sign ? sign + 1 : 0;
	const size_t opening = sign && start < end && text[start] == '"';
	const size_t closing = (quoted || opening) && end > start + opening && text[end - 1] == '"';
	const Text last = { text + start + opening, end - start - opening - closing };
	return sign ? Argument{ { text, sign }, last } : Argument{ last, no_value };
}

/// As parameq() of kernel/params.c.
[[nodiscard]] constexpr bool is_called(Text name, Text wanted)
{
	if (name.size() != wanted.size())
		return false;
	for (size_t i = 0; i < name.size(); i++)
		if ((name.data()[i] == '-' ? '_' : name.data()[i]) != wanted.data()[i])
			return false;
	return true;
}

[[nodiscard]] constexpr char in_lower_case(char c)
{
	return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// As kstrtobool() of lib/kstrtox.c; "disable" is of 7.3.
[[nodiscard]] constexpr bool is_false(Text value)
{
	const char first = value.size() ? in_lower_case(value.data()[0]) : '\0';
	if (first == 'o')
		return value.size() > 1 && in_lower_case(value.data()[1]) == 'f';
	return first == 'n' || first == 'f' || first == 'd' || first == '0';
}

/// In whatever base, a number that is not zero has such a digit.
[[nodiscard]] constexpr bool has_digit_above_zero(Text value)
{
	for (size_t i = 0; i < value.size(); i++) {
		const char c = in_lower_case(value.data()[i]);
		if ((c >= '1' && c <= '9') || (c >= 'a' && c <= 'f'))
			return true;
	}
	return false;
}

/// A parameter without a value is true. What is neither true nor false, or no number,
/// the kernel refuses by itself.
[[nodiscard]] constexpr bool counts(When when, Text value)
{
	switch (when) {
	case When::Nonzero:
		return has_digit_above_zero(value);
	case When::True:
		return !is_false(value);
	default:
		return true;
	}
}

/// ABI: as parse_args() of kernel/params.c; "--" ends the arguments. One of several is
/// enough, although the last of them decides.
[[nodiscard]] constexpr bool is_given(Text name, When when, Text arguments)
{
	Text rest = without_leading_spaces(arguments.until_nul());
	while (rest.size()) {
		const Argument argument = take_argument(rest);
		if (!argument.value.data() && argument.name == "--")
			return false;
		if (is_called(argument.name, name) && counts(when, argument.value))
			return true;
	}
	return false;
}

[[nodiscard]] constexpr bool is_met(const ModuleRow &row, Text name, Text arguments)
{
	if (row.when == When::Loaded)
		return name.starts_with(row.name);
	const Text module = row.name.until('.');
	const size_t start = module.size() + 1;
	return name == module &&
	       is_given({ row.name.data() + start, row.name.size() - start }, row.when, arguments);
}

[[nodiscard]] constexpr const ModuleRow *find_row(Text name, Text arguments)
{
	for (const ModuleRow &row : module_rows)
		if (is_met(row, name, arguments))
			return &row;
	return nullptr;
}

} // namespace
} // namespace lockdown
