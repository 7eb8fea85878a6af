import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { writeCheckpointNow, printPublicKey } from "./checkpoints.ts";
import { exportEntries, listEntries } from "./entries.ts";
import { verify } from "./verify.ts";

/** Options are given several times where several things are meant. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function auditCommand(program: Command, context: CliContext): void {
  const audit = program
    .command("audit")
    .description("Show and verify the audit log: who changed what, and who was refused.");
  filtered(audit.command("list"))
    .description("List the newest entries.")
    .option("--limit <number>", "how many, 1 to 1000", "50")
    .option("--json", "print them as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley audit list --since 7d\n  parley audit list --action login.failed --action authentication.failed\n  parley audit list --subject key_… --json",
    )
    .action((options) => listEntries(context, options));
  filtered(audit.command("export"))
    .description("Print entries, the oldest first: a JSON object a line, or comma-separated values.")
    .option(
      "--json",
      "print a JSON object a line, as without any option; `verify` takes it when nothing is left out",
    )
    .option("--csv", "print comma-separated values, for spreadsheets")
    .addHelpText(
      "after",
      "\nExamples:\n  parley audit export > audit.jsonl\n  parley audit export --csv --since 2026-11-01 > audit.csv",
    )
    .action((options) => exportEntries(context, options));
  audit
    .command("verify")
    .description("Say whether the log is as it was written, without a server. Changes nothing.")
    .option("--log <file>", "an export in JSON, whole, in place of the database of the settings")
    .option("--database <file>", "a database file, such as a copy of parley.db, in place of it")
    .option(
      "--checkpoints <file>",
      "what was signed: a file of checkpoints, or of a syslog; may be given several times. By default the file of the settings",
      several,
    )
    .option(
      "--key <file>",
      "the public key as `parley audit public-key` prints it; may be given several times. By default that of the settings",
      several,
    )
    .option("--json", "print the verdict as one JSON object")
    .addHelpText(
      "after",
      "\nThe exit code is 0 when the log is sound, 1 when it is not or cannot be read, and 3 when it is sound in itself\nand there is no checkpoint to hold it against.\n\nExamples:\n  parley audit verify\n  parley audit verify --log audit.jsonl --checkpoints /mnt/audit/checkpoints.jsonl --key audit.pub",
    )
    .action((options) => verify(context, options));
  audit
    .command("public-key")
    .description(
      "Print the public key that checkpoints are verified with. Keep it where no server can change it.",
    )
    .addHelpText("after", "\nExample:\n  parley audit public-key > audit.pub")
    .action(() => printPublicKey(context));
  audit
    .command("checkpoint")
    .description("Sign now how far the log has come, and write that to the places of the settings.")
    .addHelpText("after", "\nExample:\n  parley audit checkpoint")
    .action(() => writeCheckpointNow(context));
}

function filtered(command: Command): Command {
  return command
    .option("--actor <id>", "only what this key, account or address did; may be given several times", several)
    .option(
      "--action <name>",
      "only this action, such as api_key.created; may be given several times",
      several,
    )
    .option("--subject <id>", "only what was done to this; may be given several times", several)
    .option("--project <id>", "only of this project; may be given several times", several)
    .option("--since <time>", "only since a date, days with today among them (7d), or a duration (12h)")
    .option("--until <time>", "only before such a time");
}
