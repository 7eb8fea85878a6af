import type { Command } from "commander";
import { operator } from "../../spec/actor.ts";
import type { CliContext } from "../context.ts";
import { isoTime, jsonLine, printable } from "../printable.ts";
import { spanOption } from "../span-option.ts";
import { withKeeper } from "../with-keeper.ts";
import type { JsonOption } from "./options.ts";
import { presentKey } from "./present.ts";

interface RotateOptions extends JsonOption {
  readonly overlap?: string;
  readonly rotationId?: string;
}

/** `parley keys rotate` and `end-rotation`. */
export function rotateCommands(keys: Command, context: CliContext): void {
  keys
    .command("rotate")
    .description("Give an API key a new secret, and print it, this once. The old one works for a while yet.")
    .argument("<key>", "its id, or the last four characters of its secret")
    .option("--overlap <span>", "how long the old secret still works, such as 24h; a day unless given")
    .option("--rotation-id <id>", "repeat a rotation whose answer was lost, by the id that it printed")
    .option("--json", "print the secret and what is known of the key as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  KEY=$(parley keys rotate x7Qf --overlap 24h)\n  parley keys rotate x7Qf --rotation-id rot_0123456789abcdef0123456789abcdef",
    )
    .action((key: string, options: RotateOptions) => rotate(context, key, options));
  keys
    .command("end-rotation")
    .description("End the old secret of an API key before its time, and the answers under way that it began.")
    .argument("<key>", "its id, or the last four characters of its newest secret")
    .option("--json", "print what is known of the key as one JSON object")
    .addHelpText("after", "\nExample:\n  parley keys end-rotation x7Qf")
    .action((key: string, options: JsonOption) => endRotation(context, key, options));
}

async function rotate(context: CliContext, asked: string, options: RotateOptions): Promise<void> {
  const [{ rotateKey }, { keyNamed }, { randomId }] = await Promise.all([
    import("../../admin/rotate-key.ts"),
    import("../../admin/key-named.ts"),
    import("../../lib/random-id.ts"),
  ]);
  const overlapMs = options.overlap === undefined ? undefined : spanOption("--overlap", options.overlap);
  const rotationId = options.rotationId ?? randomId("rot");
  await withKeeper(context, async ({ keys }) => {
    const { id } = await keyNamed(keys, operator, asked);
    // Before it is done: whoever loses what follows can ask for it again.
    context.stderr.write(`Rotation ${rotationId} of the key ${id}.\n`);
    const made = await rotateKey(keys, operator, { id, overlapMs, rotationId });
    const { key, secret, secrets } = made;
    if (options.json === true) {
      const shown = presentKey(key, keys.clock.now(), secrets);
      context.stdout.write(jsonLine({ ...shown, key: secret.reveal(), rotation_id: rotationId }));
      return;
    }
    const old = secrets.find(({ endsAt, revokedAt }) => endsAt !== undefined && revokedAt === undefined);
    const until =
      old?.endsAt === undefined ? "" : ` The old one (…${old.hint}) works until ${isoTime(old.endsAt)}.`;
    context.stderr.write(
      `The new secret of the key "${printable(key.name)}". It is shown this once and stored only as a hash.${until}\n`,
    );
    context.stdout.write(`${secret.reveal()}\n`);
  });
}

async function endRotation(context: CliContext, asked: string, { json }: JsonOption): Promise<void> {
  const [{ endRotation: end }, { keyNamed }] = await Promise.all([
    import("../../admin/rotate-key.ts"),
    import("../../admin/key-named.ts"),
  ]);
  await withKeeper(context, async ({ keys }) => {
    const { id } = await keyNamed(keys, operator, asked);
    const { key, secrets } = await end(keys, operator, { id });
    context.stdout.write(
      json === true
        ? jsonLine(presentKey(key, keys.clock.now(), secrets))
        : `Of the key "${printable(key.name)}" only the secret that ends in ${key.hint} works. Running servers go by it within a second.\n`,
    );
  });
}
