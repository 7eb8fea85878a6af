import type { Command } from "commander";
import type { KeyDeps } from "../admin/keys.ts";
import type { KeyRow } from "../spec/stores.ts";
import type { CliContext } from "./context.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface CreateOptions extends JsonOption {
  readonly name?: string;
  readonly admin?: boolean;
}

export function keysCommand(program: Command, context: CliContext): void {
  const keys = program.command("keys").description("Make, list and revoke API keys.");
  keys
    .command("create")
    .description("Make an API key and print it, this once.")
    .option("--name <name>", "what it is for, 1 to 100 characters")
    .option("--admin", "let it keep house as well, such as pull models, and not only call them")
    .option("--json", "print the key and what is known of it as one JSON object")
    .addHelpText(
      "after",
      '\nExamples:\n  parley keys create --name "ann\'s laptop"\n  KEY=$(parley keys create --name ci)',
    )
    .action((options: CreateOptions) => create(context, options));
  keys
    .command("list")
    .description("List all API keys, without their secrets.")
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley keys list --json | jq -r '.keys[].name'")
    .action((options: JsonOption) => list(context, options));
  keys
    .command("revoke")
    .description("End an API key. Running servers refuse it within a second.")
    .argument("<key>", "its id, or the last four characters of the secret")
    .option("--json", "print what is known of the key as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley keys revoke x7Qf\n  parley keys revoke key_0123456789abcdef0123456789abcdef",
    )
    .action((key: string, options: JsonOption) => revoke(context, key, options));
}

async function create(context: CliContext, options: CreateOptions): Promise<void> {
  const { createKey } = await import("../admin/keys.ts");
  const { defaultProject } = await import("../admin/projects.ts");
  await withKeeper(context, async ({ keys }) => {
    const name = options.name ?? `Key of ${isoTime(keys.clock.now()).slice(0, 10)}`;
    const project = await defaultProject(keys);
    const { key, secret } = await createKey(keys, {
      projectId: project.id,
      name,
      admin: options.admin === true,
    });
    if (options.json === true) {
      context.stdout.write(jsonLine({ ...presentKey(key), key: secret.reveal() }));
      return;
    }
    // The key stands alone on standard output, so that a script can take it as it is.
    context.stderr.write(
      `The key "${printable(key.name)}". It is shown this once and stored only as a hash:\n`,
    );
    context.stdout.write(`${secret.reveal()}\n`);
  });
}

async function list(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listKeys } = await import("../admin/keys.ts");
  const rows = await withKeeper(
    context,
    ({ keys }) => listKeys(keys),
    async () => [],
  );
  if (json === true) {
    context.stdout.write(jsonLine({ keys: rows.map(presentKey) }));
  } else if (rows.length === 0) {
    context.stderr.write("There are no keys yet. `parley keys create` makes one.\n");
  } else {
    const headings = ["ID", "ENDS IN", "NAME", "ADMIN", "CREATED", "LAST USED", "REVOKED"];
    context.stdout.write(table(headings, rows.map(tableRow)));
  }
}

async function revoke(context: CliContext, asked: string, { json }: JsonOption): Promise<void> {
  const { revokeKey } = await import("../admin/keys.ts");
  const { ParleyError } = await import("../spec/errors.ts");
  const none = () =>
    new ParleyError("not_found", { message: "There is no such key. `parley keys list` shows all of them." });
  await withKeeper(
    context,
    async ({ keys }) => {
      const begun = keys.clock.now();
      const id = await idOf(keys, asked);
      if (id === undefined) throw none();
      const key = await revokeKey(keys, id);
      if (json === true) {
        context.stdout.write(jsonLine(presentKey(key)));
        return;
      }
      const { revokedAt = begun, hint } = key;
      const name = `The key "${printable(key.name)}" that ends in ${hint}`;
      const said =
        revokedAt < begun
          ? `${name} was revoked before, at ${isoTime(revokedAt)}.`
          : `${name} is revoked. Running servers refuse it within a second.`;
      context.stdout.write(`${said}\n`);
    },
    () => Promise.reject(none()),
  );
}

/** Somebody who has the secret itself, say from a leak, may name the key by it. It is not repeated anywhere. */
async function idOf(keys: KeyDeps, asked: string): Promise<string | undefined> {
  const { isWellFormedKey } = await import("../admin/key-format.ts");
  if (!isWellFormedKey(asked)) return asked.startsWith("sk-") ? undefined : asked;
  const { keyedHash } = await import("../lib/keyed-hash.ts");
  return (await keys.stores.keys.findByHash(keyedHash(keys.pepper, asked)))?.key.id;
}

/** Listed by hand, so that no member shows itself by being added to the row. */
function presentKey(key: KeyRow) {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    project: key.projectId,
    admin: key.admin,
    created_at: isoTime(key.createdAt),
    last_used_at: timeOrNull(key.lastUsedAt),
    revoked_at: timeOrNull(key.revokedAt),
  };
}

function tableRow(key: KeyRow): readonly string[] {
  const { id, hint, name, admin, created_at, last_used_at, revoked_at } = presentKey(key);
  return [id, hint, name, admin ? "yes" : "-", created_at, last_used_at ?? "-", revoked_at ?? "-"];
}

function timeOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : isoTime(ms);
}
