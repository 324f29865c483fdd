/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table of reasons: one line for each kernel feature that lockdown can
 * refuse.
 *
 *	LOCKDOWN_REASON(symbol, slug, text, level, scope)
 *
 * @symbol: LOCKDOWN_<symbol> is the kernel's enumerator, LOCKDOWN_NUMBER_<symbol>
 *          that of the core for any.
 * @slug:   Stable name in files, tools and tests.
 * @text:   What a notice calls it; of a stock reason the kernel's own text
 *          (lockdown_reasons[]); a KUnit case compares the two.
 * @level:  INTEGRITY or CONFIDENTIALITY, the lowest level that denies it.
 * @scope:  BASE, a reason of the stock kernel, or STRICT: a door that it leaves
 *          open, whose closing takes a tool from somebody. It is part of its level
 *          only while strict is on.
 *
 * Everything else about reasons is generated from this table or asserted
 * against it. Numbers are never written down: the enum shifts between point
 * releases (include/linux/security.h). A reason that the kernel has and this
 * table lacks belongs to its level by its place in the enum, and the build
 * names the line to add. Lines keep the order of the enum; strict reasons come
 * behind all others.
 *
 * The includer defines LOCKDOWN_REASON(); it is undefined again at the end.
 */
LOCKDOWN_REASON(MODULE_SIGNATURE, module_signature, "unsigned module loading", INTEGRITY, BASE)
LOCKDOWN_REASON(DEV_MEM, dev_mem, "/dev/mem,kmem,port", INTEGRITY, BASE)
LOCKDOWN_REASON(EFI_TEST, efi_test, "/dev/efi_test access", INTEGRITY, BASE)
LOCKDOWN_REASON(KEXEC, kexec, "kexec of unsigned images", INTEGRITY, BASE)
LOCKDOWN_REASON(HIBERNATION, hibernation, "hibernation", INTEGRITY, BASE)
LOCKDOWN_REASON(PCI_ACCESS, pci_access, "direct PCI access", INTEGRITY, BASE)
LOCKDOWN_REASON(IOPORT, ioport, "raw io port access", INTEGRITY, BASE)
LOCKDOWN_REASON(MSR, msr, "raw MSR access", INTEGRITY, BASE)
LOCKDOWN_REASON(ACPI_TABLES, acpi_tables, "modifying ACPI tables", INTEGRITY, BASE)
LOCKDOWN_REASON(DEVICE_TREE, device_tree, "modifying device tree contents", INTEGRITY, BASE)
LOCKDOWN_REASON(PCMCIA_CIS, pcmcia_cis, "direct PCMCIA CIS storage", INTEGRITY, BASE)
LOCKDOWN_REASON(TIOCSSERIAL, tiocsserial, "reconfiguration of serial port IO", INTEGRITY, BASE)
LOCKDOWN_REASON(MODULE_PARAMETERS, module_parameters, "unsafe module parameters", INTEGRITY, BASE)
LOCKDOWN_REASON(MMIOTRACE, mmiotrace, "unsafe mmio", INTEGRITY, BASE)
LOCKDOWN_REASON(DEBUGFS, debugfs, "debugfs access", INTEGRITY, BASE)
LOCKDOWN_REASON(XMON_WR, xmon_wr, "xmon write access", INTEGRITY, BASE)
LOCKDOWN_REASON(BPF_WRITE_USER, bpf_write_user, "use of bpf to write user RAM", INTEGRITY, BASE)
LOCKDOWN_REASON(DBG_WRITE_KERNEL, dbg_write_kernel, "use of kgdb/kdb to write kernel RAM",
		INTEGRITY, BASE)
LOCKDOWN_REASON(RTAS_ERROR_INJECTION, rtas_error_injection, "RTAS error injection", INTEGRITY, BASE)
LOCKDOWN_REASON(XEN_USER_ACTIONS, xen_user_actions, "Xen guest user action", INTEGRITY, BASE)
LOCKDOWN_REASON(KCORE, kcore, "/proc/kcore access", CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(KPROBES, kprobes, "use of kprobes", CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(BPF_READ_KERNEL, bpf_read_kernel, "use of bpf to read kernel RAM",
		CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(DBG_READ_KERNEL, dbg_read_kernel, "use of kgdb/kdb to read kernel RAM",
		CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(PERF, perf, "unsafe use of perf", CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(TRACEFS, tracefs, "use of tracefs", CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(XMON_RW, xmon_rw, "xmon read and write access", CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(XFRM_SECRET, xfrm_secret, "xfrm SA secret", CONFIDENTIALITY, BASE)
LOCKDOWN_REASON(FLASH_WRITE, flash_write, "writing flash and board chips", INTEGRITY, STRICT)
LOCKDOWN_REASON(MTRR, mtrr, "changing memory types", INTEGRITY, STRICT)
LOCKDOWN_REASON(DRIVER_IO, driver_io, "driving hardware from user space", INTEGRITY, STRICT)
LOCKDOWN_REASON(RAW_DMA, raw_dma, "DMA that programs aim", INTEGRITY, STRICT)
LOCKDOWN_REASON(DISK_WRITE, disk_write, "writing to disks in use", INTEGRITY, STRICT)
LOCKDOWN_REASON(MSR_READ, msr_read, "reading MSRs", CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(DEBUGFS_READ, debugfs_read, "reading debugfs", CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(PAGE_FRAMES, page_frames, "reading the layout of memory", CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(DISK_KEYS, disk_keys, "reading keys of disks", CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(VMCORE, vmcore, "reading a crashed kernel's memory", CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(PERF_KERNEL, perf_kernel, "use of perf on the kernel", CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(KERNEL_ADDRESSES, kernel_addresses, "reading kernel addresses",
		CONFIDENTIALITY, STRICT)
LOCKDOWN_REASON(BPF_BTF_READ, bpf_btf_read, "reading kernel structures with BPF",
		CONFIDENTIALITY, STRICT)
#undef LOCKDOWN_REASON
