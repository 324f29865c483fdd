// SPDX-License-Identifier: GPL-2.0
// Modules and their arguments at the seam: what each asks for.

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core.h"

namespace
{

using namespace std::literals;

// Name and arguments lie in blocks of exactly their size, so that the address
// sanitizer sees a read past their end.
u32 reason_of(std::string_view name, std::string_view arguments)
{
	const std::unique_ptr<char[]> name_bytes(new char[name.size()]);
	const std::unique_ptr<char[]> bytes(new char[arguments.size()]);

	name.copy(name_bytes.get(), name.size());
	arguments.copy(bytes.get(), arguments.size());
	const lockdown_module module = { name_bytes.get(), name.size(), bytes.get(),
					 arguments.size() };
	return lockdown_core_module_reason(&module);
}

void expect_reason(std::string_view name, std::string_view arguments, u32 reason)
{
	EXPECT_EQ(reason, reason_of(name, arguments)) << name << " " << arguments;
}

// Two of them let a device reach memory.
void expect_refused(std::string_view name, std::string_view arguments)
{
	const bool dma = name == "firewire_ohci" || name == "iommufd" || name.starts_with("vfio");

	expect_reason(name, arguments, dma ? LOCKDOWN_NUMBER_RAW_DMA : LOCKDOWN_NUMBER_DRIVER_IO);
}

void expect_let_in(std::string_view name, std::string_view arguments)
{
	expect_reason(name, arguments, LOCKDOWN_NUMBER_NONE);
}

TEST(Module, SomeNeedNoArgument)
{
	for (const std::string_view arguments : { ""sv, "x"sv, "--"sv, "\""sv }) {
		expect_refused("uio_pci_generic", arguments);
		expect_refused("uio_cif", arguments);
	}
}

// Of modules that need an argument the name is whole, of others its beginning.
TEST(Module, NamesAreNoParts)
{
	expect_refused("yam", "");
	for (const std::string_view name :
	     { ""sv, "ya"sv, "uio"sv, "dcdba"sv, "xdcdbas"sv, "xuio_cif"sv, "dell_smbios"sv,
	       "comed"sv, "comedi_8255"sv, "firewire_core"sv, "vfio_pci"sv }) {
		expect_let_in(name, "");
		expect_let_in(name, "comedi_num_legacy_minors=4 remote_dma=1 hotmod=x");
	}
}

// At least what they are for, one by one.
TEST(Module, EachParameterHasItsModule)
{
	const std::vector<std::pair<std::string_view, std::string_view>> rows = {
		{ "comedi", "comedi_num_legacy_minors=4" },
		{ "vfio", "enable_unsafe_noiommu_mode=1" },
		{ "vfio_iommu_type1", "allow_unsafe_interrupts=1" },
		{ "iommufd", "allow_unsafe_interrupts" },
		{ "firewire_ohci", "remote_dma=1" },
		{ "ipmi_si", "hotmod=add,kcs,i/o,0xca2" },
		{ "phram", "phram=x,0xfee00000,4Ki" },
		{ "diskonchip", "doc_config_location=0xd0000" },
		{ "sis5595", "force_addr=0x290" },
		{ "via686a", "force_addr=0x290" },
		{ "vt8231", "force_addr=0x290" },
		{ "gpio_winbond", "base=0x2e" },
		{ "advantechwdt", "wdt_start=0xb2" },
		{ "advantechwdt", "wdt_stop=0xb2" },
		{ "acquirewdt", "wdt_start=0xb2" },
		{ "acquirewdt", "wdt_stop=0xb2" },
		{ "sbc60xxwdt", "wdt_start=0xb2" },
		{ "sbc60xxwdt", "wdt_stop=0xb2" },
		{ "radio_cadet", "io=0x330" },
		{ "radio_sf16fmi", "io=0x284" },
		{ "n2", "hw=0x240,10,0xd0000,0" },
		{ "c101", "hw=9,0xdc000" },
		{ "virtio_mmio", "device=4K@0x1001e000:74" },
		{ "arc_rimi", "io=0xd0000" },
		{ "com90xx", "shmem=0xd0000" },
	};

	const auto has_row = [&](std::string_view module, std::string_view parameter) {
		return std::any_of(rows.begin(), rows.end(), [&](const auto &row) {
			return row.first == module &&
			       row.second.substr(0, row.second.find('=')) == parameter;
		});
	};

	for (const auto &[name, arguments] : rows) {
		expect_let_in(name, "");
		expect_refused(name, arguments);
		for (const auto &[other, rest] : rows)
			if (!has_row(other, arguments.substr(0, arguments.find('='))))
				expect_let_in(other, arguments);
	}
	expect_reason("spi_intel", "writeable=1", LOCKDOWN_NUMBER_FLASH_WRITE);
	expect_reason("spi_intel", "writeable=0", LOCKDOWN_NUMBER_NONE);
	expect_reason("spi_intel", "", LOCKDOWN_NUMBER_NONE);
}

TEST(Module, DashAndUnderscoreAreAlikeInNamesOfParameters)
{
	expect_refused("comedi", "comedi-num-legacy-minors=4");
	expect_refused("comedi", "comedi-num_legacy-minors=4");
	expect_refused("firewire_ohci", "remote-dma");
	expect_let_in("firewire_ohci", "remote.dma");
	expect_let_in("firewire_ohci", "Remote_dma");
	expect_let_in("firewire_ohci", "remote_dm");
	expect_let_in("firewire_ohci", "remote_dmaa");
	expect_let_in("firewire_ohci", "firewire_ohci.remote_dma");
}

// kstrtobool() looks at one character, or at two.
TEST(Module, TruthIsReadAsTheKernelReadsIt)
{
	for (const std::string_view value :
	     { "y"sv, "Y"sv, "yes"sv, "1"sv, "10"sv, "t"sv, "T"sv, "true"sv, "enable"sv, "on"sv,
	       "On"sv, "ON"sv, "oN"sv })
		expect_refused("firewire_ohci", "remote_dma=" + std::string(value));
	for (const std::string_view value :
	     { "n"sv, "N"sv, "no"sv, "0"sv, "01"sv, "f"sv, "F"sv, "false"sv, "d"sv, "Disable"sv,
	       "off"sv, "Off"sv, "OFF"sv, "of"sv })
		expect_let_in("firewire_ohci", "remote_dma=" + std::string(value));
	expect_refused("firewire_ohci", "remote_dma");
}

// The kernel refuses these by itself; no kernel to come reads them as true unseen.
TEST(Module, WhatIsNoTruthIsNotFalse)
{
	for (const std::string_view value : { ""sv, "o"sv, "2"sv, "-0"sv, "\"\""sv, "maybe"sv })
		expect_refused("firewire_ohci", "remote_dma=" + std::string(value));
}

TEST(Module, NumbersAreReadAsTheKernelReadsThem)
{
	for (const std::string_view value :
	     { "1"sv, "4"sv, "04"sv, "0x4"sv, "0X0a"sv, "+4"sv, "48"sv, "00001"sv, "0x10"sv })
		expect_refused("comedi", "comedi_num_legacy_minors=" + std::string(value));
	for (const std::string_view value : { "0"sv, "00"sv, "0x0"sv, "0X000"sv, "+0"sv, "-0"sv,
					      "+0x0"sv, "\"0\""sv, "\"0\n\""sv })
		expect_let_in("comedi", "comedi_num_legacy_minors=" + std::string(value));
	// Which the kernel refuses by itself.
	for (const std::string_view value : { ""sv, "x"sv, "0x"sv, "0y"sv, "+"sv, "0 \""sv })
		expect_let_in("comedi", "comedi_num_legacy_minors=\"" + std::string(value));
	expect_let_in("comedi", "comedi_num_legacy_minors");
}

TEST(Module, AnyValueOfATextCounts)
{
	for (const std::string_view arguments :
	     { "hotmod"sv, "hotmod="sv, "hotmod=0"sv, "hotmod=\"remove,kcs,i/o,0xca2\""sv })
		expect_refused("ipmi_si", arguments);
	expect_let_in("ipmi_si", "hotmo hotmodd=1 =hotmod");
}

TEST(Module, BlanksPartArguments)
{
	for (const std::string_view blank :
	     { " "sv, "\t"sv, "\n"sv, "\v"sv, "\f"sv, "\r"sv, "\xa0"sv, "   "sv, " \xa0\n"sv }) {
		const std::string space(blank);

		expect_refused("firewire_ohci", space + "remote_dma");
		expect_refused("firewire_ohci", "remote_dma" + space);
		expect_refused("firewire_ohci", "quirks=0" + space + "remote_dma=1" + space + "x");
		expect_let_in("firewire_ohci", "remote_dma=0" + space + "quirks=1");
	}
	for (const std::string_view other : { "\x1c"sv, "\x85"sv, "\b"sv, ","sv })
		expect_let_in("firewire_ohci", "quirks=0" + std::string(other) + "remote_dma");
}

TEST(Module, QuotesKeepBlanksTogether)
{
	expect_let_in("firewire_ohci", "quirks=\"0 remote_dma\"");
	expect_let_in("firewire_ohci", "quirks=\"0 remote_dma");
	expect_let_in("firewire_ohci", "quirks=a\"0 remote_dma=1");
	expect_let_in("firewire_ohci", "\"quirks=0 remote_dma\"");
	expect_let_in("firewire_ohci", "\"quirks remote_dma");
	expect_refused("firewire_ohci", "quirks=\"0 1\" remote_dma");
	expect_refused("firewire_ohci", "quirks=a\"0 1\"b\" \" remote_dma");
	expect_refused("firewire_ohci", "\"quirks=0 1\" remote_dma");
}

TEST(Module, QuotesAroundAnArgumentAreNoPartOfIt)
{
	expect_refused("firewire_ohci", "\"remote_dma\"");
	expect_refused("firewire_ohci", "\"remote_dma=1\"");
	expect_refused("firewire_ohci", "\"remote_dma=1");
	expect_refused("firewire_ohci", "remote_dma=\"1\"");
	expect_refused("firewire_ohci", "remote_dma=\"on");
	expect_refused("firewire_ohci", "\"remote_dma=\"1\"\"");
	expect_let_in("firewire_ohci", "\"remote_dma=0\"");
	expect_let_in("firewire_ohci", "remote_dma=\"0\"");
	expect_let_in("firewire_ohci", "remote_dma=\"off");
	expect_let_in("firewire_ohci", "\"remote_dma=\"0\"\"");
	// One in the middle of a name is a part of it.
	expect_let_in("firewire_ohci", "remote\"_dma");
	expect_let_in("firewire_ohci", "\"\"remote_dma");
	// And one behind the name, as long as no other was before it.
	expect_let_in("firewire_ohci", "remote_dma\"");
	expect_let_in("comedi", "\"comedi_num_legacy_minors=0\"");
}

TEST(Module, TheFirstEqualsSignEndsTheName)
{
	expect_refused("firewire_ohci", "remote_dma==0");
	expect_refused("firewire_ohci", "remote_dma=1=0");
	expect_let_in("firewire_ohci", "remote_dma=0=1");
	expect_let_in("firewire_ohci", "quirks=remote_dma=1");
	// At the start it is a part of the name.
	expect_let_in("firewire_ohci", "=remote_dma=1");
	expect_let_in("firewire_ohci", "\"=remote_dma=1\"");
	expect_let_in("firewire_ohci", "=");
}

TEST(Module, TwoDashesEndTheArguments)
{
	expect_let_in("firewire_ohci", "-- remote_dma");
	expect_let_in("firewire_ohci", "quirks=0 -- remote_dma");
	expect_let_in("firewire_ohci", "\"--\" remote_dma");
	expect_refused("firewire_ohci", "--=1 remote_dma");
	expect_refused("firewire_ohci", "--- remote_dma");
	expect_refused("firewire_ohci", "quirks=-- remote_dma");
	expect_refused("firewire_ohci", "remote_dma --");
}

TEST(Module, OneOfSeveralIsEnough)
{
	expect_refused("firewire_ohci", "remote_dma=0 remote_dma=1");
	expect_refused("firewire_ohci", "remote_dma=1 remote_dma=0");
	expect_let_in("firewire_ohci", "remote_dma=0 remote_dma=0");
}

TEST(Module, ANulEndsTheArguments)
{
	expect_let_in("firewire_ohci", "\0remote_dma"sv);
	expect_let_in("firewire_ohci", "remote_dma=0\0 remote_dma"sv);
	expect_refused("firewire_ohci", "remote_dma\0xyz"sv);
}

TEST(Module, OddTextsAreStood)
{
	for (const std::string_view text :
	     { ""sv, " "sv, "\""sv, "\"\""sv, "\"\"\""sv, "="sv, "=\""sv, "x="sv, "x=\""sv,
	       "\"x=\""sv, "\"x=\" y"sv, "x=\" y"sv, "\"\" \"\""sv, "\" "sv, "\xa0"sv })
		expect_let_in("firewire_ohci", text);
}

} // namespace
