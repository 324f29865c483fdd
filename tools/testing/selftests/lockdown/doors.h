/* SPDX-License-Identifier: GPL-2.0 */
/* Doors: places where root can change the running kernel or read its secrets. */

#ifndef DOORS_H
#define DOORS_H

#include <stdbool.h>

/*
 * One attempt to go through a door. A probe tries as an application would and
 * undoes what it did.
 */
struct attempt {
	/* What this kernel or machine lacks for the attempt, or NULL. */
	const char *missing;
	/* The errno that the application sees, or 0. */
	int error;
	/* The kernel was changed, or told a secret. */
	bool effect;
	/* The kernel never made the door: no request, so no denial. */
	bool unbuilt;
};

#define ATTEMPT_MISSING(what)	((struct attempt){ .missing = (what) })
#define ATTEMPT_FAILED(errno_)	((struct attempt){ .error = (errno_) })

typedef struct attempt (*door_probe)(void);

/* What a line of doors_list.h says of the lines in the log. */
#define LINES_VARY	(-1)
#define LINES_OF_QUESTION	(-2)

#define DOOR(slug, ...)	struct attempt probe_##slug(void);
#define STRICT_DOOR	DOOR
#define BTF_DOOR	DOOR
#include "doors_list.h"

/*
 * No doors: what is refused is the missing signature, not the image. qemu/build
 * makes the keys, and builds both into the kernels that know them.
 */
#define KEY_TRUSTED	"lockdown test: trusted key"
#define KEY_REVOKED	"lockdown test: revoked key"

struct attempt probe_module_signed(void);
struct attempt probe_module_trusted(void);
struct attempt probe_module_revoked(void);
struct attempt probe_module_changed(void);
struct attempt probe_module_overlong(void);
struct attempt probe_kexec_file_signed(void);

/* Nor are these: what strict lets be beside its doors. */
struct attempt probe_nvme_health(void);
struct attempt probe_volume_status(void);
struct attempt probe_vfio_dma(void);
struct attempt probe_fb_draw(void);
struct attempt probe_mtd_read(void);
struct attempt probe_eeprom_read(void);

#endif /* DOORS_H */
