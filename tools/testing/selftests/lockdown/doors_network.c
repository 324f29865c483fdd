// SPDX-License-Identifier: GPL-2.0
/* Doors of the network: the keys of IPsec, which the kernel tells its root. */

#include <errno.h>
#include <linux/netlink.h>
#include <linux/pfkeyv2.h>
#include <linux/xfrm.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "doors.h"

/* Two of the association's keys, easily found in what the kernel answers. */
#define FIRST_KEY	"the first key of a lockdown test"
#define SECOND_KEY	"lockdown's key 2"

/* No other association has it. */
#define SPI	htonl(0x10cd0043)

/* A request to the kernel, or its answer. */
struct message {
	struct nlmsghdr header;
	char payload[1024];
};

static void *append(struct message *message, size_t size)
{
	void *end = (char *)message + NLMSG_ALIGN(message->header.nlmsg_len);

	message->header.nlmsg_len = (char *)end - (char *)message + size;
	return end;
}

static struct message make_message(int type, int flags)
{
	struct message message = {
		.header = {
			.nlmsg_len	= NLMSG_HDRLEN,
			.nlmsg_type	= type,
			.nlmsg_flags	= NLM_F_REQUEST | flags,
		},
	};

	return message;
}

static void *append_attribute(struct message *message, int type, size_t size)
{
	struct nlattr *attribute = append(message, NLA_HDRLEN + size);

	attribute->nla_type = type;
	attribute->nla_len = NLA_HDRLEN + size;
	return (char *)attribute + NLA_HDRLEN;
}

/* An algorithm that has a key and nothing else. */
static void append_algorithm(struct message *message, int type,
			     const char *name, const char *key, size_t size)
{
	struct xfrm_algo *algorithm;

	algorithm = append_attribute(message, type, sizeof(*algorithm) + size);
	snprintf(algorithm->alg_name, sizeof(algorithm->alg_name), "%s", name);
	algorithm->alg_key_len = 8 * size;
	memcpy(algorithm->alg_key, key, size);
}

/* One algorithm for everything: its key ends with a salt of four bytes. */
static void append_aead(struct message *message)
{
	static const size_t key_size = 16 + 4;
	struct xfrm_algo_aead *algorithm;

	algorithm = append_attribute(message, XFRMA_ALG_AEAD,
				     sizeof(*algorithm) + key_size);
	snprintf(algorithm->alg_name, sizeof(algorithm->alg_name), "%s",
		 "rfc4106(gcm(aes))");
	algorithm->alg_key_len = 8 * key_size;
	algorithm->alg_icv_len = 128;
	memcpy(algorithm->alg_key, FIRST_KEY, key_size);
}

static void append_auth_crypt(struct message *message)
{
	append_algorithm(message, XFRMA_ALG_AUTH, "hmac(sha256)", FIRST_KEY,
			 32);
	append_algorithm(message, XFRMA_ALG_CRYPT, "cbc(aes)", SECOND_KEY, 16);
}

static bool mentions(const struct message *message, const char *key)
{
	/* Every algorithm takes as much as this of its key. */
	return memmem(message, message->header.nlmsg_len, key, 16);
}

/*
 * Send a request and take the answer. Return: 0, or an errno as -errno, which
 * the kernel may give in place of an answer.
 */
static int ask(int fd, const struct message *request, struct message *answer)
{
	const struct nlmsgerr *error = NLMSG_DATA(&answer->header);
	ssize_t size;

	if (send(fd, request, request->header.nlmsg_len, 0) < 0)
		return -errno;

	size = recv(fd, answer, sizeof(*answer), 0);
	if (size < 0)
		return -errno;
	if (size < NLMSG_HDRLEN || answer->header.nlmsg_len > size)
		return -EBADMSG;

	return answer->header.nlmsg_type == NLMSG_ERROR ? error->error : 0;
}

static int add_association(int fd, void (*append_keys)(struct message *))
{
	struct message request, answer;
	struct xfrm_usersa_info *sa;

	request = make_message(XFRM_MSG_NEWSA,
			       NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL);
	sa = append(&request, sizeof(*sa));
	sa->family = AF_INET;
	sa->mode = XFRM_MODE_TRANSPORT;
	sa->id.proto = IPPROTO_ESP;
	sa->id.spi = SPI;
	sa->id.daddr.a4 = htonl(INADDR_LOOPBACK);
	sa->saddr.a4 = htonl(INADDR_LOOPBACK);
	sa->lft.soft_byte_limit = XFRM_INF;
	sa->lft.hard_byte_limit = XFRM_INF;
	sa->lft.soft_packet_limit = XFRM_INF;
	sa->lft.hard_packet_limit = XFRM_INF;
	append_keys(&request);

	return ask(fd, &request, &answer);
}

static int ask_by_id(int fd, int type, int flags, struct message *answer)
{
	struct message request = make_message(type, flags);
	struct xfrm_usersa_id *id = append(&request, sizeof(*id));

	id->family = AF_INET;
	id->proto = IPPROTO_ESP;
	id->spi = SPI;
	id->daddr.a4 = htonl(INADDR_LOOPBACK);

	return ask(fd, &request, answer);
}

static struct attempt read_keys(int fd, void (*append_keys)(struct message *))
{
	struct attempt attempt = { 0 };
	struct message answer;
	int error;

	error = add_association(fd, append_keys);
	if (error)
		return ATTEMPT_FAILED(-error);

	error = ask_by_id(fd, XFRM_MSG_GETSA, 0, &answer);
	attempt.error = -error;
	attempt.effect = !error && (mentions(&answer, FIRST_KEY) ||
				    mentions(&answer, SECOND_KEY));

	ask_by_id(fd, XFRM_MSG_DELSA, NLM_F_ACK, &answer);
	return attempt;
}

static struct attempt try_keys(void (*append_keys)(struct message *))
{
	struct attempt attempt;
	int fd;

	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_XFRM);
	if (fd < 0)
		return ATTEMPT_MISSING("no IPsec");

	attempt = read_keys(fd, append_keys);
	close(fd);
	return attempt;
}

struct attempt probe_xfrm_aead(void)
{
	return try_keys(append_aead);
}

struct attempt probe_xfrm_auth_crypt(void)
{
	return try_keys(append_auth_crypt);
}

/* Every association comes as a message of its own, the last one with seq 0. */
static struct attempt dump_keys(int fd)
{
	struct sadb_msg request = {
		.sadb_msg_version	= PF_KEY_V2,
		.sadb_msg_type		= SADB_DUMP,
		.sadb_msg_satype	= SADB_SATYPE_ESP,
		.sadb_msg_len		= sizeof(request) / sizeof(__u64),
		.sadb_msg_seq		= 1,
		.sadb_msg_pid		= getpid(),
	};
	struct attempt attempt = { 0 };
	union {
		struct sadb_msg header;
		char bytes[4096];
	} answer;
	ssize_t size;

	if (send(fd, &request, sizeof(request), 0) < 0)
		return ATTEMPT_FAILED(errno);

	do {
		size = recv(fd, &answer, sizeof(answer), 0);
		if (size < 0)
			return ATTEMPT_FAILED(errno);
		/* Whoever listens is told of the new association, too. */
		if (answer.header.sadb_msg_type != SADB_DUMP)
			continue;
		if (answer.header.sadb_msg_errno)
			return ATTEMPT_FAILED(answer.header.sadb_msg_errno);
		if (memmem(&answer, size, FIRST_KEY, 16))
			attempt.effect = true;
	} while (answer.header.sadb_msg_type != SADB_DUMP ||
		 answer.header.sadb_msg_seq);

	return attempt;
}

struct attempt probe_pf_key(void)
{
	struct attempt attempt = { 0 };
	struct message answer;
	int netlink, fd;

	netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_XFRM);
	if (netlink < 0)
		return ATTEMPT_MISSING("no IPsec");

	fd = socket(AF_KEY, SOCK_RAW | SOCK_CLOEXEC, PF_KEY_V2);
	if (fd < 0 && errno == EAFNOSUPPORT) {
		attempt.missing = "no PF_KEY";
	} else if (fd < 0) {
		attempt.error = errno;
	} else {
		attempt.error = -add_association(netlink, append_auth_crypt);
		if (!attempt.error)
			attempt = dump_keys(fd);
		ask_by_id(netlink, XFRM_MSG_DELSA, NLM_F_ACK, &answer);
		close(fd);
	}

	close(netlink);
	return attempt;
}
