/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every difference between the kernels that lockdown is built for, as macros
 * named LOCKDOWN_COMPAT_<feature>, for use in this directory only. Each is one
 * line: a patched tree has what it stands for there, and not this file
 * (tools/patchset/resolve-compat).
 */
#ifndef _SECURITY_LOCKDOWN_COMPAT_H
#define _SECURITY_LOCKDOWN_COMPAT_H

/* Since 6.8 an LSM has a number; hooks are added in its name. */
#if __has_include(<uapi/linux/lsm.h>)
#define LOCKDOWN_COMPAT_LSM_ID static const struct lsm_id lockdown_lsmid = { .name = "lockdown", .id = LSM_ID_LOCKDOWN };
#define LOCKDOWN_COMPAT_LSM &lockdown_lsmid
#else
#define LOCKDOWN_COMPAT_LSM_ID
#define LOCKDOWN_COMPAT_LSM "lockdown"
#endif

/* Since 6.19 the framework knows it by that number, too. */
#if __has_include("../lsm.h")
#define LOCKDOWN_COMPAT_LSM_INFO .id = &lockdown_lsmid
#else
#define LOCKDOWN_COMPAT_LSM_INFO .name = "lockdown"
#endif

/* Before 6.12 a hook stands in a list, too dear for files: security.c asks by name. */
#if __has_include(<linux/lsm_count.h>)
#define LOCKDOWN_COMPAT_HOOK_OPEN LSM_HOOK_INIT(file_open, lockdown_file_open),
#define LOCKDOWN_COMPAT_HOOK_PERMISSION LSM_HOOK_INIT(file_permission, lockdown_file_permission),
#define LOCKDOWN_COMPAT_HOOK_IOCTL LSM_HOOK_INIT(file_ioctl, lockdown_file_ioctl),
#else
#define LOCKDOWN_COMPAT_HOOK_OPEN
#define LOCKDOWN_COMPAT_HOOK_PERMISSION
#define LOCKDOWN_COMPAT_HOOK_IOCTL
#endif

#endif /* _SECURITY_LOCKDOWN_COMPAT_H */
