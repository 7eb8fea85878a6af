import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Secret } from "../../lib/secret.ts";
import { databaseName, type DataSettings, missingPepper } from "../data-folder.ts";
import { pepperName, readPepper } from "../pepper.ts";
import { postgresFault } from "../postgres-fault.ts";
import { postgresName } from "../postgres-name.ts";
import { type DatabaseState, inspectDatabase, inspectPostgres, type PostgresState } from "../stores.ts";
import { codeOf, type Finding, ok, problem, warning, wordsOf } from "./finding.ts";

const check = "Database";
const restore = "Restore the data folder from a backup, or move it away and start afresh with new keys.";

/** Whether the database can be used by this program, and the keys in it be verified. Changes and makes nothing. */
export async function checkDatabase(
  folder: string,
  settings: DataSettings = {},
): Promise<readonly Finding[]> {
  const { database, secret } = settings;
  if (database !== undefined) return checkPostgres(folder, database, secret !== undefined);
  const path = join(folder, databaseName);
  if (!existsSync(path))
    return [
      ok(check, "There is none yet; the first start makes it."),
      ...(await checkKeys(folder, secret !== undefined, undefined)),
    ];
  try {
    const state = inspectDatabase(path);
    return [stateFinding(path, state), ...(await checkKeys(folder, secret !== undefined, state))];
  } catch (error) {
    return [problem(check, `${path} cannot be opened: ${wordsOf(error)}.`, restore)];
  }
}

function stateFinding(path: string, state: DatabaseState): Finding {
  const { damage, missing, unknown } = state;
  if (damage.length > 0) return problem(check, `${path} is damaged: ${damage.join("; ")}.`, restore);
  if (unknown.length > 0) {
    const message = `${path} was written by a newer version of Parley (it has ${unknown.join(", ")}).`;
    return problem(check, message, "Start that version, or a newer one.");
  }
  if (missing.length > 0)
    return ok(check, `${path} is sound; the next start brings it up to date (${missing.join(", ")}).`);
  return ok(check, `${path} is sound and up to date.`);
}

async function checkPostgres(
  folder: string,
  address: Secret,
  hasSecret: boolean,
): Promise<readonly Finding[]> {
  const name = postgresName(address);
  try {
    const state = await inspectPostgres(address.reveal());
    return [postgresFinding(name, state), ...(await checkKeys(folder, hasSecret, state))];
  } catch (error) {
    const { message, remedy } = postgresFault(error) ?? {
      message: `${wordsOf(error)}.`,
      remedy: "Its log says more.",
    };
    return [problem(check, `${name} cannot be used: ${message}`, remedy)];
  }
}

/** The first major version that has everything that Parley asks for. */
const oldestPostgres = 14;

function postgresFinding(name: string, state: PostgresState): Finding {
  const { version, readOnly, mayCreate, missing, unknown } = state;
  if (Number.parseInt(version, 10) < oldestPostgres)
    return problem(check, `${name} has version ${version}.`, `Parley needs ${oldestPostgres} or newer.`);
  if (unknown.length > 0) {
    const message = `${name} was written by a newer version of Parley (it has ${unknown.join(", ")}).`;
    return problem(check, message, "Start that version, or a newer one.");
  }
  if (readOnly)
    return problem(check, `${name} only reads, as a standby does.`, "Name the primary in PARLEY_DATABASE.");
  if (missing.length === 0) return ok(check, `${name} (version ${version}) answers and is up to date.`);
  const first = missing.join(", ");
  return mayCreate
    ? ok(check, `${name} (version ${version}) answers; the next start brings it up to date (${first}).`)
    : problem(
        check,
        `${name} is to be brought up to date (${first}), and this user may not make tables in it.`,
        "Grant it: grant create, usage on schema public to the user.",
      );
}

const none = ok("Keys", "There are none yet; the first start makes one.");

/** The secret under which keys are hashed, and whether there is a key to call with. */
async function checkKeys(
  folder: string,
  hasSecret: boolean,
  state: Pick<DatabaseState, "keys"> | undefined,
): Promise<readonly Finding[]> {
  const path = join(folder, pepperName);
  const { all = 0, open = 0 } = state?.keys ?? {};
  try {
    if (!hasSecret) await readPepper(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") return [problem("Keys", wordsOf(error), restore)];
    if (state === undefined || all === 0) return [none];
    const { message, remedy } = missingPepper(folder);
    return [problem("Keys", message, remedy)];
  }
  if (all === 0) return [none];
  if (open > 0) return [ok("Keys", `${open} of ${all} can be used.`)];
  return [
    warning("Keys", "All keys are revoked, so nobody can call.", "`parley keys create` makes a new one."),
  ];
}
