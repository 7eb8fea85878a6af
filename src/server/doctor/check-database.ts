import { existsSync } from "node:fs";
import { join } from "node:path";
import { databaseName, missingPepper } from "../data-folder.ts";
import { pepperName, readPepper } from "../pepper.ts";
import { type DatabaseState, inspectDatabase } from "../stores.ts";
import { codeOf, type Finding, ok, problem, warning, wordsOf } from "./finding.ts";

const check = "Database";
const restore = "Restore the data folder from a backup, or move it away and start afresh with new keys.";

/** Whether the database can be used by this program, and the keys in it be verified. Changes and makes nothing. */
export async function checkDatabase(folder: string): Promise<readonly Finding[]> {
  const path = join(folder, databaseName);
  if (!existsSync(path))
    return [
      ok(check, "There is none yet; the first start makes it."),
      ...(await checkKeys(folder, undefined)),
    ];
  try {
    const state = inspectDatabase(path);
    return [stateFinding(path, state), ...(await checkKeys(folder, state))];
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

const none = ok("Keys", "There are none yet; the first start makes one.");

/** The secret under which keys are hashed, and whether there is a key to call with. */
async function checkKeys(folder: string, state: DatabaseState | undefined): Promise<readonly Finding[]> {
  const path = join(folder, pepperName);
  const { all = 0, open = 0 } = state?.keys ?? {};
  try {
    await readPepper(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") return [problem("Keys", wordsOf(error), restore)];
    if (state === undefined) return [none];
    const { message, remedy } = missingPepper(folder);
    return [problem("Keys", message, remedy)];
  }
  if (all === 0) return [none];
  if (open > 0) return [ok("Keys", `${open} of ${all} can be used.`)];
  return [
    warning("Keys", "All keys are revoked, so nobody can call.", "`parley keys create` makes a new one."),
  ];
}
