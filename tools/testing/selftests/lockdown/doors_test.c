// SPDX-License-Identifier: GPL-2.0
/*
 * Each door is open below the level of its reason, and shut from that level up.
 *
 * Lockdown is one-way, so one boot shows one level: the tests judge by the
 * level that they find. One line of output for each door tells what was seen:
 *
 *	# door kcore reason kcore level integrity state open errno 0 log 0
 */

#include "../kselftest_harness.h"

#include "denial.h"
#include "doors.h"

FIXTURE(door)
{
	struct kernel_log log;
	enum level level;
};

FIXTURE_VARIANT(door)
{
	const char *slug;
	enum lockdown_reason reason;
	door_probe probe;
	/* The errno that a locked kernel answers with. */
	int refusal;
	/* The kernel may ask about one attempt more than once. */
	bool asks_again;
};

FIXTURE_SETUP(door)
{
	int level = level_enforced();

	if (level == -ENOENT)
		SKIP(return, "securityfs is not mounted");
	ASSERT_LE(0, level) {
		TH_LOG("%s: %s", LOCKDOWN_FILE, strerror(-level));
	}
	self->level = level;

	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(door)
{
	kernel_log_close(&self->log);
}

FIXTURE_VARIANT_ADD(door, module_unsigned)
{
	.slug = "module_unsigned",
	.probe = probe_module_unsigned,
	.reason = LOCKDOWN_MODULE_SIGNATURE,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, dev_mem)
{
	.slug = "dev_mem",
	.probe = probe_dev_mem,
	.reason = LOCKDOWN_DEV_MEM,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, dev_port)
{
	.slug = "dev_port",
	.probe = probe_dev_port,
	.reason = LOCKDOWN_DEV_MEM,
	.refusal = EPERM,
};

#ifdef __x86_64__

FIXTURE_VARIANT_ADD(door, msr_write)
{
	.slug = "msr_write",
	.probe = probe_msr_write,
	.reason = LOCKDOWN_MSR,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, ioperm)
{
	.slug = "ioperm",
	.probe = probe_ioperm,
	.reason = LOCKDOWN_IOPORT,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, iopl)
{
	.slug = "iopl",
	.probe = probe_iopl,
	.reason = LOCKDOWN_IOPORT,
	.refusal = EPERM,
};

#endif

FIXTURE_VARIANT_ADD(door, kexec_load)
{
	.slug = "kexec_load",
	.probe = probe_kexec_load,
	.reason = LOCKDOWN_KEXEC,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, hibernation)
{
	.slug = "hibernation",
	.probe = probe_hibernation,
	.reason = LOCKDOWN_HIBERNATION,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, pci_config)
{
	.slug = "pci_config",
	.probe = probe_pci_config,
	.reason = LOCKDOWN_PCI_ACCESS,
	.refusal = EPERM,
};

/* configfs drops the refusal: the application sees that no table is there. */
FIXTURE_VARIANT_ADD(door, acpi_configfs)
{
	.slug = "acpi_configfs",
	.probe = probe_acpi_configfs,
	.reason = LOCKDOWN_ACPI_TABLES,
	.refusal = EINVAL,
};

FIXTURE_VARIANT_ADD(door, debugfs)
{
	.slug = "debugfs",
	.probe = probe_debugfs,
	.reason = LOCKDOWN_DEBUGFS,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, module_parameter)
{
	.slug = "module_parameter",
	.probe = probe_module_parameter,
	.reason = LOCKDOWN_MODULE_PARAMETERS,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, kcore)
{
	.slug = "kcore",
	.probe = probe_kcore,
	.reason = LOCKDOWN_KCORE,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, kprobes_perf)
{
	.slug = "kprobes_perf",
	.probe = probe_kprobes_perf,
	.reason = LOCKDOWN_KPROBES,
	.refusal = EPERM,
};

FIXTURE_VARIANT_ADD(door, perf_regs)
{
	.slug = "perf_regs",
	.probe = probe_perf_regs,
	.reason = LOCKDOWN_PERF,
	.refusal = EPERM,
};

/*
 * The verifier does not find a refused helper. It looks for one in several
 * passes, how many depends on the kernel version.
 */
FIXTURE_VARIANT_ADD(door, bpf_read)
{
	.slug = "bpf_read",
	.probe = probe_bpf_read,
	.reason = LOCKDOWN_BPF_READ_KERNEL,
	.refusal = EINVAL,
	.asks_again = true,
};

FIXTURE_VARIANT_ADD(door, bpf_write)
{
	.slug = "bpf_write",
	.probe = probe_bpf_write,
	.reason = LOCKDOWN_BPF_WRITE_USER,
	.refusal = EINVAL,
	.asks_again = true,
};

FIXTURE_VARIANT_ADD(door, tracefs)
{
	.slug = "tracefs",
	.probe = probe_tracefs,
	.reason = LOCKDOWN_TRACEFS,
	.refusal = EPERM,
};

static const char *state_name(const struct attempt *attempt)
{
	if (attempt->missing)
		return "unknown";
	if (attempt->effect)
		return "open";

	return attempt->error ? "shut" : "unknown";
}

TEST_F_TIMEOUT(door, is_open_below_its_level_and_shut_from_it, 60)
{
	const struct reason *reason = &reasons[variant->reason];
	const bool shut = self->level >= reason->level;
	struct denials denials;
	struct attempt attempt;

	attempt = variant->probe();
	denials = denials_since(&self->log, variant->reason);

	/* A burst of other denials costs stock this line: try once more. */
	if (shut && !denials.exact && !attempt.unbuilt && !attempt.missing &&
	    denials_are_limited()) {
		denials_wait_for_limit();
		attempt = variant->probe();
		denials = denials_since(&self->log, variant->reason);
	}

	ksft_print_msg("door %s reason %s level %s state %s errno %s log %d\n",
		       variant->slug, reason->slug, level_names[self->level],
		       state_name(&attempt),
		       attempt.error ? strerrorname_np(attempt.error) : "0",
		       denials.exact);

	if (attempt.missing)
		SKIP(return, "%s", attempt.missing);

	EXPECT_EQ(0, denials.other);
	if (!shut) {
		EXPECT_EQ(0, attempt.error);
		EXPECT_TRUE(attempt.effect);
		EXPECT_EQ(0, denials.exact);
	} else if (attempt.unbuilt) {
		EXPECT_EQ(ENOENT, attempt.error);
		EXPECT_FALSE(attempt.effect);
		EXPECT_EQ(0, denials.exact);
	} else {
		EXPECT_EQ(variant->refusal, attempt.error);
		EXPECT_FALSE(attempt.effect);
		EXPECT_LE(1, denials.exact);
		EXPECT_TRUE(denials.exact == 1 || variant->asks_again);
	}
}

/* What is refused is the missing signature, not the module. */
TEST(signed_module_is_loaded_at_every_level)
{
	struct kernel_log log;
	struct denials denials;
	struct attempt attempt;

	ASSERT_EQ(0, kernel_log_open_at_end(&log));

	attempt = probe_module_signed();
	denials = denials_since(&log, LOCKDOWN_MODULE_SIGNATURE);
	kernel_log_close(&log);
	if (attempt.missing)
		SKIP(return, "%s", attempt.missing);

	EXPECT_EQ(0, attempt.error);
	EXPECT_TRUE(attempt.effect);
	EXPECT_EQ(0, denials.exact);
	EXPECT_EQ(0, denials.other);
}

TEST_HARNESS_MAIN
