# SPDX-License-Identifier: GPL-2.0
#
# The front door. Each target calls one script, which says more with --help.

# Names of files are split at spaces, here and in the kernel's makefiles.
ifneq ($(words $(CURDIR))$(findstring :,$(CURDIR)),1)
$(error kernels cannot be built below a path with spaces or colons: $(CURDIR))
endif

BASE ?= 6.12
KDIR ?=
OUT ?=
V ?=

patchset := tools/patchset
qemu := tools/testing/selftests/lockdown/qemu

ifneq ($(and $(KDIR),$(filter mutants,$(MAKECMDGOALS))),)
$(error the mutants are made for a base; "make mutants" takes BASE=, not KDIR=)
endif

# Trees and kernels of a KDIR= tree are known as "custom".
product := $(if $(KDIR),custom,$(BASE))
kdir_option := $(if $(KDIR),--kdir "$(KDIR)")
source_option := $(if $(KDIR),,--base "$(BASE)")

# The kernel's makefiles give a meaning of their own to KDIR, OUT and V, and a
# job server that they cannot reach would make them build one file at a time.
MAKEOVERRIDES =
unexport MAKEFLAGS MFLAGS BASE KDIR OUT V PREFIX DESTDIR
.NOTPARALLEL:

quiet := $(if $(filter-out 0,$(V)),,@)

help: ## show this list
	@printf 'make TARGET [BASE=6.12] [KDIR=a kernel tree of your own] [V=1]\n\n'
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1 /p' Makefile | while read -r target what; do printf '  %-12s %s\n' "$$target" "$$what"; done
	@printf '\nBuild products are in build/ and nowhere else. KDIR is only\nread; a copy of it is patched. V=1 shows the commands.\n'

run: tree ## build the kernel, boot it, show which doors are open at each level
	$(quiet)$(qemu)/compare --base $(product) --kernel ours --way none --way cmdline --way strict

shell: setup-shell tree ## a prompt in a guest with that kernel
	$(quiet)$(qemu)/shell --base $(product)

test: setup-test ## everything that must hold before a change lands
	$(quiet).ci/gates --base "$(BASE)" $(kdir_option)

check: setup-test ## the seconds-fast part of it: host tests, style, objects
	$(quiet)tools/lockdown/check

tree: setup-run ## the patched source tree, ready to configure; OUT= says where
	$(quiet)$(patchset)/patchset tree "$(BASE)" $(kdir_option) $(if $(OUT),--out "$(OUT)")

series: setup-run ## the patches of BASE to mail, for git am and quilt; OUT= says where
	$(quiet)$(patchset)/patchset tree "$(BASE)" $(kdir_option)
	$(quiet)$(patchset)/series make $(product) $(if $(OUT),--out "$(OUT)")

series-check: setup-test tree ## that they apply, that each one builds, checkpatch
	$(quiet)$(patchset)/series check $(product)

compare: tree ## the same for stock and ours side by side, however a level is reached
	$(quiet)$(qemu)/compare --base $(product)

bench: tree ## instructions of one check, stock and ours side by side
	$(quiet)$(qemu)/bench --base $(product)

mutants: setup-test tree ## break each promise and see which test notices
	$(quiet)tools/testing/selftests/lockdown/mutants/run --base $(product)

bases: setup-test ## what each kernel must show, on 6.1 and 7.3
	$(quiet).ci/gates --base "$(BASE)" $(kdir_option) bases

machines: setup-test ## arm64 and powerpc: their doors, early questions, reports, Secure Boot
	$(quiet).ci/gates --base "$(BASE)" $(kdir_option) machines

compilers: setup-test ## kernels by clang with kCFI, and by gcc with its plugins and BTF
	$(quiet).ci/gates --base "$(BASE)" $(kdir_option) compilers

twins: setup-test ## what each kernel must show, on mainline's likeness of each
	$(quiet).ci/gates twins

install: setup-command ## lockdownctl and its manual, below DESTDIR= and PREFIX=
	$(quiet)$(MAKE) --no-print-directory -C tools/lockdown/lockdownctl install $(if $(PREFIX),PREFIX="$(PREFIX)") DESTDIR="$(DESTDIR)"

cost: ## lines that each kernel costs, and whether they are within the budget
	$(quiet)$(patchset)/cost

recipes: tree ## try the recipes for distributions as far as this machine can
	$(quiet)$(patchset)/try-recipes --base "$(BASE)"

clean: ## remove build/
	$(quiet)rm -rf build

setup-command setup-run setup-shell setup-test: setup-%:
	$(quiet)$(patchset)/setup $(source_option) $*

.PHONY: help run shell test check tree series series-check compare bench mutants bases machines compilers twins install cost recipes clean setup-run setup-shell setup-test
.DEFAULT_GOAL := help
