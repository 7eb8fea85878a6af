import { timeOfId } from "../lib/random-id.ts";
import type { Actor } from "../spec/actor.ts";
import type { AttemptRow, LedgerStore } from "../spec/ledger.ts";
import { demand } from "./can.ts";

/** Rows that are in memory at a time. */
const pageRows = 500;

export interface LedgerExport {
  readonly callId?: string;
  /** Calls that came in from then on, in Unix milliseconds. */
  readonly since?: number;
}

/**
 * All attempts in pages, the newest call first and of a call its last attempt. In this order an export ends, however
 * many calls come in meanwhile: they are before its beginning.
 */
export async function* exportLedger(
  { ledger }: { readonly ledger: LedgerStore },
  actor: Actor,
  { callId, since }: LedgerExport,
): AsyncGenerator<readonly AttemptRow[], undefined> {
  demand(actor, "ledger.read");
  let last: AttemptRow | undefined;
  do {
    const page = await ledger.list({
      limit: pageRows,
      ...(callId !== undefined && { callId }),
      ...(last !== undefined && { after: { callId: last.callId, attempt: last.attempt } }),
    });
    last = page.length < pageRows ? undefined : page.at(-1);
    const rows = since === undefined ? page : page.filter((row) => cameIn(row) >= since);
    // What follows is older still.
    if (last !== undefined && since !== undefined && (timeOfId(last.callId) ?? since) < since)
      last = undefined;
    if (rows.length > 0) yield rows;
  } while (last !== undefined);
  return undefined;
}

function cameIn({ callId, openedAt }: AttemptRow): number {
  return timeOfId(callId) ?? openedAt;
}
