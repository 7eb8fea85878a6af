import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import type { ServiceAccount } from "../spec/stores.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import { type JsonOption, roleOf, type TermOptions, termsOf, withTerms } from "./keys/options.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface ProjectOption {
  /** The oldest project, unless given. */
  readonly project?: string;
}

interface CreateOptions extends TermOptions, ProjectOption {
  readonly role?: string;
}

interface UpdateOptions extends JsonOption {
  readonly name?: string;
  readonly role?: string;
}

const projectWords = "whose it is; the oldest project's, unless given";

export function serviceAccountsCommand(program: Command, context: CliContext): void {
  const accounts = program
    .command("service-accounts")
    .description("Make, list, change and delete service accounts: programs that have keys.");
  withTerms(accounts.command("create").description("Make a service account and print its key, this once."))
    .argument("<name>", "1 to 100 characters")
    .option("--project <id>", projectWords)
    .option("--role <role>", "viewer, member, admin or owner in the project; member, unless given")
    .option("--json", "print the account and its key as one JSON object")
    .addHelpText("after", "\nExample:\n  KEY=$(parley service-accounts create nightly-report --expires 90d)")
    .action((name: string, options: CreateOptions) => create(context, name, options));
  accounts
    .command("list")
    .description("List a project's service accounts.")
    .option("--project <id>", projectWords)
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley service-accounts list")
    .action((options: ProjectOption & JsonOption) => list(context, options));
  accounts
    .command("update")
    .description("Change a service account's name or role. Its keys get the role, too.")
    .argument("<id>", "its id, as `parley service-accounts list` shows it")
    .option("--name <name>", "1 to 100 characters")
    .option("--role <role>", "viewer, member, admin or owner in the project")
    .option("--json", "print the account as one JSON object")
    .addHelpText(
      "after",
      "\nExample:\n  parley service-accounts update svc_0123456789abcdef0123456789abcdef --role admin",
    )
    .action((id: string, options: UpdateOptions) => update(context, id, options));
  accounts
    .command("delete")
    .description("Delete a service account, and revoke its keys.")
    .argument("<id>", "its id, as `parley service-accounts list` shows it")
    .option("--project <id>", "whose it is; found by the id, unless given")
    .option("--json", "print the account as it was, as one JSON object")
    .addHelpText("after", "\nExample:\n  parley service-accounts delete svc_0123456789abcdef0123456789abcdef")
    .action((id: string, options: ProjectOption & JsonOption) => remove(context, id, options));
}

async function adminParts() {
  const [accounts, { defaultProject }] = await Promise.all([
    import("../admin/service-accounts.ts"),
    import("../admin/projects.ts"),
  ]);
  return { ...accounts, defaultProject };
}

async function create(context: CliContext, name: string, options: CreateOptions): Promise<void> {
  const { createServiceAccount, defaultProject } = await adminParts();
  await withKeeper(context, async ({ keys }) => {
    const { account, made } = await createServiceAccount(keys, operator, {
      ...termsOf(options, keys.clock.now()),
      projectId: options.project ?? (await defaultProject(keys)).id,
      name,
      role: roleOf("--role", options.role),
    });
    const secret = made?.secret.reveal() ?? "";
    if (options.json === true) {
      context.stdout.write(jsonLine({ ...present(account), key_id: made?.key.id ?? null, key: secret }));
      return;
    }
    context.stderr.write(
      `The key of the service account "${printable(account.name)}" (${account.id}). It is shown this once and stored only as a hash:\n`,
    );
    context.stdout.write(`${secret}\n`);
  });
}

async function list(context: CliContext, { project, json }: ProjectOption & JsonOption): Promise<void> {
  const { listServiceAccounts, defaultProject } = await adminParts();
  const all = await withKeeper(
    context,
    async ({ keys }) =>
      listServiceAccounts(keys, operator, { projectId: project ?? (await defaultProject(keys)).id }),
    async () => [],
  );
  if (json === true) {
    context.stdout.write(jsonLine({ service_accounts: all.map(present) }));
  } else if (all.length === 0) {
    context.stderr.write("There are no service accounts here. `parley service-accounts create` makes one.\n");
  } else {
    const rows = all.map(present).map((one) => [one.id, one.name, one.role, one.created_at]);
    context.stdout.write(table(["ID", "NAME", "ROLE", "CREATED"], rows));
  }
}

async function update(context: CliContext, id: string, options: UpdateOptions): Promise<void> {
  const { accountNamed, updateServiceAccount } = await adminParts();
  const role = roleOf("--role", options.role);
  const { name } = options;
  if (role === undefined && name === undefined)
    throw new UsageError("Say what is to change: --name or --role.");
  await withKeeper(context, async ({ keys }) => {
    const which = await accountNamed(keys, operator, id);
    const account = await updateServiceAccount(keys, operator, { ...which, name, role });
    context.stdout.write(
      options.json === true
        ? jsonLine(present(account))
        : `The service account ${id}, "${printable(account.name)}", is ${account.role} in its project.\n`,
    );
  });
}

async function remove(context: CliContext, id: string, options: ProjectOption & JsonOption): Promise<void> {
  const { accountNamed, deleteServiceAccount } = await adminParts();
  await withKeeper(context, async ({ keys }) => {
    const which = await accountNamed(keys, operator, id, options.project);
    const account = await deleteServiceAccount(keys, operator, which);
    context.stdout.write(
      options.json === true
        ? jsonLine(present(account))
        : `The service account ${id}, "${printable(account.name)}", is deleted, and its keys are revoked.\n`,
    );
  });
}

function present({ id, projectId, name, role, createdAt }: ServiceAccount) {
  return { id, project: projectId, name, role, created_at: isoTime(createdAt) };
}
