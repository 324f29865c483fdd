/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the rest of the kernel may ask of lockdown, beside
 * security_locked_down().
 */
#ifndef _LINUX_LOCKDOWN_H
#define _LINUX_LOCKDOWN_H

#include <linux/jump_label.h>
#include <linux/security.h>
#include <linux/types.h>

struct bpf_prog;
struct file;
struct kimage;

#ifdef CONFIG_SECURITY_LOCKDOWN_LSM

/**
 * lock_kernel_down() - Raise the level of the running kernel.
 * @where: Who raises it, for the log; for example "EFI Secure Boot".
 * @level: LOCKDOWN_INTEGRITY_MAX or LOCKDOWN_CONFIDENTIALITY_MAX. Any other
 *         reason means the lowest level that lies above it.
 *
 * Context: Early boot, setup_arch() included, or task context (may sleep).
 * Return: 0, -EPERM if the level is held already, -ENOMEM if there was no
 *         memory to map the state for writing, or -EIO if what was mapped was
 *         not the state, a bug. Without 0 the level has not changed.
 */
int lock_kernel_down(const char *where, enum lockdown_reason level);

/*
 * Lockdown looks again at what the hooks allow: until it is settled who answers
 * for the rest of this boot, and while something is watched.
 */
DECLARE_STATIC_KEY_TRUE(lockdown_looks_again);

/**
 * lockdown_locked_down() - The verdict, also of the LSM hook.
 * @what: The feature asked for.
 *
 * Context: Any, NMI and early boot included.
 * Return: 0, or -EPERM if @what is denied; then the denial has been reported
 *         as far as its rate limit allows.
 */
int lockdown_locked_down(enum lockdown_reason what);

/**
 * lockdown_second_look() - Look at what the hooks allow.
 * @what: The feature asked for.
 *
 * Context: Any that lockdown_look_again() comes from.
 * Return: Until it is settled who answers, as lockdown_locked_down(); from then
 *         on 0.
 */
int lockdown_second_look(enum lockdown_reason what);

/**
 * lockdown_look_again() - Answer for a hook that is not live yet, and observe.
 * @what: The feature asked for.
 *
 * setup_arch() asks before any LSM is registered, for the ACPI tables of an
 * initrd and for acpi_rsdp=. security_locked_down() asks here where no hook
 * has denied.
 *
 * Context: Any, NMI and early boot included.
 * Return: 0, or -EPERM if @what is denied and the hook is not live yet.
 */
static __always_inline int lockdown_look_again(enum lockdown_reason what)
{
	return static_branch_unlikely(&lockdown_looks_again) ? lockdown_second_look(what) : 0;
}

/**
 * lockdown_query() - Is a feature denied by lockdown?
 * @what: The feature.
 *
 * For a question that is no request: it is counted apart, neither told nor
 * observed.
 *
 * Context: Any.
 * Return: 0, or -EPERM if @what is denied.
 */
int lockdown_query(enum lockdown_reason what);

/* Bytes that hold the slug of every reason, and a NUL. */
#define LOCKDOWN_SLUG_SIZE 32

/**
 * lockdown_name_reason() - The slug of a reason.
 * @what: A reason.
 * @name: Where it is stored, with a NUL; LOCKDOWN_SLUG_SIZE bytes.
 *
 * Context: Any.
 */
void lockdown_name_reason(enum lockdown_reason what, char *name);

/**
 * lockdown_check_kexec() - Ask for an image of kexec_file_load(2), and lock it.
 * @image: The image, with its command line, before anything of it is loaded. That
 *         line is freed and replaced where a level must be added in front, so that
 *         the next kernel is at least as locked as this one.
 *
 * Where a signature is looked for, the kernel asks by itself. What a crash starts is
 * refused with strict. kexec_load(2), which has no such line, is refused from integrity
 * on.
 *
 * Context: Task (may sleep).
 * Return: 0, -EPERM if the image is denied, or -ENOMEM if there was no memory for
 *         the longer line. Without 0 nothing has changed.
 */
int lockdown_check_kexec(struct kimage *image);

/**
 * lockdown_check_bpf() - Ask for what a BPF program would do.
 * @prog: A program with its instructions as user space made them, its type and
 *        its attachment, before it is verified.
 *
 * The kernel asks by itself for the helpers that only read or write. This asks
 * for what reads kernel memory in another way, for the probes of a BPF link, for
 * what would answer in the place of a security check, and with strict for what may
 * read structures of the kernel, as far as that is seen before.
 *
 * Context: Task (may sleep).
 * Return: 0, or -EPERM if a reason is denied.
 */
int lockdown_check_bpf(const struct bpf_prog *prog);

/**
 * lockdown_check_map_pointer() - May a BPF program load from the structure of a map?
 *
 * The address of a map is that of a structure of the kernel, which the verifier trusts
 * without a mark in the program. It asks for each such load as it meets it.
 *
 * Context: Task (may sleep).
 * Return: 0, or -EPERM if it is denied.
 */
int lockdown_check_map_pointer(void);

/**
 * lockdown_check_nvme() - May a program give this command to an NVMe controller?
 * @opcode: Its opcode, of an admin command.
 * @dword10: Its dword 10, which says what Set Features sets.
 *
 * Commands that make or delete a queue, that say where doorbells or memory of the host
 * for the controller are, and those that replace its firmware are refused with strict.
 *
 * Context: Task.
 * Return: 0, or -EPERM if a reason is denied.
 */
int lockdown_check_nvme(u8 opcode, u32 dword10);

/**
 * lockdown_check_volume_key() - May a program be told the key of an encrypted disk?
 *
 * Context: Task.
 * Return: 0, or -EPERM if it is denied.
 */
int lockdown_check_volume_key(void);

/* On while a reason about files is denied or watched, and until that is known. */
DECLARE_STATIC_KEY_TRUE(lockdown_guards);

/* What the functions below ask while that is so: each as the one with its name. */
int lockdown_check_open(struct file *file);
int lockdown_check_permission(struct file *file, int mask);
int lockdown_check_ioctl(struct file *file, unsigned int command);
int lockdown_check_mmap(struct file *file, unsigned long flags);

/**
 * lockdown_file_open() - May this file be opened?
 * @file: The file, before its own open().
 *
 * This and those below are hooks of an LSM, or asked behind its hooks.
 *
 * Context: Task.
 * Return: 0, or -EPERM if it is denied.
 */
static __always_inline int lockdown_file_open(struct file *file)
{
	return static_branch_unlikely(&lockdown_guards) ? lockdown_check_open(file) : 0;
}

/**
 * lockdown_file_permission() - May this open file be read or written?
 * @file: The file, opened perhaps before a raise.
 * @mask: MAY_READ, MAY_WRITE, MAY_APPEND.
 *
 * Context: Task.
 * Return: As lockdown_file_open().
 */
static __always_inline int lockdown_file_permission(struct file *file, int mask)
{
	return static_branch_unlikely(&lockdown_guards) ? lockdown_check_permission(file, mask) : 0;
}

/**
 * lockdown_file_ioctl() - May this command be given to an open file?
 * @file: The file, opened perhaps before a raise.
 * @command: The command.
 * @argument: Its argument, which belongs to the program and may change.
 *
 * Context: Task.
 * Return: As lockdown_file_open().
 */
static __always_inline int lockdown_file_ioctl(struct file *file, unsigned int command,
					       unsigned long argument)
{
	return static_branch_unlikely(&lockdown_guards) ? lockdown_check_ioctl(file, command) : 0;
}

/**
 * lockdown_mmap_file() - May this open file be mapped?
 * @file: The file, opened perhaps before a raise; NULL where there is none.
 * @flags: As mmap(2) has them.
 *
 * Context: Task.
 * Return: As lockdown_file_open().
 */
static __always_inline int lockdown_mmap_file(struct file *file, unsigned long flags)
{
	return static_branch_unlikely(&lockdown_guards) ? lockdown_check_mmap(file, flags) : 0;
}

#else /* CONFIG_SECURITY_LOCKDOWN_LSM */

static inline int lockdown_look_again(enum lockdown_reason what)
{
	return 0;
}

static inline int lockdown_query(enum lockdown_reason what)
{
	return 0;
}

static inline int lockdown_check_kexec(struct kimage *image)
{
	return 0;
}

static inline int lockdown_check_bpf(const struct bpf_prog *prog)
{
	return 0;
}

static inline int lockdown_check_map_pointer(void)
{
	return 0;
}

static inline int lockdown_check_nvme(u8 opcode, u32 dword10)
{
	return 0;
}

static inline int lockdown_check_volume_key(void)
{
	return 0;
}

static inline int lockdown_file_open(struct file *file)
{
	return 0;
}

static inline int lockdown_file_permission(struct file *file, int mask)
{
	return 0;
}

static inline int lockdown_file_ioctl(struct file *file, unsigned int command,
				      unsigned long argument)
{
	return 0;
}

static inline int lockdown_mmap_file(struct file *file, unsigned long flags)
{
	return 0;
}

#endif /* CONFIG_SECURITY_LOCKDOWN_LSM */

/**
 * lockdown_may_start() - May a kernel image be started by kexec, or by a panic?
 * @verified: Whether its signature was asked for, or lockdown at that time.
 *
 * Context: Any.
 * Return: Whether it may; an image that is not verified was loaded while that was
 *         allowed.
 */
static inline bool lockdown_may_start(bool verified)
{
	return verified || !security_locked_down(LOCKDOWN_KEXEC);
}

#endif /* _LINUX_LOCKDOWN_H */
