/* SPDX-License-Identifier: GPL-2.0 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM lockdown

#if !defined(_TRACE_LOCKDOWN_H) || defined(TRACE_HEADER_MULTI_READ)
#define _TRACE_LOCKDOWN_H

#include <linux/lockdown.h>
#include <linux/tracepoint.h>

/**
 * lockdown_denied - A request was refused, or would have been.
 * @what: The reason.
 * @observed: It was only watched, and allowed.
 *
 * Every one of them, whatever the log says of it. Context: any, NMI included.
 */
TRACE_EVENT(lockdown_denied,
	    TP_PROTO(enum lockdown_reason what, bool observed),
	    TP_ARGS(what, observed),
	    TP_STRUCT__entry(__array(char, reason, LOCKDOWN_SLUG_SIZE)
			     __field(bool, observed)),
	    TP_fast_assign(lockdown_name_reason(what, __entry->reason);
			   __entry->observed = observed;),
	    TP_printk("reason=%s verdict=%s", __entry->reason,
		      __entry->observed ? "observed" : "denied")
);

#endif /* _TRACE_LOCKDOWN_H */

#include <trace/define_trace.h>
