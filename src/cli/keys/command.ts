import type { Command } from "commander";
import { operator } from "../../spec/actor.ts";
import type { CliContext } from "../context.ts";
import { UsageError } from "../exit.ts";
import { isoTime, jsonLine, printable } from "../printable.ts";
import { spanOption } from "../span-option.ts";
import { table } from "../table.ts";
import { withKeeper } from "../with-keeper.ts";
import { changeCommands } from "./change.ts";
import { checkCommand } from "./check.ts";
import { type JsonOption, roleOf, type TermOptions, termsOf, withTerms } from "./options.ts";
import { keyHeadings, keyRow, presentKey } from "./present.ts";
import { rotateCommands } from "./rotate.ts";
import { showCommand } from "./show.ts";

interface CreateOptions extends TermOptions {
  readonly name?: string;
  readonly project?: string;
  readonly projectRole?: string;
  readonly admin?: boolean;
  readonly role?: string;
  readonly serviceAccount?: string;
}

interface ListOptions extends JsonOption {
  readonly project?: string;
  readonly stale?: string;
}

export function keysCommand(program: Command, context: CliContext): void {
  const keys = program.command("keys").description("Make, list, change, rotate, check and revoke API keys.");
  withTerms(keys.command("create").description("Make an API key and print it, this once."))
    .option("--name <name>", "what it is for, 1 to 100 characters")
    .option("--project <id>", "whose it is; the oldest project's, unless given")
    .option("--project-role <role>", "viewer, member, admin or owner in its project; member, unless given")
    .option("--admin", "let it keep house as well, such as pull models, and not only call them: --role admin")
    .option("--role <role>", "viewer, member, admin or owner in the whole installation")
    .option("--service-account <id>", "whose it is: it has the account's project and role, and ends with it")
    .option("--json", "print the key and what is known of it as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley keys create --name \"ann's laptop\"\n  KEY=$(parley keys create --name ci --models 'gpt-*' --expires 90d)",
    )
    .action((options: CreateOptions) => create(context, options));
  keys
    .command("list")
    .description("List all API keys, without their secrets.")
    .option("--project <id>", "only those of a project")
    .option("--stale <span>", "only those that work and that nobody has used for so long, such as 90d")
    .option("--json", "print them as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley keys list --json | jq -r '.keys[].name'\n  parley keys list --stale 90d",
    )
    .action((options: ListOptions) => list(context, options));
  showCommand(keys, context);
  changeCommands(keys, context);
  rotateCommands(keys, context);
  checkCommand(keys, context);
}

async function create(context: CliContext, options: CreateOptions): Promise<void> {
  const [{ createKey }, { defaultProject }, { accountNamed, createServiceAccountKey }] = await Promise.all([
    import("../../admin/keys.ts"),
    import("../../admin/projects.ts"),
    import("../../admin/service-accounts.ts"),
  ]);
  const role = roleOf("--role", options.role ?? (options.admin === true ? "admin" : undefined));
  const projectRole = roleOf("--project-role", options.projectRole);
  const { serviceAccount } = options;
  if (serviceAccount !== undefined && (role ?? projectRole) !== undefined)
    throw new UsageError("The key of a service account has its role: say --role of the account.");
  await withKeeper(context, async ({ keys }) => {
    const now = keys.clock.now();
    const terms = termsOf(options, now);
    const { key, secret } =
      serviceAccount === undefined
        ? await createKey(keys, operator, {
            ...terms,
            projectId: options.project ?? (await defaultProject(keys)).id,
            name: options.name ?? `Key of ${isoTime(now).slice(0, 10)}`,
            ...(role !== undefined && { role }),
            ...(projectRole !== undefined && { projectRole }),
          })
        : await createServiceAccountKey(keys, operator, {
            ...terms,
            ...(await accountNamed(keys, operator, serviceAccount, options.project)),
            name: options.name,
          });
    if (options.json === true) {
      const secrets = await keys.stores.keys.secrets(key.id);
      context.stdout.write(jsonLine({ ...presentKey(key, keys.clock.now(), secrets), key: secret.reveal() }));
      return;
    }
    // The key stands alone on standard output, so that a script can take it as it is.
    context.stderr.write(
      `The key "${printable(key.name)}". It is shown this once and stored only as a hash:\n`,
    );
    context.stdout.write(`${secret.reveal()}\n`);
  });
}

async function list(context: CliContext, { json, project, stale }: ListOptions): Promise<void> {
  const [{ listKeys }, { staleKeys }] = await Promise.all([
    import("../../admin/keys.ts"),
    import("../../admin/key-state.ts"),
  ]);
  const staleMs = stale === undefined ? undefined : spanOption("--stale", stale);
  const { rows, secrets, now } = await withKeeper(
    context,
    async ({ keys }) => {
      const at = keys.clock.now();
      const all = await listKeys(keys, operator, project === undefined ? {} : { projectId: project });
      const shown = staleMs === undefined ? all : staleKeys(all, at, staleMs);
      return { rows: shown, secrets: await keys.stores.keys.secrets(), now: at };
    },
    async () => ({ rows: [], secrets: [], now: 0 }),
  );
  if (json === true) {
    context.stdout.write(jsonLine({ keys: rows.map((key) => presentKey(key, now, secrets)) }));
  } else if (rows.length === 0) {
    const what = stale === undefined ? "There are no keys yet." : `No key is unused for ${stale}.`;
    context.stderr.write(`${what} \`parley keys create\` makes one.\n`);
  } else {
    context.stdout.write(
      table(
        keyHeadings,
        rows.map((key) => keyRow(key, now, secrets)),
      ),
    );
  }
}
