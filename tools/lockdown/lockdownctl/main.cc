// SPDX-License-Identifier: GPL-2.0
// lockdownctl: show and raise lockdown, and foresee what it stops.

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <unistd.h>

#include "catalogue.hh"
#include "commands.hh"

namespace
{

struct Options {
	std::string root = "/";
	std::string colour = "auto";
	bool json = false;
	ctl::ListOptions list;
	ctl::RaiseOptions raise;
	ctl::WatchOptions watch;
	std::vector<std::string> explain;
	ctl::PlanOptions plan;
	std::string output;
};

[[nodiscard]] bool wants_colour(const Options &options)
{
	const char *no_color = std::getenv("NO_COLOR");

	if (options.json || options.colour == "never")
		return false;
	if (options.colour == "always")
		return true;
	return !(no_color && *no_color) && ::isatty(STDOUT_FILENO);
}

/// A check for seconds. Not CLI11's: NaN is in every range of it.
[[nodiscard]] auto seconds_from(double least)
{
	return [least](const std::string &text) -> std::string {
		constexpr double most = 366 * 86400.0;
		char *end = nullptr;
		const double seconds = std::strtod(text.c_str(), &end);

		if (!text.empty() && *end == '\0' && seconds >= least && seconds <= most)
			return "";
		return fmt::format("{} is no number of seconds from {} to {}", text, least, most);
	};
}

/// Declares the verbs. Each stores what shall run.
void declare(CLI::App &app, Options &options, std::function<ctl::Exit(const ctl::Context &)> &run)
{
	using ctl::Context;

	// CLI11 shows what is in the list after the description.
	const std::vector<std::string> levels = {
		std::string(ctl::level_name(LOCKDOWN_LEVEL_INTEGRITY)),
		std::string(ctl::level_name(LOCKDOWN_LEVEL_CONFIDENTIALITY)),
	};

	app.require_subcommand(1);
	app.fallthrough();
	app.set_version_flag("--version", "lockdownctl " LOCKDOWNCTL_VERSION);
	app.add_option("--root", options.root, "Read the files below this directory")
		->type_name("DIR");
	app.add_flag("--json", options.json, "Say it as JSON");
	app.add_option("--color,--colour", options.colour, "Colour the text")
		->type_name("WHEN")
		->check(CLI::IsMember({ "auto", "always", "never" }));

	CLI::App *status = app.add_subcommand("status", "Show the level and who raised it");
	status->callback([&] {
		run = [](const Context &c) {
			return ctl::run_status(c);
		};
	});

	CLI::App *list = app.add_subcommand("list", "Show the reasons, their state and counts");
	list->add_flag("--denied", options.list.denied, "Only what is denied");
	list->add_flag("--watched", options.list.watched, "Only what is watched");
	list->add_option("--level", options.list.level, "Only reasons of this level")
		->type_name("LEVEL")
		->check(CLI::IsMember(levels));
	list->callback([&] {
		run = [&](const Context &c) {
			return ctl::run_list(c, options.list);
		};
	});

	CLI::App *explain =
		app.add_subcommand("explain", "Tell what a reason guards, and what to do instead");
	explain->add_option("REASON", options.explain, "Reasons")->required();
	explain->callback([&] {
		run = [&](const Context &c) {
			return ctl::run_explain(c, options.explain);
		};
	});

	CLI::App *raise = app.add_subcommand("raise", "Deny more, until the next boot");
	raise->add_option("LEVEL|REASON|strict", options.raise.what,
			  "One level, or reasons, or strict")
		->required();
	raise->add_flag("--yes,-y", options.raise.yes, "Do not ask");
	raise->callback([&] {
		run = [&](const Context &c) {
			return ctl::run_raise(c, options.raise);
		};
	});

	CLI::App *watch =
		app.add_subcommand("watch", "Choose what is watched; follow what happens");
	watch->add_option("LEVEL|REASON|strict|none", options.watch.what,
			  "One level or reasons, strict too; or none; else what is watched stays");
	watch->add_flag("--once", options.watch.once, "Show what was counted, and end");
	watch->add_option("--for", options.watch.seconds, "End after so many seconds")
		->type_name("SECONDS")
		->check(seconds_from(0.001));
	watch->add_option("--interval", options.watch.interval, "Look every so many seconds")
		->type_name("SECONDS")
		->check(seconds_from(0.05));
	watch->callback([&] {
		run = [&](const Context &c) {
			return ctl::run_watch(c, options.watch);
		};
	});

	CLI::App *plan = app.add_subcommand("plan", "Tell what would stop at a level, by program");
	plan->add_option("LEVEL", options.plan.level, "The level")
		->required()
		->check(CLI::IsMember(levels));
	plan->add_flag("--strict", options.plan.strict, "With strict on");
	plan->callback([&] {
		run = [&](const Context &c) {
			return ctl::run_plan(c, options.plan);
		};
	});

	CLI::App *probe = app.add_subcommand("probe", "Try which doors are open, changing nothing");
	probe->callback([&] {
		run = [](const Context &c) {
			return ctl::run_probe(c);
		};
	});

	CLI::App *metrics = app.add_subcommand("metrics", "Show it all as Prometheus reads it");
	metrics->add_option("--output", options.output, "Write into this file, all at once")
		->type_name("FILE");
	metrics->callback([&] {
		run = [&](const Context &c) {
			return ctl::run_metrics(c, options.output);
		};
	});

	app.footer(
		"Exit status: 0 done, 1 failed or refused, 2 wrong usage, 3 this kernel or this\n"
		"user has not got what the verb needs. See lockdownctl(8).");
}

/// A full disk must not look like success.
[[nodiscard]] int finish(ctl::Exit status)
{
	if (!std::fflush(stdout) && !std::ferror(stdout) && std::cout)
		return static_cast<int>(status);
	ctl::complain("standard output cannot be written");
	return static_cast<int>(ctl::Exit::Failed);
}

[[nodiscard]] int run_command(int argc, char **argv)
{
	CLI::App app("Show and raise the kernel's lockdown, and foresee what it stops.",
		     "lockdownctl");
	Options options;
	std::function<ctl::Exit(const ctl::Context &)> run;

	declare(app, options, run);
	try {
		app.parse(argc, argv);
	} catch (const CLI::ParseError &error) {
		// Help and version are no errors, but come the same way.
		if (app.exit(error) != 0)
			return static_cast<int>(ctl::Exit::Usage);
		std::cout.flush();
		return finish(ctl::Exit::Ok);
	}
	const ctl::Context context = { ctl::Files(options.root), options.json,
				       ctl::Painter(wants_colour(options)) };
	return finish(run(context));
}

} // namespace

int main(int argc, char **argv)
{
	try {
		return run_command(argc, argv);
	} catch (const std::exception &error) {
		ctl::complain(error.what());
		return static_cast<int>(ctl::Exit::Failed);
	}
}
