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

/* doors_memory.c */
struct attempt probe_dev_mem(void);
struct attempt probe_dev_port(void);
struct attempt probe_kcore(void);

/* doors_cpu.c */
struct attempt probe_msr_write(void);
struct attempt probe_ioperm(void);
struct attempt probe_iopl(void);

/* doors_module.c */
struct attempt probe_module_unsigned(void);
struct attempt probe_module_signed(void);
struct attempt probe_module_parameter(void);

/* doors_power.c */
struct attempt probe_kexec_load(void);
struct attempt probe_hibernation(void);

/* doors_firmware.c */
struct attempt probe_pci_config(void);
struct attempt probe_acpi_configfs(void);

/* doors_trace.c */
struct attempt probe_debugfs(void);
struct attempt probe_tracefs(void);
struct attempt probe_kprobes_perf(void);
struct attempt probe_perf_regs(void);

/* doors_bpf.c */
struct attempt probe_bpf_read(void);
struct attempt probe_bpf_write(void);

#endif /* DOORS_H */
