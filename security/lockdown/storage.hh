// SPDX-License-Identifier: GPL-2.0
// Commands to storage that reach past it.
#pragma once

#include "core.h"
#include "language.hh"
#include "level.hh"

namespace lockdown
{
namespace
{

/// An admin command of NVMe.
struct NvmeRow {
	u8 opcode;
	/// Of Set Features the feature, else 0, which is any.
	u8 feature;
	u8 reason;
};

[[nodiscard]] constexpr NvmeRow nvme(u8 opcode, Reason reason, u8 feature = 0)
{
	return { opcode, feature, static_cast<u8>(reason) };
}

// NVM Express Base Specification 2.0, figure 138. The kernel maps the data of a
// command for a controller that takes its address for that of a queue.
constexpr NvmeRow nvme_rows[] = {
	nvme(0x00, Reason::RAW_DMA), // Delete I/O Submission Queue
	nvme(0x01, Reason::RAW_DMA), // Create I/O Submission Queue
	nvme(0x04, Reason::RAW_DMA), // Delete I/O Completion Queue
	nvme(0x05, Reason::RAW_DMA), // Create I/O Completion Queue
	nvme(0x09, Reason::RAW_DMA, 0x0d), // Set Features: Host Memory Buffer
	nvme(0x10, Reason::FLASH_WRITE), // Firmware Commit
	nvme(0x11, Reason::FLASH_WRITE), // Firmware Image Download
	nvme(0x7c, Reason::RAW_DMA), // Doorbell Buffer Config
};

[[nodiscard]] constexpr u32 reason_of_nvme(u32 opcode, u32 dword10)
{
	for (const NvmeRow &row : nvme_rows)
		if (row.opcode == opcode && (!row.feature || row.feature == (dword10 & 0xff)))
			return row.reason;
	return LOCKDOWN_NUMBER_NONE;
}

} // namespace
} // namespace lockdown
