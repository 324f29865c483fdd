/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The doors: one line for each place where root can change the running kernel
 * or read its secrets, below the level of the reason that guards it.
 *
 *	DOOR(slug, REASON, LEVEL, refusal, lines, "what is tried")
 *	BOOT_DOOR(slug, REASON, LEVEL, refusal, lines, "what is tried")
 *	STRICT_DOOR(slug, REASON, LEVEL, refusal, lines, "what is tried")
 *	BTF_DOOR(slug, REASON, LEVEL, refusal, lines, "what is tried")
 *	NO_DOOR(REASON, "why")
 *
 * A DOOR() is tried by probe_<slug>() in doors_test. A BOOT_DOOR() needs a boot
 * of its own: qemu/templates/ has the boots. A STRICT_DOOR() is shut only while
 * strict is on, and tried by probe_<slug>() in strict_test. A BTF_DOOR(), of whatever
 * reason, needs the types of the kernel, which most kernels of the tests are built
 * without: btf_test tries it on one that has them. A NO_DOOR() is out of reach of these
 * tests; KUnit asks for its reason if the kernel can.
 *
 * @LEVEL:   The lowest level at which it is shut. This is what users are
 *           promised, so it is not taken from security/lockdown/reasons.h.
 * @refusal: The errno that a program sees then, 0 if it sees none.
 * @lines:   How often one attempt makes the kernel ask, and so how many lines
 *           the log has; LINES_VARY where that depends on the kernel;
 *           LINES_OF_QUESTION for what asks and requests nothing: one on the
 *           stock kernel, none where such questions are counted apart.
 *
 * Doors of one architecture stand between #ifdef, #else and #endif, those of all
 * others between #ifndef and #endif, not nested, with the macro that its compiler
 * defines. On each architecture, a reason with neither a door nor a NO_DOOR(), or
 * with both, does not build.
 * The includer defines the macros that it needs.
 */
#ifndef DOOR
#define DOOR(...)
#endif
#ifndef BOOT_DOOR
#define BOOT_DOOR(...)
#endif
#ifndef STRICT_DOOR
#define STRICT_DOOR(...)
#endif
#ifndef BTF_DOOR
#define BTF_DOOR(...)
#endif
#ifndef NO_DOOR
#define NO_DOOR(...)
#endif

/* Modules. */
DOOR(module_unsigned, MODULE_SIGNATURE, INTEGRITY, EPERM, 1, "load a module without a signature")
DOOR(module_memory, MODULE_SIGNATURE, INTEGRITY, EPERM, 1, "load such a module from memory")
DOOR(module_stranger, MODULE_SIGNATURE, INTEGRITY, EPERM, 1,
     "load a module signed with an unknown key")
DOOR(module_mangled, MODULE_SIGNATURE, INTEGRITY, EPERM, 1,
     "load a signed module but ignore its symbol versions")
DOOR(module_parameter_load, MODULE_PARAMETERS, INTEGRITY, EPERM, 1,
     "load a module with a hardware parameter")
DOOR(module_parameter, MODULE_PARAMETERS, INTEGRITY, EPERM, 1,
     "write a hardware parameter in sysfs")

/* Memory, ports, processor. */
DOOR(dev_mem, DEV_MEM, INTEGRITY, EPERM, 1, "open /dev/mem")
DOOR(dev_mem_write, DEV_MEM, INTEGRITY, EPERM, 1, "write a device through /dev/mem")
DOOR(dev_port, DEV_MEM, INTEGRITY, EPERM, 1, "open /dev/port")
DOOR(kcore, KCORE, CONFIDENTIALITY, EPERM, 1, "open /proc/kcore")
#ifdef __x86_64__
DOOR(msr_write, MSR, INTEGRITY, EPERM, 1, "write /dev/cpu/0/msr")
DOOR(msr_ioctl, MSR, INTEGRITY, EPERM, 1, "ioctl(2) of /dev/cpu/0/msr")
DOOR(ioperm, IOPORT, INTEGRITY, EPERM, 1, "ioperm(2)")
DOOR(iopl, IOPORT, INTEGRITY, EPERM, 1, "iopl(2)")
DOOR(kdenabio, IOPORT, INTEGRITY, ENXIO, 1, "ioctl(KDENABIO) of the console")
DOOR(kdaddio, IOPORT, INTEGRITY, ENXIO, 1, "ioctl(KDADDIO) of the console")
#endif

/* What a pseries machine has. */
#ifdef __powerpc64__
DOOR(device_tree, DEVICE_TREE, INTEGRITY, EPERM, 1, "add a node through /proc/powerpc/ofdt")
DOOR(rtas_error_injection, RTAS_ERROR_INJECTION, INTEGRITY, EPERM, 1,
     "open a session of error injection by rtas(2)")
#endif

/* Another kernel, another system. */
DOOR(kexec_load, KEXEC, INTEGRITY, EPERM, 1, "kexec_load(2)")
DOOR(kexec_file_unsigned, KEXEC, INTEGRITY, EPERM, 1,
     "kexec_file_load(2) of an image without a signature")
DOOR(snapshot_device, HIBERNATION, INTEGRITY, EPERM, 1, "take an image through /dev/snapshot")
/* What answers with a text hides the door, and tells no errno. */
DOOR(power_disk_show, HIBERNATION, INTEGRITY, 0, LINES_OF_QUESTION, "read /sys/power/disk")
DOOR(power_disk_store, HIBERNATION, INTEGRITY, EPERM, LINES_VARY, "write /sys/power/disk")
DOOR(power_state_show, HIBERNATION, INTEGRITY, 0, LINES_OF_QUESTION, "read /sys/power/state")
DOOR(power_resume, HIBERNATION, INTEGRITY, 0, 1, "write /sys/power/resume")

/* Devices and firmware. */
DOOR(pci_config, PCI_ACCESS, INTEGRITY, EPERM, 1, "write PCI configuration space in sysfs")
DOOR(pci_proc_write, PCI_ACCESS, INTEGRITY, EPERM, 1, "write PCI configuration space in procfs")
DOOR(pci_proc_ioctl, PCI_ACCESS, INTEGRITY, EPERM, 1, "ioctl(2) of a PCI device in procfs")
/* One request to say what to map, one to map it, where procfs maps at all. */
#ifndef __aarch64__
DOOR(pci_proc_mmap, PCI_ACCESS, INTEGRITY, EPERM, 2, "map memory of a PCI device in procfs")
#endif
DOOR(pci_mmap_memory, PCI_ACCESS, INTEGRITY, EPERM, 1, "map memory of a PCI device in sysfs")
DOOR(pci_io_read, PCI_ACCESS, INTEGRITY, EPERM, 1, "read a port of a PCI device in sysfs")
/* To read what came of it is a request of its own. */
DOOR(pci_io_write, PCI_ACCESS, INTEGRITY, EPERM, 2, "write a port of a PCI device in sysfs")
DOOR(tiocsserial, TIOCSSERIAL, INTEGRITY, EPERM, 1, "change the interrupt of a serial port")
DOOR(pcmcia_cis, PCMCIA_CIS, INTEGRITY, EPERM, 1, "replace the description of a PCMCIA card")
/* configfs drops the refusal: the application sees that no table is there. */
DOOR(acpi_configfs, ACPI_TABLES, INTEGRITY, EINVAL, 1, "load an ACPI table through configfs")
DOOR(efi_test, EFI_TEST, INTEGRITY, EPERM, 1, "call UEFI through /dev/efi_test")

/*
 * Network. The keys are all zero then. The kernel asks thrice for each of them:
 * it also tells listeners of the new association, and of its end.
 */
DOOR(xfrm_aead, XFRM_SECRET, CONFIDENTIALITY, 0, 3, "read the key of an IPsec association")
DOOR(xfrm_auth_crypt, XFRM_SECRET, CONFIDENTIALITY, 0, 6, "read both keys of an IPsec association")
DOOR(pf_key, XFRM_SECRET, CONFIDENTIALITY, EPERM, 1, "read these keys by PF_KEY")

/* Debugging and tracing. */
DOOR(debugfs_write, DEBUGFS, INTEGRITY, EPERM, 1, "open a writable file of debugfs")
DOOR(debugfs_read_only, DEBUGFS, INTEGRITY, EPERM, 1, "open a read-only file of debugfs to write")
DOOR(debugfs_chmod, DEBUGFS, INTEGRITY, EPERM, 1, "change the mode of a file of debugfs")
DOOR(debugfs_chown, DEBUGFS, INTEGRITY, EPERM, 1, "change the owner of a file of debugfs")
#ifdef __x86_64__
DOOR(mmiotrace, MMIOTRACE, INTEGRITY, EPERM, 1, "load the kernel's test of MMIO tracing")
#endif
DOOR(tracefs, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read the trace")
DOOR(tracefs_functions, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read which functions can be traced")
DOOR(tracefs_addresses, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read the addresses of these functions")
DOOR(tracefs_graph, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read which call graphs are traced")
DOOR(tracefs_events, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read which events can be traced")
DOOR(tracefs_trigger, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read what an event triggers")
DOOR(tracefs_formats, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read addresses of texts in the kernel")
DOOR(tracefs_stack, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read the deepest stack")
DOOR(tracefs_statistics, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read the profile of functions")
DOOR(tracefs_tracer_option, TRACEFS, CONFIDENTIALITY, EPERM, 1, "change an option of a tracer")
DOOR(tracefs_dynamic_events, TRACEFS, CONFIDENTIALITY, EPERM, 1,
     "define an event in dynamic_events")
DOOR(tracefs_kprobe_events, TRACEFS, CONFIDENTIALITY, EPERM, 1, "define an event in kprobe_events")
DOOR(tracefs_uprobe_events, TRACEFS, CONFIDENTIALITY, EPERM, 1, "define an event in uprobe_events")
DOOR(tracefs_synthetic_events, TRACEFS, CONFIDENTIALITY, EPERM, 1,
     "define an event in synthetic_events")
DOOR(tracefs_kprobe_profile, TRACEFS, CONFIDENTIALITY, EPERM, 1,
     "read the profile of kernel events")
DOOR(tracefs_uprobe_profile, TRACEFS, CONFIDENTIALITY, EPERM, 1, "read the profile of user events")
/* The kernel drops the refusal's own errno here. */
DOOR(tracefs_filter, TRACEFS, CONFIDENTIALITY, ENODEV, 1, "read which functions are traced")
DOOR(tracefs_option, TRACEFS, CONFIDENTIALITY, ENODEV, 1, "change an option of tracing")
DOOR(tracefs_instance, TRACEFS, CONFIDENTIALITY, EINVAL, 1, "make an instance of tracing")
DOOR(kprobes_perf, KPROBES, CONFIDENTIALITY, EPERM, 1,
     "probe a kernel function by perf_event_open(2)")
DOOR(kprobes_tracefs, KPROBES, CONFIDENTIALITY, EPERM, 1, "probe a kernel function by tracefs")
/* Kernels as old as 6.12 have no fprobe on arm64. */
#ifndef __aarch64__
DOOR(fprobe_tracefs, KPROBES, CONFIDENTIALITY, EPERM, 1, "probe a function's entry by tracefs")
#endif
DOOR(perf_regs, PERF, CONFIDENTIALITY, EPERM, 1, "sample the kernel's registers")
/* The verifier does not find a refused helper, and looks for it repeatedly. */
DOOR(bpf_read, BPF_READ_KERNEL, CONFIDENTIALITY, EINVAL, LINES_VARY,
     "bpf_probe_read_kernel() in a packet filter")
DOOR(bpf_read_string, BPF_READ_KERNEL, CONFIDENTIALITY, EINVAL, LINES_VARY,
     "bpf_probe_read_kernel_str() in a packet filter")
DOOR(bpf_trace_read, BPF_READ_KERNEL, CONFIDENTIALITY, EINVAL, LINES_VARY,
     "bpf_probe_read_kernel() in a tracing program")
DOOR(bpf_trace_read_string, BPF_READ_KERNEL, CONFIDENTIALITY, EINVAL, LINES_VARY,
     "bpf_probe_read_kernel_str() in a tracing program")
#ifndef __powerpc64__
DOOR(bpf_trace_read_any, BPF_READ_KERNEL, CONFIDENTIALITY, EINVAL, LINES_VARY,
     "bpf_probe_read() in a tracing program")
DOOR(bpf_trace_read_any_string, BPF_READ_KERNEL, CONFIDENTIALITY, EINVAL, LINES_VARY,
     "bpf_probe_read_str() in a tracing program")
#endif
DOOR(bpf_print, BPF_READ_KERNEL, CONFIDENTIALITY, EPERM, 1, "bpf_snprintf() in a packet filter")
DOOR(bpf_print_trace, BPF_READ_KERNEL, CONFIDENTIALITY, EPERM, 1,
     "bpf_trace_printk() in a tracing program")
#ifndef __aarch64__
DOOR(bpf_probe, KPROBES, CONFIDENTIALITY, EPERM, 1, "probe kernel functions by a BPF link")
#endif
DOOR(bpf_write, BPF_WRITE_USER, INTEGRITY, EINVAL, LINES_VARY,
     "bpf_probe_write_user() in a tracing program")

/* What is there before the first program, and what ends the last. */
BOOT_DOOR(acpi_initrd, ACPI_TABLES, INTEGRITY, 0, 1, "put an ACPI table in front of the initrd")
BOOT_DOOR(acpi_rsdp, ACPI_TABLES, INTEGRITY, 0, 1, "move the root of all ACPI tables by acpi_rsdp=")
BOOT_DOOR(efivar_ssdt, ACPI_TABLES, INTEGRITY, 0, 1,
	  "load an ACPI table from an EFI variable by efivar_ssdt=")
BOOT_DOOR(module_parameter_cmdline, MODULE_PARAMETERS, INTEGRITY, 0, 1,
	  "set a hardware parameter on the command line")
BOOT_DOOR(power_state, HIBERNATION, INTEGRITY, EPERM, 1, "hibernate by /sys/power/state")
BOOT_DOOR(hibernation_resume, HIBERNATION, INTEGRITY, 0, 1, "come back from an image by resume=")
BOOT_DOOR(kexec_boot, KEXEC, INTEGRITY, EPERM, 1, "boot an image without a signature by kexec")

/* The kernel warns when it is open. */
BOOT_DOOR(cxl_raw, PCI_ACCESS, INTEGRITY, EPERM, 1, "send a raw command to a CXL device")

/* A person at a serial port. */
BOOT_DOOR(kdb_read, DBG_READ_KERNEL, CONFIDENTIALITY, EPERM, 1, "read memory with kdb")
BOOT_DOOR(kdb_write, DBG_WRITE_KERNEL, INTEGRITY, EPERM, 1, "write memory with kdb")
/* Once more if the debugger was left in gdb's protocol before. */
BOOT_DOOR(kgdb_write, DBG_WRITE_KERNEL, INTEGRITY, EPERM, LINES_VARY, "write memory with gdb")

/* The same at the console of a pseries machine, with a debugger that asks once a boot. */
#ifdef __powerpc64__
BOOT_DOOR(xmon_read, XMON_RW, CONFIDENTIALITY, 0, 1, "read memory with xmon")
BOOT_DOOR(xmon_write, XMON_WR, INTEGRITY, 0, 1, "write memory with xmon")
#endif

/* What stock leaves open at every level. */
#ifdef __x86_64__
STRICT_DOOR(nvram, FLASH_WRITE, INTEGRITY, EPERM, 1, "write the memory of the clock by /dev/nvram")
STRICT_DOOR(mtrr_write, MTRR, INTEGRITY, EPERM, 1, "write /proc/mtrr")
STRICT_DOOR(mtrr_ioctl, MTRR, INTEGRITY, EPERM, 1, "ioctl(2) of /proc/mtrr")
STRICT_DOOR(driver_dcdbas, DRIVER_IO, INTEGRITY, EPERM, 1,
	    "write ports through the driver for Dell's SMIs")
STRICT_DOOR(driver_uio, DRIVER_IO, INTEGRITY, EPERM, 1,
	    "map a PCI device through the driver uio_pci_generic")
STRICT_DOOR(driver_comedi, DRIVER_IO, INTEGRITY, EPERM, 1,
	    "attach a comedi board to ports of one's choice")
STRICT_DOOR(driver_ipmi, DRIVER_IO, INTEGRITY, EPERM, 1,
	    "give the driver ipmi_si ports of one's choice")
STRICT_DOOR(driver_ipmi_hotmod, DRIVER_IO, INTEGRITY, EPERM, 1,
	    "give it such ports when it is there")
STRICT_DOOR(fb_map, DRIVER_IO, INTEGRITY, EPERM, 1, "map a frame buffer")
STRICT_DOOR(msr_read, MSR_READ, CONFIDENTIALITY, EPERM, 1, "read /dev/cpu/0/msr")
STRICT_DOOR(msr_read_ioctl, MSR_READ, CONFIDENTIALITY, EPERM, 1,
	    "read by ioctl(2) of /dev/cpu/0/msr")
STRICT_DOOR(nvmem, FLASH_WRITE, INTEGRITY, EPERM, 1, "write the memory of the clock by sysfs")
STRICT_DOOR(mtd, FLASH_WRITE, INTEGRITY, EPERM, 1, "write flash by /dev/mtd0")
STRICT_DOOR(mtd_block, FLASH_WRITE, INTEGRITY, EPERM, 1, "write flash by /dev/mtdblock0")
STRICT_DOOR(i2c, FLASH_WRITE, INTEGRITY, EPERM, 1, "write a chip by /dev/i2c-0")
STRICT_DOOR(eeprom, FLASH_WRITE, INTEGRITY, EPERM, 1, "write an EEPROM by sysfs")
STRICT_DOOR(pnp_resources, DRIVER_IO, INTEGRITY, EPERM, 1, "set the resources of a PNP device")
STRICT_DOOR(disk_write, DISK_WRITE, INTEGRITY, EPERM, 1, "write a disk below a volume on it")
STRICT_DOOR(disk_map, DISK_WRITE, INTEGRITY, EPERM, 1, "map to write a disk below a volume on it")
STRICT_DOOR(disk_zero, DISK_WRITE, INTEGRITY, EPERM, 1, "zero a disk below a volume on it")
STRICT_DOOR(disk_discard, DISK_WRITE, INTEGRITY, EPERM, 1, "discard a disk below a volume on it")
STRICT_DOOR(nvme_queue, RAW_DMA, INTEGRITY, EPERM, 1, "make a queue of an NVMe controller")
STRICT_DOOR(nvme_firmware, FLASH_WRITE, INTEGRITY, EPERM, 1, "commit firmware of an NVMe disk")
STRICT_DOOR(mptctl, RAW_DMA, INTEGRITY, EPERM, 1, "ioctl(2) of /dev/mptctl")
STRICT_DOOR(mpt3ctl, RAW_DMA, INTEGRITY, EPERM, 1, "ioctl(2) of /dev/mpt3ctl")
STRICT_DOOR(mpt2ctl, RAW_DMA, INTEGRITY, EPERM, 1, "ioctl(2) of /dev/mpt2ctl")
STRICT_DOOR(megaraid_sas, RAW_DMA, INTEGRITY, EPERM, 1, "send a command to a MegaRAID controller")
STRICT_DOOR(megaraid_mm, RAW_DMA, INTEGRITY, EPERM, 1, "ioctl(2) of /dev/megadev0")
STRICT_DOOR(megaraid, RAW_DMA, INTEGRITY, EPERM, 1, "ioctl(2) of the old driver for MegaRAID")
STRICT_DOOR(iommu_type, RAW_DMA, INTEGRITY, EPERM, 1, "take the IOMMU away from a device")
STRICT_DOOR(vfio_noiommu, RAW_DMA, INTEGRITY, EPERM, 1, "let VFIO do without an IOMMU")
STRICT_DOOR(vfio_interrupts, RAW_DMA, INTEGRITY, EPERM, 1,
	    "let VFIO do without remapped interrupts")
STRICT_DOOR(firewire, RAW_DMA, INTEGRITY, EPERM, 1, "let FireWire reach all memory")
STRICT_DOOR(kexec_crash, VMCORE, CONFIDENTIALITY, EPERM, 1,
	    "load a signed kernel for crashes by kexec_file_load(2)")
STRICT_DOOR(volume_key, DISK_KEYS, CONFIDENTIALITY, 0, LINES_OF_QUESTION,
	    "read the key in a table of dm-crypt")
STRICT_DOOR(nvme_secret, DISK_KEYS, CONFIDENTIALITY, EPERM, 1,
	    "read a host's secret for an NVMe controller by sysfs")
STRICT_DOOR(nvme_ctrl_secret, DISK_KEYS, CONFIDENTIALITY, EPERM, 1,
	    "read the secret of an NVMe controller by sysfs")
/* arm64 says EINVAL to both. */
STRICT_DOOR(perf_breakpoint, PERF_KERNEL, CONFIDENTIALITY, EPERM, 1,
	    "break on an address of the kernel by perf_event_open(2)")
STRICT_DOOR(perf_breakpoint_moved, PERF_KERNEL, CONFIDENTIALITY, EPERM, 1,
	    "move a breakpoint of a program into the kernel")
#endif
STRICT_DOOR(debugfs_read, DEBUGFS_READ, CONFIDENTIALITY, EPERM, 1, "read a file of debugfs")
STRICT_DOOR(kpagecount, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1, "read /proc/kpagecount")
STRICT_DOOR(kpageflags, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1, "read /proc/kpageflags")
STRICT_DOOR(pagemap, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1, "read /proc/self/pagemap")
STRICT_DOOR(iomem, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1, "read /proc/iomem")
STRICT_DOOR(vmallocinfo, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1, "read /proc/vmallocinfo")
STRICT_DOOR(vmcoreinfo, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1, "read /sys/kernel/vmcoreinfo")
STRICT_DOOR(vmcoreinfo_overlay, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1,
	    "read it through an overlay")
STRICT_DOOR(perf_sample, PERF_KERNEL, CONFIDENTIALITY, EPERM, 1, "sample where the kernel runs")
STRICT_DOOR(perf_callchain, PERF_KERNEL, CONFIDENTIALITY, EPERM, 1,
	    "sample the call chains of the kernel")
STRICT_DOOR(perf_physical, PERF_KERNEL, CONFIDENTIALITY, EPERM, 1,
	    "sample where a program's memory lies")
STRICT_DOOR(perf_symbols, PERF_KERNEL, CONFIDENTIALITY, 0, LINES_OF_QUESTION,
	    "be told of new symbols of the kernel by perf")
#ifdef __x86_64__
STRICT_DOOR(boot_params, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1,
	    "read /sys/kernel/boot_params/data")
STRICT_DOOR(firmware_memmap, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1,
	    "read where memory begins in /sys/firmware/memmap")
STRICT_DOOR(page_idle, PAGE_FRAMES, CONFIDENTIALITY, EPERM, 1,
	    "read /sys/kernel/mm/page_idle/bitmap")
STRICT_DOOR(perf_text, PERF_KERNEL, CONFIDENTIALITY, EPERM, 1,
	    "be told of changed text of the kernel by perf")
#endif
STRICT_DOOR(kallsyms, KERNEL_ADDRESSES, CONFIDENTIALITY, EPERM, 1, "read /proc/kallsyms")
STRICT_DOOR(modules, KERNEL_ADDRESSES, CONFIDENTIALITY, 0, LINES_OF_QUESTION,
	    "read where modules are in /proc/modules")
STRICT_DOOR(module_sections, KERNEL_ADDRESSES, CONFIDENTIALITY, 0, LINES_OF_QUESTION,
	    "read where a module's sections are in sysfs")
STRICT_DOOR(kptr_restrict, KERNEL_ADDRESSES, CONFIDENTIALITY, EPERM, 1,
	    "write /proc/sys/kernel/kptr_restrict")

#ifdef __x86_64__
BOOT_DOOR(efifb_base, DRIVER_IO, INTEGRITY, 0, 1,
	  "put the picture of UEFI over a timer by video=efifb:base:")
#endif

/* What needs the types of the kernel. */
#ifdef __x86_64__
BTF_DOOR(bpf_modify_return, BPF_WRITE_USER, INTEGRITY, EPERM, 1,
	 "answer for a security check by BPF")
BTF_DOOR(bpf_cast, BPF_READ_KERNEL, CONFIDENTIALITY, EPERM, 1,
	 "bpf_rdonly_cast() in a packet filter")
BTF_DOOR(bpf_socket, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read a socket's structure in a packet filter")
BTF_DOOR(bpf_socket_signed, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read it by a load with a sign")
BTF_DOOR(bpf_socket_blinded, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read it with constants blinded")
BTF_DOOR(bpf_socket_function, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read it in a function of the filter")
BTF_DOOR(bpf_fentry, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read a file's structure at the entry of a function")
BTF_DOOR(bpf_tracepoint, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read a task's structure at a tracepoint")
BTF_DOOR(bpf_current_task, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "bpf_get_current_task_btf() in a tracing program")
BTF_DOOR(bpf_map, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read a map's structure in a packet filter")
BTF_DOOR(bpf_variable, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "read a variable of the kernel in a tracing program")
BTF_DOOR(bpf_context, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "bpf_cast_to_kern_ctx() in a classifier of packets")
BTF_DOOR(bpf_task, BPF_BTF_READ, CONFIDENTIALITY, EPERM, 1,
	 "bpf_task_from_pid() in a classifier of packets")
#endif

/* Out of reach. */
NO_DOOR(XEN_USER_ACTIONS,
	"only a guest of Xen that is not its first asks, and QEMU plays Xen only with KVM")

/* Of other architectures: their boots try them. */
#ifndef __x86_64__
NO_DOOR(IOPORT, "only on x86; its boots try it")
NO_DOOR(MSR, "only on x86; its boots try it")
NO_DOOR(MMIOTRACE, "only on x86; its boots try it")
NO_DOOR(FLASH_WRITE, "only on x86; its boots try it")
NO_DOOR(MTRR, "only on x86; its boots try it")
NO_DOOR(DRIVER_IO, "only on x86; its boots try it")
NO_DOOR(MSR_READ, "only on x86; its boots try it")
NO_DOOR(DRIVER_IO, "only on x86; its boots try it")
NO_DOOR(RAW_DMA, "only on x86; its boots try it")
NO_DOOR(DISK_WRITE, "only on x86; its boots try it")
NO_DOOR(DISK_KEYS, "only on x86; its boots try it")
NO_DOOR(VMCORE, "only on x86; its boots try it")
NO_DOOR(BPF_BTF_READ, "only on x86; its boots try it")
#endif
#ifndef __powerpc64__
NO_DOOR(DEVICE_TREE, "only on powerpc; its boots try it")
NO_DOOR(XMON_WR, "only on powerpc; its boots try it")
NO_DOOR(RTAS_ERROR_INJECTION, "only on powerpc; its boots try it")
NO_DOOR(XMON_RW, "only on powerpc; its boots try it")
#endif

#undef DOOR
#undef BOOT_DOOR
#undef STRICT_DOOR
#undef BTF_DOOR
#undef NO_DOOR
