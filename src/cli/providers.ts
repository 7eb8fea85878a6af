import type { Command } from "commander";
import type { KeyPlace, ProviderKeyState } from "../admin/provider-keys.ts";
import { operator } from "../spec/actor.ts";
import { type CliContext, readSettings } from "./context.ts";
import { UsageError } from "./exit.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { readSecretLine } from "./read-secret-line.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface JsonOption {
  readonly json?: boolean;
}

export function providersCommand(program: Command, context: CliContext): void {
  const providers = program
    .command("providers")
    .description("List the providers, and set or remove keys that are kept in the database.");
  providers
    .command("list")
    .description("List the providers of the settings, and whether they have a key.")
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley providers list")
    .action((options: JsonOption) => list(context, options));
  providers
    .command("set-key")
    .description(
      "Store a provider's key, encrypted, for `apiKey: stored` in its settings. Running servers use it within a second.",
    )
    .argument("<provider>", "its name in the settings")
    .option("--json", "print what is known of it as one JSON object")
    .addHelpText(
      "after",
      "\nThe key is read from standard input, and never from the words of the command: those are seen by others.\n\nExamples:\n  parley providers set-key openai\n  parley providers set-key openai < key.txt",
    )
    .action((provider: string, options: JsonOption) => setKey(context, provider, options));
  providers
    .command("remove-key")
    .description("Forget a provider's stored key. Running servers stop using it within a second.")
    .argument("<provider>", "its name in the settings")
    .option("--json", "print what is known of it as one JSON object")
    .addHelpText("after", "\nExample:\n  parley providers remove-key openai")
    .action((provider: string, options: JsonOption) => removeKey(context, provider, options));
}

async function places(context: CliContext): Promise<readonly KeyPlace[]> {
  const [settings, { keyPlaces }] = await Promise.all([
    readSettings({ ...context, stderr: context.stderr }),
    import("../server/key-places.ts"),
  ]);
  return keyPlaces(settings.providers);
}

async function list(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listProviderKeys } = await import("../admin/provider-keys.ts");
  const all = await places(context);
  const states = await withKeeper<readonly ProviderKeyState[]>(
    context,
    ({ keys }) => listProviderKeys(keys, operator, { places: all }),
    async () => all,
  );
  if (json === true) {
    context.stdout.write(jsonLine({ providers: states.map(present) }));
    return;
  }
  const rows = states.map((state) => [
    printable(state.name),
    state.type,
    state.origin ?? "-",
    keyWords(state),
  ]);
  context.stdout.write(table(["Name", "Type", "Address", "Key"], rows));
}

async function setKey(context: CliContext, name: string, { json }: JsonOption): Promise<void> {
  const place = placeOf(await places(context), name);
  const { setProviderKey, listProviderKeys } = await import("../admin/provider-keys.ts");
  const key = await readSecretLine(context, `The key of ${printable(name)}: `);
  const [state = place] = await withKeeper(context, async ({ keys }) => {
    await setProviderKey(keys, operator, { place, key });
    return listProviderKeys(keys, operator, { places: [place] });
  });
  if (json === true) context.stdout.write(jsonLine(present(state)));
  else
    context.stdout.write(
      `The key of ${printable(name)} is stored, and goes to ${place.origin ?? "nobody"} alone.\n`,
    );
}

async function removeKey(context: CliContext, name: string, { json }: JsonOption): Promise<void> {
  const { removeProviderKey } = await import("../admin/provider-keys.ts");
  await withKeeper(context, ({ keys }) => removeProviderKey(keys, operator, { name }));
  if (json === true) context.stdout.write(jsonLine({ name, removed: true }));
  else context.stdout.write(`The stored key of ${printable(name)} is forgotten.\n`);
}

function placeOf(all: readonly KeyPlace[], name: string): KeyPlace {
  const place = all.find((one) => one.name === name);
  if (place !== undefined) return place;
  const names = all.map((one) => printable(one.name)).join(", ");
  throw new UsageError(`There is no provider ${printable(name)} in the settings. There are: ${names}.`);
}

function present({ name, type, origin, keyFrom, setAt, misplaced }: ProviderKeyState): object {
  return {
    name,
    type,
    origin: origin ?? null,
    key_from: keyFrom,
    key_set_at: setAt === undefined ? null : isoTime(setAt),
    ...(misplaced === true && { misplaced }),
  };
}

function keyWords({ keyFrom, setAt, misplaced }: ProviderKeyState): string {
  if (misplaced === true) return "stored for another address: set it again";
  if (keyFrom === "stored") return setAt === undefined ? "not set yet" : `stored ${isoTime(setAt)}`;
  return keyFrom === "settings" ? "in the settings" : "none";
}
