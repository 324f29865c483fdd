// SPDX-License-Identifier: GPL-2.0
/*
 * A PCMCIA socket without hardware, with a card in it. The card's memory cannot
 * be read: the only description of the card is the one that user space gives.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/module.h>
#include <pcmcia/ss.h>

static int lockdown_socket_init_hardware(struct pcmcia_socket *socket)
{
	return 0;
}

static int lockdown_socket_get_status(struct pcmcia_socket *socket,
				      unsigned int *status)
{
	*status = SS_DETECT | SS_READY | SS_3VCARD;
	if (socket->socket.Vcc)
		*status |= SS_POWERON;
	return 0;
}

static int lockdown_socket_set_socket(struct pcmcia_socket *socket,
				      socket_state_t *state)
{
	return 0;
}

static int lockdown_socket_set_io_map(struct pcmcia_socket *socket,
				      struct pccard_io_map *map)
{
	return -ENODEV;
}

static int lockdown_socket_set_mem_map(struct pcmcia_socket *socket,
				       struct pccard_mem_map *map)
{
	return -ENODEV;
}

static struct pccard_operations lockdown_socket_operations = {
	.init		= lockdown_socket_init_hardware,
	.get_status	= lockdown_socket_get_status,
	.set_socket	= lockdown_socket_set_socket,
	.set_io_map	= lockdown_socket_set_io_map,
	.set_mem_map	= lockdown_socket_set_mem_map,
};

static struct pcmcia_socket lockdown_socket = {
	.owner		= THIS_MODULE,
	.ops		= &lockdown_socket_operations,
	.resource_ops	= &pccard_static_ops,
	.features	= SS_CAP_PCCARD,
};

static int __init lockdown_socket_init(void)
{
	struct device *root;
	int error;

	root = root_device_register("lockdown_socket");
	if (IS_ERR(root))
		return PTR_ERR(root);

	lockdown_socket.dev.parent = root;
	error = pcmcia_register_socket(&lockdown_socket);
	if (error)
		root_device_unregister(root);
	return error;
}

static void __exit lockdown_socket_exit(void)
{
	struct device *root = lockdown_socket.dev.parent;

	pcmcia_unregister_socket(&lockdown_socket);
	root_device_unregister(root);
}

module_init(lockdown_socket_init);
module_exit(lockdown_socket_exit);

MODULE_DESCRIPTION("PCMCIA socket without hardware");
MODULE_LICENSE("GPL");
