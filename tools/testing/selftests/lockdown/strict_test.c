// SPDX-License-Identifier: GPL-2.0
/*
 * Each door of a strict reason is shut from its level up while strict is on, and
 * open otherwise. The tests judge by what they find, as doors_test does.
 */

#include "../kselftest_harness.h"

#include "door_test.h"
#include "test_module.h"

#define STRICT_DOOR(...)	DOOR_VARIANT(__VA_ARGS__)
#include "doors_list.h"

/*
 * What is refused with an argument is let in without it, and so are drivers whose
 * devices are doors. Each stands behind those that it needs.
 */
static const char *const drivers[][2] = {
	{ "uio-signed.ko", "uio" },
	{ "comedi-signed.ko", "comedi" },
	{ "lockdown_victim-signed.ko", "lockdown_victim" },
#ifdef __x86_64__
	{ "crc-itu-t-signed.ko", "crc_itu_t" },
	{ "firewire-core-signed.ko", "firewire_core" },
	{ "firewire-ohci-signed.ko", "firewire_ohci" },
	{ "megaraid_mm-signed.ko", "megaraid_mm" },
	{ "megaraid-signed.ko", "megaraid" },
	{ "raid_class-signed.ko", "raid_class" },
	{ "mpt3sas-signed.ko", "mpt3sas" },
	{ "mtd-signed.ko", "mtd" },
	{ "i2c-core-signed.ko", "i2c_core" },
	{ "i2c-dev-signed.ko", "i2c_dev" },
#endif
};

TEST(drivers_that_are_no_doors_are_let_in)
{
	const char *file = NULL;
	bool told = true;
	int error = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(drivers) && !error; i++) {
		file = drivers[i][0];
		error = test_module_load(file);
		told = told && test_module_is_loaded(drivers[i][1]) == !error;
	}
	while (i--) {
		test_module_unload(drivers[i][1]);
		told = told && !test_module_is_loaded(drivers[i][1]);
	}
	EXPECT_TRUE(told);
	/* A skip would hide what has failed. */
	if (error == -ENOENT && told)
		SKIP(return, "no %s", file);
	EXPECT_EQ(0, error) {
		TH_LOG("%s: %s", file, strerror(-error));
	}
}

#ifdef __x86_64__
static const struct {
	const char *name;
	door_probe probe;
} neighbours[] = {
	{ "health of an NVMe disk", probe_nvme_health },
	{ "status of a volume", probe_volume_status },
	{ "a signed image for kexec", probe_kexec_file_signed },
	{ "a picture by write(2)", probe_fb_draw },
	{ "flash that is read", probe_mtd_read },
	{ "an EEPROM that is read", probe_eeprom_read },
	{ "DMA by VFIO behind an IOMMU", probe_vfio_dma },
};

TEST(what_is_no_door_goes_on)
{
	const char *missing = NULL;
	struct attempt attempt;
	bool goes_on = true;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(neighbours); i++) {
		attempt = neighbours[i].probe();
		if (attempt.missing) {
			missing = attempt.missing;
			continue;
		}
		EXPECT_EQ(0, attempt.error) {
			TH_LOG("%s", neighbours[i].name);
		}
		EXPECT_TRUE(attempt.effect);
		goes_on = goes_on && !attempt.error && attempt.effect;
	}
	/* A skip would hide what has failed. */
	if (missing && goes_on)
		SKIP(return, "%s", missing);
}
#endif

TEST_HARNESS_MAIN
