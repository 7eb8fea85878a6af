import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { exportRequestRows } from "./export.ts";
import { listOrFollow } from "./list.ts";
import { showRequest } from "./show.ts";

/** Options are given several times where several things are meant. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function requestsCommand(program: Command, context: CliContext): void {
  const requests = filtered(program.command("requests"))
    .description("Show what was asked lately: calls, and requests that were refused.")
    .option("--limit <number>", "how many, 1 to 1000", "50")
    .option("-f, --follow", "show what comes from now on, until Ctrl+C")
    .option("--json", "print a JSON object a line")
    .addHelpText(
      "after",
      "\nExamples:\n  parley requests --status 5xx --since 1d\n  parley requests --follow --key key_…\n  parley requests --slower 10000 --json | jq .id\n  parley requests show req_…",
    )
    .action((options) => listOrFollow(context, options));
  requests
    .command("show <id>")
    .description("Show all that is kept of a request: which way it went and why, and each attempt.")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  parley requests show req_019a… --json | jq .attempts")
    // The options of the command above have the same names, and take them.
    .action((id: string, _options, command: Command) => showRequest(context, id, command.optsWithGlobals()));
  filtered(requests.command("export"))
    .description("Print all that fit, the newest first: a JSON object a line, or comma-separated values.")
    .option("--json", "print a JSON object a line, as without any option")
    .option("--csv", "print comma-separated values, for spreadsheets")
    .addHelpText("after", "\nExample:\n  parley requests export --csv --since 7d > requests.csv")
    .action((_options, command: Command) => exportRequestRows(context, command.optsWithGlobals()));
}

function filtered(command: Command): Command {
  return command
    .option("--project <id>", "only of this project; may be given several times, as all of these", several)
    .option("--key <id>", "only of this key", several)
    .option("--model <name>", "only for this model, as it was asked for or at its provider", several)
    .option("--provider <name>", "only what this provider answered", several)
    .option("--status <status>", "only with this status, such as 429 or 5xx", several)
    .option("--error <code>", "only with this error, such as upstream_timeout", several)
    .option("--slower <ms>", "only what took at least so many milliseconds")
    .option("--dearer <micros>", "only what cost at least so many millionths of a dollar")
    .option("--text <text>", "only where this stands in what was asked or answered, where that is kept")
    .option("--since <time>", "only since a date, days with today among them (7d), or a duration (12h)")
    .option("--until <time>", "only before such a time");
}
