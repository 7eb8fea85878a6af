/** Words for what was counted. */
import type { ClientRecord } from "../history/client-record.ts";
import type { LedgerRow } from "../history/ledger-row.ts";
import type { Violation } from "../checker/violation.ts";
import type { ServerProcess } from "../parley/server-process.ts";

/** Such as `120 calls (90 whole, 30 broken); 121 rows (88 settled, 33 recovered)`. */
export function tellCounts(clients: readonly ClientRecord[], ledger: readonly LedgerRow[]): string {
  const ends = tally(clients.map(({ end }) => end.kind));
  const states = tally(ledger.map(({ state, estimated }) => (estimated ? `${state} as estimate` : state)));
  return `${clients.length} calls (${ends}); ${ledger.length} rows (${states})`;
}

/** Such as `median 0.61 s, longest 0.80 s`. */
export function tellTimes(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((left, right) => left - right);
  const seconds = (ms: number | undefined): string => `${((ms ?? 0) / 1000).toFixed(2)} s`;
  return `median ${seconds(sorted[sorted.length >> 1])}, longest ${seconds(sorted.at(-1))}`;
}

/** I5: a server that ended without having been asked to. */
export function unexpectedEnds(...servers: readonly ServerProcess[]): readonly Violation[] {
  return servers.flatMap((server) => {
    const end = server.unexpectedEnd();
    return end === undefined ? [] : [{ invariant: "I5", rule: "exit", what: `the server ended with ${end}` }];
  });
}

function tally(words: readonly string[]): string {
  const groups = Map.groupBy(words, (word) => word);
  return [...groups].map(([word, same]) => `${same.length} ${word}`).join(", ") || "none";
}
