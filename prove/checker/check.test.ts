import { describe, expect, test } from "vitest";
import type { ClientEnd, ClientRecord } from "../history/client-record.ts";
import type { LedgerRow } from "../history/ledger-row.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";
import { answerText } from "../upstream/talk.ts";
import type { Case } from "./case.ts";
import { check } from "./check.ts";
import { type BudgetCase, checkBudget } from "./check-budget.ts";

const whole = (id: string, callId: string): ClientEnd => ({
  kind: "whole",
  callId,
  text: answerText(id, 5),
  usage: { inputTokens: 12, outputTokens: 5 },
});

const client = (id: string, end: ClientEnd, more: Partial<ClientRecord> = {}): ClientRecord => ({
  id,
  model: "asked",
  stream: true,
  tokens: 5,
  phase: "calm",
  end,
  ...more,
});

const attempt = (user: string, requestId: string, more: Partial<UpstreamRecord> = {}): UpstreamRecord => ({
  requestId,
  user,
  provider: "asked",
  promptTokens: 12,
  completionTokens: 5,
  status: "completed",
  ...more,
});

const row = (callId: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  id: `${callId}-1`,
  callId,
  attempt: 1,
  state: "settled",
  provider: "asked",
  inputTokens: 12,
  outputTokens: 5,
  costMicros: 64,
  estimated: false,
  ...more,
});

const estimate = { state: "interrupted", estimated: true, outputTokensMin: 2, outputTokensMax: 20 } as const;
const costBounds = { costMinMicros: 40, costMaxMicros: 184 };
const lent = { provider: "bounded" };

/** Three calls as they should be: one whole, one cut off at a server's death, one that a refusal kept away. */
const good: Case = {
  clients: [
    client("a", whole("a", "req_a")),
    client("b", { kind: "broken", how: "reset", callId: "req_b" }),
    client("c", { kind: "refused", status: 503, callId: "req_c" }),
  ],
  upstream: [
    attempt("a", "req_a-1"),
    attempt("b", "req_b-1", { ...lent, completionTokens: 3, status: "cancelled" }),
  ],
  ledger: [row("req_a"), row("req_b", { ...lent, ...estimate, ...costBounds })],
  terms: { exact: ["asked"], prices: { input: 2_000_000, output: 8_000_000 } },
};

const rulesOf = (histories: Partial<Case>): readonly string[] =>
  check({ ...good, ...histories }).map(({ invariant, rule }) => `${invariant} ${rule}`);

const [, second, third] = good.clients as [ClientRecord, ClientRecord, ClientRecord];
const [rowA, rowB] = good.ledger as [LedgerRow, LedgerRow];
const [heardA, heardB] = good.upstream as [UpstreamRecord, UpstreamRecord];
const clients = (changed: ClientRecord) => ({ clients: [changed, second, third] });
const rows = (...ledger: LedgerRow[]) => ({ ledger });
const without = <T extends object>(whole: T, ...names: (keyof T)[]): T =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name as keyof T))) as T;

test("nothing is found where nothing is wrong", () => {
  expect(rulesOf({})).toEqual([]);
});

const bad: [string, Partial<Case>, string][] = [
  ["an acknowledged call without a row", rows(rowB), "I1 acknowledged-lost"],
  [
    "an acknowledged call that counts as interrupted",
    rows({ ...rowA, state: "interrupted" }, rowB),
    "I1 acknowledged-lost",
  ],
  [
    "an answer without a call id",
    clients(client("a", without(whole("a", "x"), "callId" as never))),
    "I1 no-call-id",
  ],
  [
    "an answer without usage",
    clients(client("a", without(whole("a", "req_a"), "usage" as never))),
    "I1 no-usage",
  ],
  ["another usage than the row's", rows({ ...rowA, outputTokens: 6 }, rowB), "I1 told-otherwise"],
  ["two paid rows for one answer", rows(rowA, { ...rowA, id: "x", attempt: 2 }, rowB), "I1 paid-twice"],
  ["an attempt without a row", rows(rowA), "I2 attempt-without-row"],
  ["an attempt without a name", { upstream: [heardA, without(heardB, "requestId")] }, "I2 nameless-attempt"],
  ["two rows for an attempt", rows(rowA, rowB, { ...rowB, id: "x" }), "I2 duplicate-row"],
  ["two rows with one id", rows(rowA, { ...rowB, id: rowA.id }), "I2 duplicate-id"],
  ["a row that never ended", rows(rowA, { ...rowB, state: "streaming" }), "I2 open-row"],
  ["one attempt sent twice", { upstream: [heardA, heardB, heardB] }, "I2 sent-twice"],
  [
    "one call sent as two attempts",
    { upstream: [heardA, heardB, { ...heardB, requestId: "req_a-2" }] },
    "I2 asked-twice",
  ],
  ["a never_sent that was sent", rows(rowA, { ...rowB, state: "never_sent" }), "I2 sent-after-all"],
  ["tokens of nothing", rows(rowA, rowB, row("req_z")), "I2 phantom"],
  [
    "a lower bound above nothing",
    rows(rowA, rowB, row("req_z", { ...estimate, ...costBounds })),
    "I2 phantom",
  ],
  [
    "a refusal after dispatch",
    { upstream: [...good.upstream, attempt("c", "req_a-1")] },
    "I2 refused-and-sent",
  ],
  [
    "tokens that are not the upstream's",
    { upstream: [{ ...heardA, completionTokens: 4 }, heardB] },
    "tokens inexact",
  ],
  [
    "a row that knows nothing",
    rows(rowA, { ...without(rowB, "outputTokens"), estimated: false }),
    "tokens unknown",
  ],
  ["a truth above the bounds", rows(rowA, { ...rowB, outputTokensMax: 2 }), "tokens out-of-bounds"],
  ["a truth below the bounds", rows(rowA, { ...rowB, outputTokensMin: 4 }), "tokens out-of-bounds"],
  ["an estimate without bounds", rows(rowA, without(rowB, "outputTokensMax")), "tokens unbounded"],
  [
    "an estimate where one could ask",
    { upstream: [heardA, { ...heardB, provider: "asked" }] },
    "tokens not-asked",
  ],
  ["a negative cost", rows({ ...rowA, costMicros: -64 }, rowB), "money no-amount"],
  ["a cost that is no number", rows({ ...rowA, costMicros: Number.NaN }, rowB), "money no-amount"],
  ["a cost with a fraction", rows({ ...rowA, costMicros: 64.5 }, rowB), "money no-amount"],
  ["a cost that the tokens do not have", rows({ ...rowA, costMicros: 63 }, rowB), "money wrong-cost"],
  ["a price without a cost", rows(without(rowA, "costMicros"), rowB), "money no-cost"],
  ["an estimate of unbounded cost", rows(rowA, without(rowB, "costMaxMicros")), "money unbounded-cost"],
  ["a cost out of its bounds", rows(rowA, { ...rowB, costMaxMicros: 41 }), "money cost-out-of-bounds"],
  ["a clean end without [DONE]", clients(client("a", { kind: "unclean" })), "I6 clean-end"],
  ["a call that hangs", clients(client("a", { kind: "hung" })), "I7 hung"],
  [
    "a whole answer of a half one",
    { upstream: [{ ...heardA, status: "cancelled" }, heardB] },
    "I6 whole-of-half",
  ],
  ["somebody else's answer", clients(client("a", { ...whole("b", "req_a") })), "I4 wrong-answer"],
];

test("a cost with a fraction is rounded up", () => {
  const terms = { exact: [], prices: { input: 250_000, output: 1_100_000 } };
  const just = (costMicros: number): Partial<Case> => ({ terms, ...rows({ ...rowA, costMicros }, rowB) });
  expect(rulesOf(just(9))).not.toContain("money wrong-cost"); // 12 × 0.25 + 5 × 1.1 = 8.5
  expect(rulesOf(just(8))).toContain("money wrong-cost");
});

test.each(bad)("finds %s", (_, histories, rule) => {
  expect(rulesOf(histories)).toContain(rule);
});

describe("one idempotency key", () => {
  const idempotencyKey = "k";
  const asker = (end: ClientEnd): ClientRecord => client("a", end, { idempotencyKey });
  const again: ClientEnd = { kind: "refused", status: 409, retryAfterMs: 50 };
  const keyed = (...ends: ClientEnd[]): Partial<Case> => ({
    clients: [...ends.map(asker), second],
    upstream: good.upstream,
  });

  test("one upstream call answers all, and some are told to come again", () => {
    expect(rulesOf(keyed(whole("a", "req_a"), whole("a", "req_x"), again))).toEqual([]);
  });

  const wrong: [string, Partial<Case>, string][] = [
    [
      "two upstream calls",
      { ...keyed(again), upstream: [heardA, attempt("a", "req_x-1"), heardB] },
      "I2 upstream-calls",
    ],
    ["no upstream call", { ...keyed(whole("a", "req_a")), upstream: [heardB] }, "I2 upstream-calls"],
    [
      "different answers",
      keyed(whole("a", "req_a"), { ...whole("a", "req_x"), text: "x" } as ClientEnd),
      "I2 answers-differ",
    ],
    ["an answer that nobody paid", { ...keyed(whole("a", "req_x")), ...rows(rowB) }, "I2 unpaid"],
    ["a caller who got nothing", keyed({ kind: "broken", how: "reset" }), "I2 no-answer"],
    ["a 409 without a time", keyed({ kind: "refused", status: 409 }), "I2 no-retry-after"],
  ];

  test.each(wrong)("finds %s", (_, histories, rule) => {
    expect(rulesOf(histories)).toContain(rule);
  });
});

describe("a budget", () => {
  const fine: BudgetCase = { limit: 100, spent: 90, reserved: 0, used: 90, estimated: false };
  const found = (changed: Partial<BudgetCase>): readonly string[] =>
    [...checkBudget({ ...fine, ...changed })].map(({ rule }) => rule);

  test("is fine when what was used is what was spent, or less where that is not known", () => {
    expect(found({})).toEqual([]);
    expect(found({ estimated: true })).toEqual([]);
    expect(found({ estimated: true, used: 60 })).toEqual([]);
  });

  test.each<[string, Partial<BudgetCase>, string]>([
    ["spent beyond the limit", { spent: 101, used: 101 }, "overspent"],
    ["used beyond the limit", { used: 101 }, "overused"],
    ["estimates beyond the limit", { estimated: true, used: 101 }, "overused"],
    ["reservations of nobody", { reserved: 1 }, "left-reserved"],
    ["spent more than was used", { used: 80 }, "spent-otherwise"],
    ["spent less than was used", { spent: 80 }, "spent-otherwise"],
    ["estimates below what was used", { estimated: true, spent: 89 }, "spent-otherwise"],
  ])("finds %s", (_, changed, rule) => {
    expect(found(changed)).toContain(rule);
  });
});
