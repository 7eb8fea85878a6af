import type { ClientRecord } from "../history/client-record.ts";
import type { LedgerRow } from "../history/ledger-row.ts";
import type { Case } from "./case.ts";
import type { Violation } from "./violation.ts";

/** How a row may end whose answer was acknowledged. */
const paid = new Set(["settled", "recovered"]);

/** I1: whoever saw `[DONE]`, or a whole 2xx, has a row that was paid, with the tokens that he was told. */
export function* checkAcknowledged({ clients, ledger }: Case): Generator<Violation> {
  const rows = Map.groupBy(ledger, ({ callId }) => callId);
  for (const client of clients) {
    // An answer from the store of an idempotency key belongs to the call that was first: see that rule.
    if (client.end.kind !== "whole" || client.idempotencyKey !== undefined) continue;
    const { callId } = client.end;
    const found = (rows.get(callId ?? "") ?? []).filter(({ state }) => paid.has(state));
    const [row] = found;
    if (callId === undefined) {
      yield violation("no-call-id", `${client.id} was answered without a call id`);
    } else if (row === undefined) {
      const states = (rows.get(callId) ?? []).map(({ state }) => state).join(", ");
      yield violation(
        "acknowledged-lost",
        `${client.id} (${callId}) was answered; rows: ${states || "none"}`,
      );
    } else if (found.length > 1) {
      yield violation("paid-twice", `${client.id} (${callId}) has ${found.length} paid rows`);
    } else {
      yield* toldAndWritten(client, row);
    }
  }
}

function* toldAndWritten(client: ClientRecord, row: LedgerRow): Generator<Violation> {
  const usage = client.end.kind === "whole" ? client.end.usage : undefined;
  if (usage === undefined) {
    yield violation("no-usage", `${client.id} was answered without its usage`);
  } else if (row.inputTokens !== usage.inputTokens || row.outputTokens !== usage.outputTokens) {
    yield violation(
      "told-otherwise",
      `${client.id} was told ${usage.inputTokens}+${usage.outputTokens} tokens, its row says ${row.inputTokens}+${row.outputTokens}`,
    );
  }
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I1", rule, what };
}
