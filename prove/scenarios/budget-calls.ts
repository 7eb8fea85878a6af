/** The calls of the budget scenario: all alike, so that a budget can be for a number of them. */
import type { Violation } from "../checker/violation.ts";
import type { Question } from "../clients/question.ts";
import type { ClientRecord } from "../history/client-record.ts";
import { promptTokens, questionText } from "../upstream/talk.ts";
import type { Purse } from "./budget-desk.ts";
import type { Rig } from "./rig.ts";
import type { World } from "./scenario.ts";

export const budgetSizes = {
  short: { clients: 200, paidFor: 40, below: 1_500, abreast: 60, kills: 2, paidWithKills: 80 },
  full: { clients: 500, paidFor: 100, below: 10_000, abreast: 100, kills: 10, paidWithKills: 500 },
} as const;

/**
 * All calls of this scenario are alike: so many tokens each, by the upstream's count. What is set aside for the input is
 * a bound, its bytes; the answer must outweigh that, or the last call paid for would not fit.
 */
const words = 8;
const answerTokens = 300;
export const tokensOfCall = promptTokens([{ content: questionText("any", words) }]) + answerTokens;

/** How many addresses there are to ask. */
export function replicasOf({ database }: World): number {
  return database.name === "sqlite" ? 1 : 2;
}

export interface Manner {
  readonly models: readonly string[];
  readonly pauseMs: number;
}

/** Questions in turn to all replicas; one of three wants a stream. */
export function createAsker(
  rig: Rig,
  name: string,
  purse: Purse,
  { models, pauseMs }: Manner,
  replicas: number,
) {
  let made = 0;
  let asked = 0;
  const next = (): Question => ({
    id: `budget-${name}-${++made}`,
    model: models[made % models.length] ?? "",
    stream: made % 3 === 0,
    words,
    tokens: answerTokens,
    pauseMs,
    phase: "calm",
  });
  const ask = (question: Question): Promise<ClientRecord> =>
    rig.ask(question, rig.door(asked++ % replicas, purse.key));
  return { next, ask };
}

/** Whoever is not served is told that his quota is used up, and that trying again is no use. */
export function wrongRefusal({ id, end }: ClientRecord): readonly Violation[] {
  if (end.kind === "whole") return [];
  if (end.kind === "refused" && end.status === 429 && end.code === "insufficient_quota") {
    if (end.shouldRetry === "false") return [];
  }
  return [{ invariant: "I3", rule: "wrong-refusal", what: `${id}: ${JSON.stringify(end)}` }];
}
