import type { Command } from "commander";
import { operator } from "../../spec/actor.ts";
import type { CliContext } from "../context.ts";
import { UsageError } from "../exit.ts";
import { isoTime, jsonLine, printable } from "../printable.ts";
import { withKeeper } from "../with-keeper.ts";
import { type JsonOption, roleOf, type TermOptions, termsOf, withTerms } from "./options.ts";
import { presentKey } from "./present.ts";

interface UpdateOptions extends TermOptions {
  readonly name?: string;
  readonly projectRole?: string;
}

/** `parley keys update` and `revoke`. */
export function changeCommands(keys: Command, context: CliContext): void {
  withTerms(keys.command("update").description("Change what an API key may do. What is not named stays."))
    .argument("<key>", "its id, or the last four characters of its secret")
    .option("--name <name>", "what it is for, 1 to 100 characters")
    .option("--project-role <role>", "viewer, member, admin or owner in its project")
    .option("--json", "print what is known of the key as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley keys update x7Qf --models 'gpt-*' --expires 90d\n  parley keys update x7Qf --scopes all",
    )
    .action((key: string, options: UpdateOptions) => update(context, key, options));
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

async function update(context: CliContext, asked: string, options: UpdateOptions): Promise<void> {
  const [{ noKey, updateKey }, { keyNamed }] = await adminParts();
  const projectRole = roleOf("--project-role", options.projectRole);
  await withKeeper(
    context,
    async ({ keys }) => {
      const now = keys.clock.now();
      const terms = { ...termsOf(options, now), name: options.name, projectRole };
      if (Object.values(terms).every((term) => term === undefined))
        throw new UsageError("Say what is to change, such as --scopes or --expires.");
      const { id } = await keyNamed(keys, operator, asked);
      const key = await updateKey(keys, operator, { id, ...terms });
      context.stdout.write(
        options.json === true
          ? jsonLine(presentKey(key, now))
          : `The key "${printable(key.name)}" that ends in ${key.hint} is changed. Running servers go by it within a second.\n`,
      );
    },
    () => Promise.reject(noKey(shown(asked))),
  );
}

async function revoke(context: CliContext, asked: string, { json }: JsonOption): Promise<void> {
  const [{ revokeKey, noKey }, { keyNamed }] = await adminParts();
  await withKeeper(
    context,
    async ({ keys }) => {
      const begun = keys.clock.now();
      const key = await revokeKey(keys, operator, { id: (await keyNamed(keys, operator, asked)).id });
      if (json === true) {
        context.stdout.write(jsonLine(presentKey(key, keys.clock.now())));
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
    () => Promise.reject(noKey(shown(asked))),
  );
}

function adminParts() {
  return Promise.all([import("../../admin/keys.ts"), import("../../admin/key-named.ts")]);
}

/** What somebody called a key, unless that is a secret. */
function shown(asked: string): string {
  return asked.startsWith("sk-") ? "with this secret" : asked;
}
