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

/* What is refused with an argument is let in without it, and so are all others. */
static const char *const drivers[][2] = {
	{ "uio-signed.ko", "uio" },
	{ "comedi-signed.ko", "comedi" },
	{ "lockdown_victim-signed.ko", "lockdown_victim" },
};

TEST(drivers_that_are_no_doors_are_let_in)
{
	size_t i;
	int error;

	for (i = 0; i < ARRAY_SIZE(drivers); i++) {
		error = test_module_load(drivers[i][0]);
		if (error == -ENOENT)
			SKIP(return, "no %s", drivers[i][0]);
		EXPECT_EQ(0, error);
		EXPECT_TRUE(test_module_is_loaded(drivers[i][1]));
		test_module_unload(drivers[i][1]);
		EXPECT_FALSE(test_module_is_loaded(drivers[i][1]));
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
};

TEST(what_is_no_door_goes_on)
{
	struct attempt attempt;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(neighbours); i++) {
		attempt = neighbours[i].probe();
		if (attempt.missing)
			SKIP(return, "%s", attempt.missing);
		EXPECT_EQ(0, attempt.error) {
			TH_LOG("%s", neighbours[i].name);
		}
		EXPECT_TRUE(attempt.effect);
	}
}
#endif

TEST_HARNESS_MAIN
