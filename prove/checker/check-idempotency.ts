import type { ClientRecord } from "../history/client-record.ts";
import type { Case } from "./case.ts";
import type { Violation } from "./violation.ts";

/** One key, one upstream call, one answer, one paid row; whoever cannot wait is told when to come again. */
export function* checkIdempotency({ clients, upstream, ledger }: Case): Generator<Violation> {
  const keyed = clients.filter(({ idempotencyKey }) => idempotencyKey !== undefined);
  for (const [key, group] of Map.groupBy(keyed, ({ idempotencyKey }) => idempotencyKey)) {
    const users = new Set(group.map(({ id }) => id));
    const sent = upstream.filter(({ user }) => users.has(user));
    if (sent.length !== 1) yield violation("upstream-calls", `${key}: the upstream got ${sent.length} calls`);
    const paid = new Set(
      ledger.filter(({ state }) => state === "settled" || state === "recovered").map(({ callId }) => callId),
    );
    const calls = new Set(sent.map(({ requestId }) => requestId?.replace(/-\d+$/, "")));
    if (group.some(({ end }) => end.kind === "whole") && ![...calls].some((call) => paid.has(call ?? ""))) {
      yield violation("unpaid", `${key}: it was answered, and no row of it is paid`);
    }
    const texts = new Set(group.flatMap(({ end }) => (end.kind === "whole" ? [end.text] : [])));
    if (texts.size > 1)
      yield violation("answers-differ", `${key}: there are ${texts.size} different answers`);
    for (const client of group) yield* checkWaiting(key ?? "", client);
  }
}

function* checkWaiting(key: string, { end }: ClientRecord): Generator<Violation> {
  if (end.kind === "whole") return;
  if (end.kind !== "refused" || end.status !== 409) {
    const how = end.kind === "refused" ? `${end.status} ${end.code ?? ""}` : end.kind;
    yield violation("no-answer", `${key}: a caller got ${how}`);
  } else if (!(end.retryAfterMs !== undefined && end.retryAfterMs > 0)) {
    yield violation("no-retry-after", `${key}: a 409 without retry-after-ms`);
  }
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I2", rule, what };
}
