/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The seam: what the C rim, the tests and the tools may ask of the C++ core.
 *
 * Read by C and by C++, by the kernel and by host programs. Only integers, pointers
 * and plain structs of them cross it; text is a pointer and a length, never assumed
 * to end with a NUL. Outputs are written on success only. No function keeps a
 * pointer, allocates, sleeps or takes a lock.
 */
#ifndef _SECURITY_LOCKDOWN_CORE_H
#define _SECURITY_LOCKDOWN_CORE_H

#if defined(__KERNEL__) && !defined(__cplusplus)
#include <linux/compiler.h>
#include <linux/types.h>
#else
#include <stddef.h>
#define __must_check __attribute__((__warn_unused_result__))
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
#endif

/*
 * LOCKDOWN_NUMBER_<symbol> for each reason, and the two ends of the levels.
 * Kbuild makes it from the kernel's enum (numbers.c); host programs bring
 * their own.
 */
#include "numbers.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Reasons of our own come behind all that the kernel can name, so that they need
 * no place in its enum, and behind them the mark that strict is on.
 */
enum lockdown_own_number {
	LOCKDOWN_NUMBER_END_OF_KERNEL = LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX,
#define LOCKDOWN_NUMBER_IF_BASE(symbol)
#define LOCKDOWN_NUMBER_IF_STRICT(symbol) LOCKDOWN_NUMBER_##symbol,
#define LOCKDOWN_REASON(symbol, slug, text, level, scope) LOCKDOWN_NUMBER_IF_##scope(symbol)
#include "reasons.h"
#undef LOCKDOWN_NUMBER_IF_BASE
#undef LOCKDOWN_NUMBER_IF_STRICT
	LOCKDOWN_NUMBER_STRICT,

	/* Numbers below it are reasons and marks, all others unknown. */
	LOCKDOWN_REASON_COUNT
};

/* One word is what every machine can change atomically. */
#define LOCKDOWN_SET_WORD_BITS (8 * __SIZEOF_LONG__)
#define LOCKDOWN_SET_WORDS \
	((LOCKDOWN_REASON_COUNT + LOCKDOWN_SET_WORD_BITS - 1) / LOCKDOWN_SET_WORD_BITS)

/**
 * LOCKDOWN_WRITE_MAX - Bytes of a write that can matter.
 *
 * The longest level, one newline, and the NUL that may end the text. A text
 * that has not ended within so many bytes is no level.
 */
#define LOCKDOWN_WRITE_MAX 17

/** LOCKDOWN_LINE_MAX - Bytes that hold every line that the core renders. */
#define LOCKDOWN_LINE_MAX 64

/**
 * LOCKDOWN_LIST_MAX - Bytes that hold every list of reasons.
 *
 * The longest that the core renders, and the longest that it is given to read.
 */
#define LOCKDOWN_LIST_MAX 2048

/** LOCKDOWN_SLUG_MAX - Bytes that hold the slug of every reason, and a NUL. */
#define LOCKDOWN_SLUG_MAX 32

/** LOCKDOWN_REASON_LINE_MAX - Bytes that hold the line of every reason. */
#define LOCKDOWN_REASON_LINE_MAX 192

/*
 * The errnos of the core, negated as everywhere in the kernel. The values are
 * asserted against <linux/errno.h> from C.
 */
enum lockdown_errno {
	LOCKDOWN_EPERM = 1, /* Understood and refused. */
	LOCKDOWN_EINVAL = 22, /* Not understood. */
	LOCKDOWN_ENOSPC = 28, /* The buffer is too small for the whole line. */
};

/* The levels, in the order of what they deny. Level:: in C++. */
enum lockdown_level {
	LOCKDOWN_LEVEL_NONE,
	LOCKDOWN_LEVEL_INTEGRITY,
	LOCKDOWN_LEVEL_CONFIDENTIALITY,
};

/**
 * struct lockdown_set - A set of reasons.
 * @word: Bit n % LOCKDOWN_SET_WORD_BITS of word n / LOCKDOWN_SET_WORD_BITS
 *        stands for the reason of number n. Bits from LOCKDOWN_REASON_COUNT on
 *        mean nothing.
 *
 * INVARIANT: a denied set only grows. Nothing in the core removes a reason.
 */
struct lockdown_set {
	unsigned long word[LOCKDOWN_SET_WORDS];
};

/**
 * struct lockdown_tally - How often a reason was asked for.
 * @denied: Requests that were refused.
 * @observed: Requests that were allowed, and would be refused if the reason
 *            were denied; counted only while it is watched.
 * @queried: Questions that were no request.
 */
struct lockdown_tally {
	u64 denied;
	u64 observed;
	u64 queried;
};

/*
 * What firmware says of Secure Boot. The values are asserted against the
 * kernel's enum efi_secureboot_mode from C. SecureBoot:: in C++.
 */
enum lockdown_secure_boot {
	LOCKDOWN_SECURE_BOOT_UNSET,
	LOCKDOWN_SECURE_BOOT_UNKNOWN,
	LOCKDOWN_SECURE_BOOT_DISABLED,
	LOCKDOWN_SECURE_BOOT_ENABLED,
};

/*
 * What the kernel remembers of what was done to it: numbers of its taints, which
 * are asserted from C.
 */
enum lockdown_taint {
	LOCKDOWN_TAINT_FORCED_MODULE = 1,
	LOCKDOWN_TAINT_CPU_OUT_OF_SPEC = 2,
	LOCKDOWN_TAINT_OVERRIDDEN_ACPI_TABLE = 8,
	LOCKDOWN_TAINT_UNSIGNED_MODULE = 13,
	/* Not the kernel's: kexec would start an image. */
	LOCKDOWN_TAINT_IMAGE = 60,
	/* Neither this: a crash would. */
	LOCKDOWN_TAINT_CRASH_IMAGE = 61,
	/* Not the kernel's either: modules were let in that would be refused. */
	LOCKDOWN_TAINT_OWN = 62,
	LOCKDOWN_TAINT_DMA = LOCKDOWN_TAINT_OWN,
	LOCKDOWN_TAINT_DRIVER,
};

/*
 * What lockdown knows of BPF: numbers of <uapi/linux/bpf.h>, which never change.
 * Those that every kernel here has are asserted from C.
 */
enum lockdown_bpf_number {
	/* Types of programs, and how they attach. */
	LOCKDOWN_BPF_KPROBE = 2,
	LOCKDOWN_BPF_TRACING = 26,
	LOCKDOWN_BPF_STRUCT_OPS = 27,
	LOCKDOWN_BPF_LSM = 29,
	LOCKDOWN_BPF_NETFILTER = 32,
	LOCKDOWN_BPF_RAW_TP = 23,
	LOCKDOWN_BPF_MODIFY_RETURN = 26,
	LOCKDOWN_BPF_ITER = 28,
	LOCKDOWN_BPF_KPROBE_MULTI = 42,
	LOCKDOWN_BPF_KPROBE_SESSION = 56,
	LOCKDOWN_BPF_FENTRY_MULTI = 59,
	LOCKDOWN_BPF_FEXIT_MULTI = 60,
	LOCKDOWN_BPF_FSESSION_MULTI = 61,
	/* The instruction that calls, and what its source register says of whom. */
	LOCKDOWN_BPF_CALL = 0x85,
	LOCKDOWN_BPF_CALL_HELPER = 0,
	LOCKDOWN_BPF_CALL_KFUNC = 2,
	/* The one for a 64-bit constant, and its source if that is a variable's address. */
	LOCKDOWN_BPF_CONSTANT = 0x18,
	LOCKDOWN_BPF_CONSTANT_KERNEL = 3,
	/*
	 * What loads: but for the size that it loads, a class and a mode. The verifier
	 * sets the mode where a pointer into the kernel may be bad.
	 */
	LOCKDOWN_BPF_CLASS = 0x07,
	LOCKDOWN_BPF_CLASS_MODE = 0xe7,
	LOCKDOWN_BPF_LOAD = 0x01,
	LOCKDOWN_BPF_PROBE_MEM = 0x20,
	LOCKDOWN_BPF_PROBE_MEMSX = 0x40,
	/* The register that has the address of the stack. */
	LOCKDOWN_BPF_STACK = 10,
	/* Helpers. */
	LOCKDOWN_BPF_TRACE_PRINTK = 6,
	LOCKDOWN_BPF_SEQ_PRINTF = 126,
	LOCKDOWN_BPF_SNPRINTF_BTF = 149,
	LOCKDOWN_BPF_SEQ_PRINTF_BTF = 150,
	LOCKDOWN_BPF_CURRENT_TASK_BTF = 158,
	LOCKDOWN_BPF_SNPRINTF = 165,
	LOCKDOWN_BPF_TRACE_VPRINTK = 177,
	LOCKDOWN_BPF_KPTR_XCHG = 194,
};

/** LOCKDOWN_BPF_KFUNCS - How many functions lockdown_core_bpf_kfunc() names. */
#define LOCKDOWN_BPF_KFUNCS 25

/**
 * struct lockdown_bpf_insn - An instruction, in memory as struct bpf_insn.
 * @code: What it does.
 * @dst: The destination register.
 * @src: The source register.
 * @off: An offset.
 * @imm: A constant.
 */
struct lockdown_bpf_insn {
	unsigned char code;
	unsigned char dst : 4;
	unsigned char src : 4;
	short off;
	int imm;
};

/**
 * struct lockdown_bpf_program - A BPF program that wants to be loaded.
 * @type: Its type (enum bpf_prog_type).
 * @attach_type: How it will attach (enum bpf_attach_type).
 * @target: The name of the kernel's function that it will attach to, where it
 *          names one when it is loaded. No NUL ends it.
 * @target_length: Its length in bytes, or 0.
 * @code: Its instructions, as user space made them.
 * @length: How many instructions.
 * @returns_structure: It calls a function of the kernel that returns the address of
 *                     a structure, or one of a module.
 * @kfuncs: The number that a call has in this kernel for each function that
 *          lockdown_core_bpf_kfunc() names, or 0 if this kernel has none such.
 */
struct lockdown_bpf_program {
	u32 type;
	u32 attach_type;
	const char *target;
	size_t target_length;
	const struct lockdown_bpf_insn *code;
	size_t length;
	u32 returns_structure;
	u32 kfuncs[LOCKDOWN_BPF_KFUNCS];
};

/*
 * What lockdown knows of perf: numbers of <uapi/linux/perf_event.h>, which never
 * change. They are asserted from C.
 */
enum lockdown_perf_number {
	/* Types of events, and one software event. */
	LOCKDOWN_PERF_SOFTWARE = 1,
	LOCKDOWN_PERF_BREAKPOINT = 5,
	LOCKDOWN_PERF_BPF_OUTPUT = 10,
	/* What a sample holds. */
	LOCKDOWN_PERF_SAMPLE_IP = 1 << 0,
	LOCKDOWN_PERF_SAMPLE_CALLCHAIN = 1 << 5,
	LOCKDOWN_PERF_SAMPLE_BRANCH_STACK = 1 << 11,
	LOCKDOWN_PERF_SAMPLE_REGS_INTR = 1 << 18,
	LOCKDOWN_PERF_SAMPLE_PHYS_ADDR = 1 << 19,
	/* Whose branches. */
	LOCKDOWN_PERF_BRANCH_KERNEL = 1 << 1,
};

/* What is true of an event beside its numbers. */
enum lockdown_perf_fact {
	LOCKDOWN_PERF_KERNEL = 1, /* It does not leave out the kernel. */
	LOCKDOWN_PERF_OVERFLOWS = 2, /* It has a period, so it can be sampled. */
	LOCKDOWN_PERF_TRACES = 4, /* Its PMU writes into memory of the program by itself. */
	LOCKDOWN_PERF_TEXT_POKE = 8, /* It wants to know of changed text of the kernel. */
	LOCKDOWN_PERF_KSYMBOL = 16, /* It wants to know of new symbols. */
};

/* What an event tells of the kernel beyond a number of times. */
enum lockdown_perf_telling {
	LOCKDOWN_PERF_TELLS_NOTHING,
	LOCKDOWN_PERF_TELLS_SYMBOLS, /* New symbols, and nothing else. */
	LOCKDOWN_PERF_TELLS_KERNEL, /* Addresses or memory. */
};

/**
 * struct lockdown_perf - An event that perf_event_open(2) wants to open.
 * @type: Its type.
 * @facts: Those of enum lockdown_perf_fact that are true.
 * @config: Which event of its type.
 * @samples: What each sample is to hold (enum perf_event_sample_format).
 * @branches: Which branches (enum perf_branch_sample_type), 0 without
 *            LOCKDOWN_PERF_SAMPLE_BRANCH_STACK.
 */
struct lockdown_perf {
	u32 type;
	u32 facts;
	u64 config;
	u64 samples;
	u64 branches;
};

/* What kind of file it is: a device, or one of a file system of the kernel's own. */
enum lockdown_file_kind {
	LOCKDOWN_FILE_OTHER,
	LOCKDOWN_FILE_CHARACTER,
	LOCKDOWN_FILE_BLOCK,
	LOCKDOWN_FILE_PROC,
	LOCKDOWN_FILE_SYSFS,
	LOCKDOWN_FILE_DEBUGFS,
	LOCKDOWN_FILE_TRACEFS,
};

/*
 * What is done with a file. Of two that open or map it, as many as are true. To read and
 * to write are MAY_READ and MAY_WRITE of <linux/fs.h>, asserted from C.
 */
enum lockdown_file_use {
	LOCKDOWN_USE_OPEN = 1,
	LOCKDOWN_USE_WRITE = 2,
	LOCKDOWN_USE_READ = 4,
	LOCKDOWN_USE_OPEN_WRITE = 8, /* Opened for writing. */
	LOCKDOWN_USE_IOCTL = 16,
	LOCKDOWN_USE_MMAP = 32,
	LOCKDOWN_USE_MMAP_WRITE = 64, /* So that what is written there, it has. */
};

/* How a command of ioctl(2) says that it has no argument, or that one is written. */
#if defined(__alpha__) || defined(__mips__) || defined(__powerpc__) || defined(__sparc__)
#define LOCKDOWN_IO 0x20000000U
#define LOCKDOWN_IOW 0x80000000U
#elif defined(__hppa__)
#define LOCKDOWN_IO 0U
#define LOCKDOWN_IOW 0x80000000U
#else
#define LOCKDOWN_IO 0U
#define LOCKDOWN_IOW 0x40000000U
#endif

/* X86_IOC_RDMSR_REGS of <uapi/asm/msr.h>, asserted from C where there is one. */
#define LOCKDOWN_RDMSR_REGS 0xc02063a0U

/* COMEDI_DEVCONFIG of <uapi/linux/comedi.h>, asserted from C where there is one. */
#define LOCKDOWN_COMEDI_DEVCONFIG (LOCKDOWN_IOW | 0x946400U)

/* ISST_IF_MSR_COMMAND of <uapi/linux/isst_if.h>, of 64-bit programs. */
#define LOCKDOWN_ISST_MSR_COMMAND 0xc008fe04U

/* USCSICMD of drivers/scsi/megaraid/megaraid_ioctl.h, a header that no other file takes. */
#define LOCKDOWN_MEGARAID_USCSICMD 0x80U

/* FSACTL_SENDFIB and others of drivers/scsi/aacraid/aacraid.h, as USCSICMD. */
#define LOCKDOWN_AACRAID_SENDFIB 0x42008U
#define LOCKDOWN_AACRAID_SEND_RAW_SRB 0x4204cU
#define LOCKDOWN_AACRAID_SEND_LARGE_FIB 0x42168U

/* BLKDISCARD and others of <uapi/linux/fs.h>, asserted from C. */
#define LOCKDOWN_BLKDISCARD (LOCKDOWN_IO | 0x1277U)
#define LOCKDOWN_BLKSECDISCARD (LOCKDOWN_IO | 0x127dU)
#define LOCKDOWN_BLKZEROOUT (LOCKDOWN_IO | 0x127fU)

/* BLKRESETZONE and BLKFINISHZONE of <uapi/linux/blkzoned.h>, asserted from C. */
#define LOCKDOWN_BLKRESETZONE (LOCKDOWN_IOW | 0x101283U)
#define LOCKDOWN_BLKFINISHZONE (LOCKDOWN_IOW | 0x101288U)

/* PF_KEY of <linux/socket.h>, asserted from C. */
#define LOCKDOWN_PF_KEY 15U

/** LOCKDOWN_PATH_MAX - Bytes that hold every path that matters, and a NUL. */
#define LOCKDOWN_PATH_MAX 64

/**
 * struct lockdown_file - A use of a file.
 * @kind: What it is (enum lockdown_file_kind).
 * @use: What is done with it (enum lockdown_file_use).
 * @command: The command of ioctl(2).
 * @major: Of a device its major number.
 * @minor: Of a device its minor number.
 * @held: Of a disk: nonzero while somebody else has it for himself, a file system
 *        or swap for example.
 * @mode: What its permission bits are.
 * @driver: The name that a character device has of its driver. No NUL ends it.
 * @driver_length: Its length in bytes, or 0: it is not open yet, or has none.
 * @path: The path from the root of its file system, or only the last name of it.
 *        No NUL ends it.
 * @path_length: Its length in bytes.
 */
struct lockdown_file {
	u32 kind;
	u32 use;
	u32 command;
	u32 major;
	u32 minor;
	u32 held;
	u32 mode;
	const char *driver;
	size_t driver_length;
	const char *path;
	size_t path_length;
};

/* How long the last name of a path that matters can be, in bytes, and one more. */
#define LOCKDOWN_NAME_LENGTHS 32

/**
 * struct lockdown_hints - What tells at a glance that a file is no door.
 * @minors: Of character devices, by the major number, the minor numbers that matter when
 *          one is opened, read or written: a bit for each remainder of 16.
 * @initials: Of procfs, then of sysfs, by the length of a name, the first characters of
 *            the names that matter: a bit for each remainder of 32.
 */
struct lockdown_hints {
	u16 minors[256];
	u32 initials[2][LOCKDOWN_NAME_LENGTHS];
};

/* Made from the tables of the core by the compiler. */
extern const struct lockdown_hints lockdown_file_hints;

/* lockdown_name_matters() and its like are also asked by the compiler. */
#ifdef __cplusplus
#define LOCKDOWN_CONSTEXPR constexpr
#else
#define LOCKDOWN_CONSTEXPR
#endif

/**
 * struct lockdown_device - The number of a device.
 * @major: That of its driver.
 * @minor: That which it has there.
 */
struct lockdown_device {
	u32 major;
	u32 minor;
};

/**
 * lockdown_device_matters() - May a use of a character device ask for something?
 * @hints: The hints.
 * @use: What is done with it (enum lockdown_file_use).
 * @device: Its number.
 *
 * This and the two below cost next to nothing. They say 0 only of what asks for nothing,
 * but not of all of it.
 *
 * Context: Any.
 * Return: Nonzero if lockdown_core_file_reason() has to be asked.
 */
static inline LOCKDOWN_CONSTEXPR int __must_check
lockdown_device_matters(const struct lockdown_hints *hints, u32 use, struct lockdown_device device)
{
	/* These can depend on the command or on the name of the driver. */
	if (use & (LOCKDOWN_USE_IOCTL | LOCKDOWN_USE_MMAP | LOCKDOWN_USE_MMAP_WRITE))
		return 1;
	return device.major < 256 && hints->minors[device.major] >> (device.minor & 15) & 1;
}

/**
 * lockdown_disk_matters() - May a use of a block device ask for something?
 * @use: What is done with it (enum lockdown_file_use).
 *
 * Context: Any.
 * Return: Nonzero if lockdown_core_file_reason() has to be asked.
 */
static inline LOCKDOWN_CONSTEXPR int __must_check lockdown_disk_matters(u32 use)
{
	return !!(use & (LOCKDOWN_USE_OPEN_WRITE | LOCKDOWN_USE_WRITE | LOCKDOWN_USE_IOCTL |
			 LOCKDOWN_USE_MMAP_WRITE));
}

/**
 * lockdown_name_matters() - May a file of procfs or sysfs ask for something?
 * @hints: The hints.
 * @kind: Which of the two (enum lockdown_file_kind).
 * @length: How long the last name of its path is, in bytes.
 * @initial: The first of them.
 *
 * Context: Any.
 * Return: Nonzero if lockdown_core_file_reason() has to be asked.
 */
static inline LOCKDOWN_CONSTEXPR int __must_check
lockdown_name_matters(const struct lockdown_hints *hints, u32 kind, size_t length, char initial)
{
	if (length >= LOCKDOWN_NAME_LENGTHS)
		return 0;
	return hints->initials[kind == LOCKDOWN_FILE_SYSFS][length] >> (initial & 31) & 1;
}

/**
 * struct lockdown_module - A module that wants to be loaded.
 * @name: Its name, as /proc/modules has it. No NUL ends it.
 * @name_length: Its length in bytes.
 * @arguments: Its arguments, as finit_module(2) was given them; a NUL ends them
 *             before their length does.
 * @arguments_length: Their length in bytes.
 */
struct lockdown_module {
	const char *name;
	size_t name_length;
	const char *arguments;
	size_t arguments_length;
};

/*
 * lockdown_denied: the reasons refused now, for the rest of this boot.
 *
 * Starts as the level that the kernel configuration forces, so that it is
 * right from the first instruction. Read-only memory once init has ended;
 * what raises is the only writer (state.c).
 */
extern struct lockdown_set lockdown_denied;

/**
 * lockdown_set_contains() - Is this reason in the set?
 * @set: A set, perhaps being raised at this moment.
 * @reason: Number of a reason.
 *
 * The whole hot path of a check: one load and one bit test. An unknown reason
 * is in every set, so that it is denied. Marks are no reasons; lockdown_locked_down()
 * lets the kernel ask for none behind its own.
 *
 * Context: Any, NMI and early boot included.
 * Return: Nonzero if @reason is in @set.
 */
static inline int __must_check lockdown_set_contains(const struct lockdown_set *set, u32 reason)
{
	unsigned long word;

	if (reason >= LOCKDOWN_REASON_COUNT)
		return 1;
	word = __atomic_load_n(&set->word[reason / LOCKDOWN_SET_WORD_BITS], __ATOMIC_RELAXED);
	return word >> (reason % LOCKDOWN_SET_WORD_BITS) & 1;
}

/**
 * lockdown_is_empty() - Has a set no member?
 * @set: A set, perhaps being changed at this moment.
 *
 * Context: Any.
 * Return: Nonzero if it has none. Bits beyond the last reason count as members.
 */
static inline int __must_check lockdown_is_empty(const struct lockdown_set *set)
{
	size_t i;

	for (i = 0; i < LOCKDOWN_SET_WORDS; i++)
		if (__atomic_load_n(&set->word[i], __ATOMIC_RELAXED))
			return 0;
	return 1;
}

/**
 * lockdown_core_forced() - What the kernel configuration denies from the start.
 * @set: A level, none perhaps, with what belongs to it if strict is on. That of the
 *       level none is not empty.
 *
 * Context: Any.
 */
void lockdown_core_forced(struct lockdown_set *set);

/**
 * lockdown_core_level_of_secure_boot() - The level that Secure Boot asks for.
 * @mode: What firmware says (enum lockdown_secure_boot).
 *
 * Context: Any.
 * Return: Where Secure Boot is on, the level that the kernel configuration has
 *         for it; none for anything else that firmware may say.
 */
u32 __must_check lockdown_core_level_of_secure_boot(u32 mode);

/**
 * lockdown_core_level_set() - The reasons that a level denies, strict or not.
 * @level: A level (enum lockdown_level); an unknown one is taken as the
 *         highest.
 * @set: Where the set is stored.
 *
 * Context: Any.
 */
void lockdown_core_level_set(u32 level, struct lockdown_set *set);

/**
 * lockdown_core_level() - The level that holds.
 * @denied: A denied set.
 *
 * Context: Any.
 * Return: The highest level of which @denied has every reason.
 */
u32 __must_check lockdown_core_level(const struct lockdown_set *denied);

/**
 * lockdown_core_level_of_reason() - The lowest level that denies a reason.
 * @reason: Number of a reason.
 *
 * Context: Any.
 * Return: A level (enum lockdown_level); for an unknown reason the highest.
 */
u32 __must_check lockdown_core_level_of_reason(u32 reason);

/**
 * lockdown_core_level_of_number() - The level that kernel code asks for.
 * @number: What lock_kernel_down() was given: the number of INTEGRITY_MAX or
 *          CONFIDENTIALITY_MAX, or zero. Any other number means the lowest
 *          level that lies above it, an unknown one the highest.
 *
 * Context: Any.
 * Return: A level (enum lockdown_level).
 */
u32 __must_check lockdown_core_level_of_number(u32 number);

/**
 * lockdown_core_raise() - Add reasons to a denied set, atomically.
 * @denied: The set to grow.
 * @more: Reasons to add.
 *
 * One atomic OR for each word: no interleaving of raises loses a reason. Of
 * racing raises of the same reasons more than one may return 0 where a set has
 * several words; the rim lets only one run at a time.
 *
 * Context: Any; @denied must be writable at this address.
 * Return: 0, or -EPERM if @denied had all of @more already.
 */
int __must_check lockdown_core_raise(struct lockdown_set *denied, const struct lockdown_set *more);

/**
 * lockdown_core_complete() - What a raise adds when strict is on.
 * @denied: A denied set.
 * @more: Reasons to add; with lockdown_core_strict_mark() strict itself. Where
 *        strict is on in one of the two, the strict reasons of the level that both
 *        together hold are added.
 *
 * Context: Any.
 */
void lockdown_core_complete(const struct lockdown_set *denied, struct lockdown_set *more);

/**
 * lockdown_core_strict_mark() - What a raise adds to switch strict on.
 * @mark: Where the mark is stored.
 *
 * Context: Any.
 */
void lockdown_core_strict_mark(struct lockdown_set *mark);

/**
 * lockdown_core_is_strict() - Is strict on?
 * @denied: A denied set, perhaps being raised at this moment.
 *
 * Context: Any.
 * Return: Nonzero if every level of @denied denies its strict reasons as well.
 */
int __must_check lockdown_core_is_strict(const struct lockdown_set *denied);

/**
 * lockdown_core_parse_strict() - Read what strict is to be.
 * @text: "1", or "0", or nothing, which means 1; with or without a newline.
 * @length: Its length in bytes.
 * @on: Where it is stored: nonzero if strict is to be on.
 *
 * Context: Any.
 * Return: 0, or -EINVAL for anything else.
 */
int __must_check lockdown_core_parse_strict(const char *text, size_t length, u32 *on);

/**
 * lockdown_core_includes() - Has a raise arrived?
 * @denied: A denied set, perhaps being raised at this moment.
 * @some: Reasons.
 *
 * Context: Any.
 * Return: Nonzero if @denied has all of @some.
 */
int __must_check lockdown_core_includes(const struct lockdown_set *denied,
					const struct lockdown_set *some);

/**
 * lockdown_core_parse_boot() - Read the value of the lockdown= parameter.
 * @text: The value.
 * @length: Its length in bytes.
 * @level: Where the level is stored (enum lockdown_level).
 *
 * Context: Any.
 * Return: 0, or -EINVAL for anything but "integrity" and "confidentiality".
 */
int __must_check lockdown_core_parse_boot(const char *text, size_t length, u32 *level);

/**
 * lockdown_core_parse_write() - Read what was written to the lockdown file.
 * @text: The bytes written, or the first LOCKDOWN_WRITE_MAX of them.
 * @length: How many bytes @text has.
 * @level: Where the level is stored (enum lockdown_level).
 *
 * ABI: a NUL ends the text, one trailing newline is accepted, case matters.
 *
 * Context: Any.
 * Return: 0, or -EINVAL for anything but the name of a level.
 */
int __must_check lockdown_core_parse_write(const char *text, size_t length, u32 *level);

/**
 * lockdown_core_render_level() - The line of the lockdown file.
 * @level: The level to mark (enum lockdown_level).
 * @line: Where the line is stored, without a NUL.
 * @size: Bytes that @line has room for; LOCKDOWN_LINE_MAX is always enough.
 *
 * ABI: every level in ascending order, separated by one blank, the one that
 * holds in brackets, a newline at the end.
 *
 * Context: Any.
 * Return: The length of the line, -EINVAL for an unknown level, or -ENOSPC.
 */
int __must_check lockdown_core_render_level(u32 level, char *line, size_t size);

/**
 * lockdown_core_render_carry() - What the next kernel must be told.
 * @denied: A denied set, perhaps being raised at this moment.
 * @cmdline: The command line that was given for the next kernel.
 * @length: Its length in bytes.
 * @text: Where the text is stored, without a NUL; changed also if it is not
 *        needed.
 * @size: Bytes that @text has room for; LOCKDOWN_LIST_MAX is always enough.
 *
 * The level, strict, and the reasons denied beyond both. The text belongs in front
 * of the command line: there nothing can end or quote what the next kernel reads.
 *
 * Context: Any.
 * Return: The length of the text, 0 if @cmdline is enough as it is, or -ENOSPC.
 */
int __must_check lockdown_core_render_carry(const struct lockdown_set *denied, const char *cmdline,
					    size_t length, char *text, size_t size);

/**
 * lockdown_core_may_refine() - May single reasons be added?
 * @denied: A denied set, perhaps being raised at this moment.
 *
 * Below a complete integrity an open door undoes whatever else is shut.
 *
 * Context: Any.
 * Return: Nonzero if @denied has all that integrity denies.
 */
int __must_check lockdown_core_may_refine(const struct lockdown_set *denied);

/**
 * lockdown_core_parse_reasons() - Read a list of reasons.
 * @text: Slugs with commas, blanks, tabs or newlines between them; a NUL ends
 *        the list.
 * @length: How many bytes @text has.
 * @set: Where the reasons are stored.
 *
 * Context: Any.
 * Return: 0, or -EINVAL if there is no slug, or a word that is none.
 */
int __must_check lockdown_core_parse_reasons(const char *text, size_t length,
					     struct lockdown_set *set);

/**
 * lockdown_core_parse_watch() - Read what is to be watched.
 * @text: A list as lockdown_core_parse_reasons() reads it, in which the name of a
 *        level means all of its reasons but the strict ones, and "strict" all
 *        strict ones.
 * @length: How many bytes @text has.
 * @set: Where the reasons are stored; "none" stores none.
 *
 * Context: Any.
 * Return: 0, or -EINVAL if @text is neither.
 */
int __must_check lockdown_core_parse_watch(const char *text, size_t length,
					   struct lockdown_set *set);

/**
 * lockdown_core_render_set() - A set as lockdown_core_parse_watch() reads it.
 * @set: A set, perhaps being changed at this moment.
 * @text: Where the text is stored, without a NUL or a newline.
 * @size: Bytes that @text has room for; LOCKDOWN_LIST_MAX is always enough.
 *
 * The name of the level that denies just these reasons, or else their slugs in
 * the order of the enum, with commas between them; behind that strict reasons, or
 * "strict" if they are all, or where strict is on all that it adds.
 *
 * Context: Any.
 * Return: The length of the text, or -ENOSPC.
 */
int __must_check lockdown_core_render_set(const struct lockdown_set *set, char *text, size_t size);

/**
 * lockdown_core_reasons_header() - The names of the columns of all reasons.
 * @header: Where a pointer to the line is stored; it lives for ever.
 *
 * Context: Any.
 * Return: The length of the line.
 */
int __must_check lockdown_core_reasons_header(const char **header);

/**
 * lockdown_core_render_reason() - The line of one reason.
 * @reason: Number of a reason.
 * @denied: A denied set, perhaps being raised at this moment.
 * @watched: A watched set, perhaps being changed at this moment.
 * @tally: How often it was asked for.
 * @line: Where the line is stored, without a NUL.
 * @size: Bytes that @line has room for; LOCKDOWN_REASON_LINE_MAX is always
 *        enough.
 *
 * The columns of lockdown_core_reasons_header(), with one blank between them.
 * The state is "allowed", "watched" or "denied", whichever comes last.
 *
 * Context: Any.
 * Return: The length of the line, -EINVAL for a number that nothing can ask
 *         for, or -ENOSPC.
 */
int __must_check lockdown_core_render_reason(u32 reason, const struct lockdown_set *denied,
					     const struct lockdown_set *watched,
					     const struct lockdown_tally *tally, char *line,
					     size_t size);

/**
 * lockdown_core_render_slug() - The name of a reason, in the table or not.
 * @reason: Number of a reason; "unlisted_" and the number if the table has no
 *          such reason.
 * @text: Where the name is stored, without a NUL.
 * @size: Bytes that @text has room for; one less than LOCKDOWN_SLUG_MAX is
 *        always enough.
 *
 * Context: Any.
 * Return: The length of the name, or -ENOSPC.
 */
int __must_check lockdown_core_render_slug(u32 reason, char *text, size_t size);

/**
 * lockdown_core_slug() - The stable name of a reason.
 * @reason: Number of a reason.
 * @slug: Where a pointer to the name is stored; the text lives for ever.
 *
 * Context: Any.
 * Return: The length of the name, or -EINVAL if the table has no such reason.
 */
int __must_check lockdown_core_slug(u32 reason, const char **slug);

/**
 * lockdown_core_text() - The text that a notice uses for a reason.
 * @reason: Number of a reason.
 * @text: Where a pointer to the text is stored; it lives for ever.
 *
 * Context: Any.
 * Return: The length of the text, behind which there is a NUL, or -EINVAL if the
 *         table has no such reason.
 */
int __must_check lockdown_core_text(u32 reason, const char **text);

/**
 * lockdown_core_kept() - Something that a raise does not take back.
 * @number: Which, from 0 on.
 * @denied: A denied set, perhaps being raised at this moment.
 * @taints: The kernel's taints, a bit for each, and ours (enum lockdown_taint).
 * @reason: Where the number of its reason is stored.
 * @what: Where a pointer to its name is stored, which lives for ever.
 *
 * Context: Any.
 * Return: The length of the name; 0 if there is nothing of this, or its reason is
 *         allowed; -EINVAL if there are not so many.
 */
int __must_check lockdown_core_kept(u32 number, const struct lockdown_set *denied, u64 taints,
				    u32 *reason, const char **what);

/**
 * lockdown_core_bpf_kfunc() - A function of the kernel that programs call by
 *                             name, and that reads what they name.
 * @number: Which, below LOCKDOWN_BPF_KFUNCS.
 * @name: Where a pointer to the name is stored, which lives for ever and ends with
 *        a NUL.
 *
 * Context: Any.
 * Return: The length of the name, or -EINVAL if there are not so many.
 */
int __must_check lockdown_core_bpf_kfunc(u32 number, const char **name);

/**
 * lockdown_core_bpf_reasons() - What a BPF program asks for.
 * @program: The program.
 * @set: Where the reasons are stored. Those that the kernel asks for by itself
 *       while it verifies the program are not among them.
 *
 * Looks once at each instruction.
 *
 * Context: Any.
 */
void lockdown_core_bpf_reasons(const struct lockdown_bpf_program *program,
			       struct lockdown_set *set);

/**
 * lockdown_core_bpf_probes() - Does a program load what a pointer by BTF leads to?
 * @code: Its instructions, as the verifier leaves them.
 * @length: How many.
 *
 * Context: Any.
 * Return: 1, or 0.
 */
int __must_check lockdown_core_bpf_probes(const struct lockdown_bpf_insn *code, size_t length);

/**
 * lockdown_core_perf_tells() - What does an event tell of the kernel?
 * @perf: The event.
 *
 * Context: Any.
 * Return: How much (enum lockdown_perf_telling).
 */
u32 __must_check lockdown_core_perf_tells(const struct lockdown_perf *perf);

/**
 * lockdown_core_guards_files() - Are there files to look at?
 * @denied: A denied set, perhaps being raised at this moment.
 * @watched: A watched set, perhaps being changed at this moment.
 *
 * Context: Any.
 * Return: Nonzero if some use of a file is denied or watched by what
 *         lockdown_core_file_reason() finds.
 */
int __must_check lockdown_core_guards_files(const struct lockdown_set *denied,
					    const struct lockdown_set *watched);

/**
 * lockdown_core_file_needs_path() - Does it depend on its path what a file is?
 * @file: The file, with the last name of its path in the place of the path.
 *
 * Context: Any.
 * Return: Nonzero if lockdown_core_file_reason() must be given the path, else it
 *         need not have any.
 */
int __must_check lockdown_core_file_needs_path(const struct lockdown_file *file);

/**
 * lockdown_core_file_reason() - What a use of a file asks for.
 * @file: The file.
 * @denied: A denied set, perhaps being raised at this moment.
 *
 * For a reason of the stock kernel the use of what was opened before its raise,
 * while strict is on; the kernel itself asks for it when it is opened.
 *
 * Context: Any.
 * Return: Number of a reason, or that of no reason, LOCKDOWN_NUMBER_NONE.
 */
u32 __must_check lockdown_core_file_reason(const struct lockdown_file *file,
					   const struct lockdown_set *denied);

/**
 * lockdown_core_nvme_reason() - What an admin command of NVMe asks for.
 * @opcode: Its opcode.
 * @dword10: Its dword 10.
 *
 * Context: Any.
 * Return: Number of a reason, or that of no reason, LOCKDOWN_NUMBER_NONE.
 */
u32 __must_check lockdown_core_nvme_reason(u32 opcode, u32 dword10);

/**
 * lockdown_core_module_reason() - What a module asks for with its arguments.
 * @module: The module.
 *
 * Looks at each byte of the arguments at most once for each line of the table that
 * has the module's name.
 *
 * Context: Any.
 * Return: Number of a reason, or that of no reason, LOCKDOWN_NUMBER_NONE.
 */
u32 __must_check lockdown_core_module_reason(const struct lockdown_module *module);

/**
 * lockdown_core_module_taint() - What is to be remembered of a module that is let in.
 * @reason: What it asks for.
 *
 * Context: Any.
 * Return: A taint from LOCKDOWN_TAINT_OWN on, or 0 for none.
 */
u32 __must_check lockdown_core_module_taint(u32 reason);

/**
 * lockdown_core_socket_reason() - What a new socket asks for.
 * @family: Its protocol family.
 * @kernel: Nonzero if the kernel makes it for itself.
 *
 * Context: Any.
 * Return: Number of a reason, or that of no reason, LOCKDOWN_NUMBER_NONE.
 */
u32 __must_check lockdown_core_socket_reason(u32 family, u32 kernel);

/**
 * lockdown_core_image_reason() - What an image for kexec_file_load(2) asks for.
 * @verified: Nonzero if its signature is asked for, or as good as that.
 * @crash: Nonzero if a crash is to start it.
 *
 * Context: Any.
 * Return: Number of a reason, or that of no reason, LOCKDOWN_NUMBER_NONE.
 */
u32 __must_check lockdown_core_image_reason(u32 verified, u32 crash);

/**
 * lockdown_core_video_reason() - What a value of the boot parameter video= asks for.
 * @value: The value.
 * @length: Its length in bytes.
 *
 * Context: Any.
 * Return: Number of a reason, or that of no reason, LOCKDOWN_NUMBER_NONE.
 */
u32 __must_check lockdown_core_video_reason(const char *value, size_t length);

#ifdef __cplusplus
}
#endif

#endif /* _SECURITY_LOCKDOWN_CORE_H */
