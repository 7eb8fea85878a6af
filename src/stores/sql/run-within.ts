import { CompiledQuery, type Kysely } from "kysely";

import type { Schema } from "./schema.ts";
import type { Script, StatementResult } from "./script.ts";

/** Runs a script within a transaction that is under way. */
export async function runWithin<T>(transaction: Kysely<Schema>, script: Script<T>): Promise<T> {
  let step = script.next();
  while (step.done !== true) {
    const { sql, values } = step.value;
    const result = await transaction.executeQuery<StatementResult["rows"][number]>(
      CompiledQuery.raw(sql, [...values]),
    );
    step = script.next({ rows: result.rows, changes: Number(result.numAffectedRows ?? 0n) });
  }
  return step.value;
}
