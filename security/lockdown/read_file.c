// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel reads from files for itself.
 */

#include <linux/ima.h>
#include <linux/kconfig.h>
#include <linux/security.h>

#include "rim.h"

/* As with KEXEC_SIG: what a rule of IMA has appraised is as good as signed. */
int lockdown_kernel_read_file(struct file *file, enum kernel_read_file_id id, bool contents)
{
	if (IS_ENABLED(CONFIG_KEXEC_SIG) || id != READING_KEXEC_IMAGE ||
	    ima_appraise_signature(id))
		return 0;
	return security_locked_down(LOCKDOWN_KEXEC);
}
