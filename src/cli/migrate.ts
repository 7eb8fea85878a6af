import type { Command } from "commander";
import { type CliContext, readSettings } from "./context.ts";
import { jsonLine, printable } from "./printable.ts";

interface MigrateOptions {
  readonly json?: boolean;
}

export function migrateCommand(program: Command, context: CliContext): void {
  program
    .command("migrate")
    .description("Bring the database to this version's schema, as every start does by itself.")
    .option("--json", "print what was done as one JSON object")
    .addHelpText(
      "after",
      "\nA database of a newer version is left as it is, and the exit code is 1.\n\nExamples:\n  parley migrate\n  PARLEY_DATABASE=postgres://parley@db.example/parley parley migrate --json",
    )
    .action((options: MigrateOptions) => migrate(context, options));
}

async function migrate(context: CliContext, { json }: MigrateOptions): Promise<void> {
  const settings = await readSettings(context);
  const { migrateDatabase } = await import("../server/migrate.ts");
  const done = await migrateDatabase(settings);
  if (json === true) {
    context.stdout.write(jsonLine(done));
    return;
  }
  const { database, applied } = done;
  const what = applied.length === 0 ? "was up to date" : `is up to date now (${applied.join(", ")})`;
  context.stdout.write(`${printable(database)} ${what}.\n`);
}
