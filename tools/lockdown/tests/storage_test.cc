// SPDX-License-Identifier: GPL-2.0
// Commands to storage at the seam: which of them asks for which reason.

#include <gtest/gtest.h>

#include "core.h"

namespace
{

TEST(Nvme, asks_for_what_the_row_says)
{
	const struct {
		u32 opcode;
		u32 dword10;
		u32 reason;
	} rows[] = {
		{ 0x00, 5, LOCKDOWN_NUMBER_RAW_DMA }, // Delete I/O Submission Queue
		{ 0x01, 0, LOCKDOWN_NUMBER_RAW_DMA }, // Create I/O Submission Queue
		{ 0x02, 2, LOCKDOWN_NUMBER_NONE }, // Get Log Page, of health
		{ 0x04, 0, LOCKDOWN_NUMBER_RAW_DMA }, // Delete I/O Completion Queue
		{ 0x05, ~0U, LOCKDOWN_NUMBER_RAW_DMA }, // Create I/O Completion Queue
		{ 0x06, 1, LOCKDOWN_NUMBER_NONE }, // Identify
		{ 0x09, 0x0d, LOCKDOWN_NUMBER_RAW_DMA }, // Set Features, Host Memory Buffer
		{ 0x09, 0x8000000d, LOCKDOWN_NUMBER_RAW_DMA }, // The same, to be saved
		{ 0x09, 0x0c, LOCKDOWN_NUMBER_NONE },
		{ 0x09, 0, LOCKDOWN_NUMBER_NONE },
		{ 0x0a, 0x0d, LOCKDOWN_NUMBER_NONE }, // Get Features
		{ 0x10, 0, LOCKDOWN_NUMBER_FLASH_WRITE }, // Firmware Commit
		{ 0x11, 0, LOCKDOWN_NUMBER_FLASH_WRITE }, // Firmware Image Download
		{ 0x14, 0, LOCKDOWN_NUMBER_NONE }, // Device Self-test
		{ 0x7c, 0, LOCKDOWN_NUMBER_RAW_DMA }, // Doorbell Buffer Config
		{ 0x80, 0, LOCKDOWN_NUMBER_NONE }, // Format NVM
		{ 0xc0, 0, LOCKDOWN_NUMBER_NONE }, // Of a vendor
		{ 0x100, 0, LOCKDOWN_NUMBER_NONE },
		{ ~0U, ~0U, LOCKDOWN_NUMBER_NONE },
	};

	for (const auto &row : rows)
		EXPECT_EQ(lockdown_core_nvme_reason(row.opcode, row.dword10), row.reason)
			<< std::hex << row.opcode;
}

} // namespace
