// SPDX-License-Identifier: GPL-2.0
/* No door: a device in the hands of a program, whose memory an IOMMU keeps it to. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/pci_regs.h>
#include <linux/vfio.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "pci_device.h"

#define PROBE		"/sys/bus/pci/drivers_probe"
#define CONTAINER	"/dev/vfio/vfio"

#define PAGE		4096UL

/* Where the device sees the page; it has 28 lines of address. */
#define PAGE_SEEN	0x1000000ULL

struct vfio {
	struct pci_device pci;
	int container, group, device;
	unsigned char *page;
	/* Registers, in BAR 0. */
	char *registers;
};

static bool write_attribute(const struct pci_device *pci, const char *file, const char *text)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/%s", pci->name, file);
	return !write_text(path, text);
}

/* The driver takes this device, and no other of its kind. */
static bool give_to_vfio(const struct pci_device *pci)
{
	return write_attribute(pci, "driver_override", "vfio-pci\n") &&
	       !write_text(PROBE, pci->name);
}

static void take_back(const struct pci_device *pci)
{
	write_attribute(pci, "driver/unbind", pci->name);
	write_attribute(pci, "driver_override", "\n");
}

/* The device file of the group is called by the number of the group. */
static int open_group(const struct pci_device *pci)
{
	char path[PATH_MAX], group[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/iommu_group", pci->name);
	length = readlink(path, group, sizeof(group) - 1);
	if (length < 0)
		return -1;
	group[length] = '\0';
	snprintf(path, sizeof(path), "/dev/vfio/%.15s", basename(group));
	return open(path, O_RDWR | O_CLOEXEC);
}

/* One page of the program is all of the memory that the device can reach. */
static bool map_page(struct vfio *vfio)
{
	struct vfio_iommu_type1_dma_map map = {
		.argsz = sizeof(map),
		.flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE,
		.iova = PAGE_SEEN,
		.size = PAGE,
	};

	vfio->page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	map.vaddr = (unsigned long)vfio->page;
	return vfio->page != MAP_FAILED && !ioctl(vfio->container, VFIO_IOMMU_MAP_DMA, &map);
}

/* May access memory, its own and that of others. */
static bool enable_dma(const struct vfio *vfio)
{
	struct vfio_region_info config = {
		.argsz = sizeof(config),
		.index = VFIO_PCI_CONFIG_REGION_INDEX,
	};
	unsigned short command = PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;

	return !ioctl(vfio->device, VFIO_DEVICE_GET_REGION_INFO, &config) &&
	       pwrite(vfio->device, &command, sizeof(command), config.offset + PCI_COMMAND) ==
	       sizeof(command);
}

static bool map_registers(struct vfio *vfio)
{
	struct vfio_region_info bar = {
		.argsz = sizeof(bar),
		.index = VFIO_PCI_BAR0_REGION_INDEX,
	};

	if (ioctl(vfio->device, VFIO_DEVICE_GET_REGION_INFO, &bar))
		return false;
	vfio->registers = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, vfio->device,
			       bar.offset);
	return vfio->registers != MAP_FAILED;
}

static bool drive(struct vfio *vfio)
{
	vfio->container = open(CONTAINER, O_RDWR | O_CLOEXEC);
	vfio->group = open_group(&vfio->pci);
	if (vfio->container < 0 || vfio->group < 0 ||
	    ioctl(vfio->group, VFIO_GROUP_SET_CONTAINER, &vfio->container) ||
	    ioctl(vfio->container, VFIO_SET_IOMMU, VFIO_TYPE1_IOMMU) || !map_page(vfio))
		return false;
	vfio->device = ioctl(vfio->group, VFIO_GROUP_GET_DEVICE_FD, vfio->pci.name);
	return vfio->device >= 0 && enable_dma(vfio) && map_registers(vfio);
}

static void let_go(struct vfio *vfio)
{
	if (vfio->registers != MAP_FAILED)
		munmap(vfio->registers, PAGE);
	if (vfio->device >= 0)
		close(vfio->device);
	if (vfio->group >= 0)
		close(vfio->group);
	if (vfio->container >= 0)
		close(vfio->container);
	if (vfio->page != MAP_FAILED)
		munmap(vfio->page, PAGE);
}

/* Registers of an edu, of eight bytes, for a copy to or from its own memory. */
#define EDU_SOURCE	0x80
#define EDU_TARGET	0x88
#define EDU_COUNT	0x90
#define EDU_COMMAND	0x98
#define EDU_MEMORY	0x40000

#define COPY		0x1
#define COPY_TO_PAGE	0x2

/* It takes a tenth of a second for each. */
#define POLLS		500
static const struct timespec poll_pause = { .tv_nsec = 10000000 };

static unsigned long long *register_at(const struct vfio *vfio, size_t offset)
{
	return (unsigned long long *)(vfio->registers + offset);
}

static void set_register(const struct vfio *vfio, size_t offset, unsigned long long value)
{
	__atomic_store_n(register_at(vfio, offset), value, __ATOMIC_SEQ_CST);
}

static bool copy(const struct vfio *vfio, unsigned long long source, unsigned long long target,
		 unsigned long long command)
{
	int polls = POLLS;

	set_register(vfio, EDU_SOURCE, source);
	set_register(vfio, EDU_TARGET, target);
	set_register(vfio, EDU_COUNT, PAGE / 2);
	set_register(vfio, EDU_COMMAND, command);
	while (__atomic_load_n(register_at(vfio, EDU_COMMAND), __ATOMIC_SEQ_CST) & COPY) {
		if (!polls--)
			return false;
		nanosleep(&poll_pause, NULL);
	}
	return true;
}

/* The device takes the first half of the page, and leaves it in the second one. */
static bool copy_through_device(const struct vfio *vfio)
{
	unsigned char *const second = vfio->page + PAGE / 2;
	size_t i;

	for (i = 0; i < PAGE / 2; i++)
		vfio->page[i] = i * 7 + 1;
	return copy(vfio, PAGE_SEEN, EDU_MEMORY, COPY) &&
	       copy(vfio, EDU_MEMORY, PAGE_SEEN + PAGE / 2, COPY | COPY_TO_PAGE) &&
	       !memcmp(vfio->page, second, PAGE / 2);
}

struct attempt probe_vfio_dma(void)
{
	struct vfio vfio = {
		.container = -1,
		.group = -1,
		.device = -1,
		.page = MAP_FAILED,
		.registers = MAP_FAILED,
	};
	struct attempt attempt = { 0 };
	char path[PATH_MAX];

	if (access(CONTAINER, F_OK))
		return ATTEMPT_MISSING("no VFIO");
	if (!pci_device_get(&pci_edu, &vfio.pci))
		return ATTEMPT_MISSING("no PCI device edu");
	/* The driver enables it, and wants to be the only one. */
	pci_device_put(&vfio.pci);
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/iommu_group", vfio.pci.name);
	if (access(path, F_OK))
		return ATTEMPT_MISSING("no IOMMU");

	if (!give_to_vfio(&vfio.pci) || !drive(&vfio))
		attempt.error = errno;
	else
		attempt.effect = copy_through_device(&vfio);
	let_go(&vfio);
	take_back(&vfio.pci);
	return attempt;
}

#endif /* __x86_64__ */
