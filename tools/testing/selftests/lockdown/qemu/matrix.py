# SPDX-License-Identifier: GPL-2.0
"""Each template of templates/ for each kernel and each way to a level.

A way is one of

    none             nothing locks
    cmdline-LEVEL    lockdown=LEVEL on the command line
    force-LEVEL      a kernel that is locked by its configuration
    strict-LEVEL     lockdown_strict and lockdown=LEVEL on the command line
    raise            at run time, from none to integrity to confidentiality

The kernels are "ours" and "stock", and for the way force-LEVEL their variants.
"""

import copy
import dataclasses

import guest
import scenario

TEMPLATES = guest.HERE / "templates"

KERNELS = ("ours", "stock")
LEVELS = ("integrity", "confidentiality")
WAYS = ("none", *(f"{kind}-{level}" for kind in ("cmdline", "force", "strict")
                  for level in LEVELS), "raise")

LOCKDOWN_FILE = "/sys/kernel/security/lockdown"


def load_templates():
    """Name to template."""
    return {template.name: template for template in
            (scenario.load(path, scenario.Template)
             for path in sorted(TEMPLATES.glob("*.scenario")))}


def kind_of(way):
    """The way without its level, one of scenario.WAYS."""
    return way.partition("-")[0]


def ways_of(template):
    """The ways that make sense for the template."""
    return [way for way in WAYS if kind_of(way) in template.ways]


def kernel_for(kernel, way):
    """The variant to build and boot for a kernel's way."""
    if kind_of(way) != "force":
        return kernel
    return way if kernel == "ours" else f"{kernel}-{way}"


def levels_met(way):
    """The levels at which the way's boot tries the doors."""
    kind, _, level = way.partition("-")
    return {"none": ["none"], "raise": ["none", *LEVELS]}.get(kind, [level])


def rising(template):
    """Steps that meet all three levels in one boot, whatever is seen at one of them."""
    look = [f"try {step}" for step in template.step]
    steps = [*template.raise_step, *look]
    for level in LEVELS:
        steps += [f"write {LOCKDOWN_FILE} {level}", *look]
    return steps


def derive(template, kernel, way):
    """The template's scenario for the kernel and the way, ready for a Runner."""
    if way not in ways_of(template):
        raise scenario.ScenarioError(f"{template.name}: no way {way}")
    keys = {field.name: copy.copy(getattr(template, field.name))
            for field in dataclasses.fields(scenario.Scenario)}
    keys["name"] = f"{template.name}-{kernel}-{way}"
    keys["kernel"] = keys["then_kernel"] = kernel
    place, cmdline = {"first": ("kernel", "cmdline"),
                      "second": ("then_kernel", "then_cmdline")}[template.locks]
    kind, _, level = way.partition("-")
    if kind == "cmdline":
        keys[cmdline] = f"{keys[cmdline]} lockdown={level}".strip()
    elif kind == "strict":
        keys[cmdline] = f"{keys[cmdline]} lockdown_strict lockdown={level}".strip()
    elif kind == "force":
        keys[place] = kernel_for(kernel, way)
    elif kind == "raise":
        keys["step"] = rising(template)
        keys["timeout"] *= 1 + len(LEVELS)
    if not template.then_step:
        keys["then_kernel"] = ""
    # No word of a level: the boot did not come to it.
    keys["shows"] += [rf"^# door \S+ reason \S+ level {level} " for level in levels_met(way)]
    derived = scenario.Scenario(**keys)
    scenario.check(derived)
    return derived


def derive_all(template, kernels=KERNELS):
    """All of the template's scenarios for the kernels."""
    return [derive(template, kernel, way) for kernel in kernels
            for way in ways_of(template)]
