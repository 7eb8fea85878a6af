import type { Command } from "commander";
import { operator } from "../../spec/actor.ts";
import type { CliContext } from "../context.ts";
import { jsonLine, printable } from "../printable.ts";
import { table } from "../table.ts";
import { withKeeper } from "../with-keeper.ts";
import type { JsonOption } from "./options.ts";
import { presentKey } from "./present.ts";

/** `parley keys show`. */
export function showCommand(keys: Command, context: CliContext): void {
  keys
    .command("show")
    .description("Say what is known of an API key: its terms, and when each of its secrets was used last.")
    .argument("<key>", "its id, or the last four characters of its newest secret")
    .option("--json", "print it as one JSON object")
    .addHelpText("after", "\nExample:\n  parley keys show x7Qf")
    .action((key: string, options: JsonOption) => show(context, key, options));
}

async function show(context: CliContext, asked: string, { json }: JsonOption): Promise<void> {
  const [{ noKey }, { keyNamed }] = await Promise.all([
    import("../../admin/keys.ts"),
    import("../../admin/key-named.ts"),
  ]);
  const shown = await withKeeper(
    context,
    async ({ keys }) => {
      const key = await keyNamed(keys, operator, asked);
      return presentKey(key, keys.clock.now(), await keys.stores.keys.secrets(key.id));
    },
    () => Promise.reject(noKey(asked.startsWith("sk-") ? "with this secret" : asked)),
  );
  if (json === true) {
    context.stdout.write(jsonLine(shown));
    return;
  }
  const { secrets, metadata, ...terms } = shown;
  const labels = Object.entries(metadata).map(([name, value]) => `${name}=${value}`);
  const lines = Object.entries({ ...terms, metadata: labels.length === 0 ? null : labels });
  const words = lines.map(([name, value]) => [name.replaceAll("_", " ").toUpperCase(), told(value)]);
  const rows = secrets.map(({ hint, created_at: created, last_used_at: used, ends_at: ends, works }) => [
    hint,
    created,
    used ?? "never",
    ends ?? "-",
    works ? "works" : "ended",
  ]);
  context.stdout.write(
    `${table(["WHAT", ""], words)}\n${table(["SECRET", "CREATED", "LAST USED", "ENDS", "STATE"], rows)}`,
  );
}

/** What is not there narrows nothing, and is nobody's. */
function told(value: string | number | boolean | readonly string[] | null): string {
  if (value === null) return "-";
  return printable(Array.isArray(value) ? value.join(", ") : String(value));
}
