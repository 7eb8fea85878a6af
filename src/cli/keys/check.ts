import type { Command } from "commander";
import type { CheckedKey } from "../../admin/check-key.ts";
import { operator } from "../../spec/actor.ts";
import type { CliContext } from "../context.ts";
import { Exit } from "../exit.ts";
import { jsonLine, printable } from "../printable.ts";
import { readSecretLine } from "../read-secret-line.ts";
import { withKeeper } from "../with-keeper.ts";
import type { JsonOption } from "./options.ts";
import { presentKey } from "./present.ts";

interface CheckOptions extends JsonOption {
  readonly offline?: boolean;
}

/** `parley keys check`. */
export function checkCommand(keys: Command, context: CliContext): void {
  keys
    .command("check")
    .description("Say whether a text is an API key, and whose. It is read from standard input.")
    .option("--offline", "look at the text alone, and at no database")
    .option("--json", "print what is found as one JSON object")
    .addHelpText(
      "after",
      "\nExit code 0 for a key that works, or with --offline for a well-formed one; else 1.\n\nExamples:\n  parley keys check < suspicious.txt\n  git grep -hoE 'sk-parley-[0-9A-Za-z]{49}' | head -1 | parley keys check --offline",
    )
    .action((options: CheckOptions) => check(context, options));
}

async function check(context: CliContext, { offline, json }: CheckOptions): Promise<void> {
  const [{ isWellFormedKey }, { checkKey }] = await Promise.all([
    import("../../admin/key-format.ts"),
    import("../../admin/check-key.ts"),
  ]);
  const secret = await readSecretLine(context, "The text: ");
  const isWellFormed = isWellFormedKey(secret.reveal());
  const looksFor = isWellFormed && offline !== true;
  const found = looksFor
    ? await withKeeper(
        context,
        async ({ keys }) => ({ checked: await checkKey(keys, operator, { secret }), now: keys.clock.now() }),
        async () => undefined,
      )
    : undefined;
  const checked = found?.checked;
  if (json === true) {
    const key = checked === undefined ? null : presentKey(checked.key, found?.now ?? 0);
    const state = checked?.state ?? (looksFor ? "unknown" : null);
    context.stdout.write(jsonLine({ well_formed: isWellFormed, status: state, key }));
  } else {
    context.stdout.write(`${sentence(isWellFormed, looksFor, checked)}\n`);
  }
  if (!isWellFormed || (looksFor && checked?.state !== "active")) throw new Exit(1);
}

function sentence(isWellFormed: boolean, looksFor: boolean, checked: CheckedKey | undefined): string {
  if (!isWellFormed) return "This is no API key of Parley: its form or its checksum is wrong.";
  if (!looksFor) return "This is a well-formed API key of Parley. Whether it works was not looked up.";
  if (checked === undefined)
    return "This is a well-formed API key of Parley, and none of this installation's.";
  const { key, state } = checked;
  const name = printable(`"${key.name}" (${key.id}) of the project ${key.projectId}`);
  const words = {
    active: `It works: \`parley keys revoke ${key.id}\` ends it, \`parley keys rotate ${key.id}\` replaces it.`,
    expired: "It has expired and does not work.",
    revoked: "It is revoked and does not work.",
    replaced: "This secret of it was replaced and does not work; the key has a newer one.",
  } as const;
  return `This is the key ${name}. ${words[state]}`;
}
