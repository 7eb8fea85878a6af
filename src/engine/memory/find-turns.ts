import { namesOf } from "../../lib/terms/names-of.ts";
import { searchedText } from "../../lib/terms/terms-of-item.ts";
import type { Recollection } from "../../spec/memory.ts";
import type { Reranker } from "./memory-context.ts";
import type { Question } from "./question.ts";
import { coverOf } from "./cover-of.ts";
import { addScores, bestOf, bestScore, fuseRanks, type Scores, withNeighbours } from "./ranks.ts";
import { readTold, worthOfTold } from "./told-turns.ts";
import type { WeighedTurn } from "./vary-turns.ts";
import { weighTurns } from "./weigh-turns.ts";

/** Turns that a search gives, and those that are read and weighed. */
const mostHits = 250;
const mostRead = 200;

/** Turns that the meaning gives: the nearest ones. Those behind them are as near as any. */
const mostMeant = 64;

/** What other words, what was talked about last, and what the best turns speak of count beside the question's own words. */
const relatedWeight = 0.3;
const backgroundWeight = 0.35;
const echoWeight = 0.5;

/** The best turns, and the terms of theirs that are looked for in a second round. */
const echoTurns = 4;
const echoTerms = 24;

/** Best turns in which the words of the question are looked for. */
const coverTurns = 6;

/** What turns that tell something must be worth to be read, where there are others enough. */
const leastTold = 0.05;

/** Turns of a time that the question names. */
const mostOfTime = 100;
const timeScore = 0.25;

export interface Finding {
  readonly recollection: Recollection;
  readonly conversationId: string;
  readonly question: Question;
  readonly reranker: Reranker | undefined;
}

/** Turns that matter for a question, best first. */
export async function findTurns(finding: Finding): Promise<readonly WeighedTurn[]> {
  const { recollection, question } = finding;
  // An embeddings model is a request away: the database is asked meanwhile.
  const meant = meaning(finding);
  const own: Scores = new Map();
  const sought = new Map<string, number>();
  for (const term of question.related) sought.set(term, relatedWeight);
  for (const term of question.terms) sought.set(term, 1);
  const found = await recollection.search(sought, mostHits);
  addScores(own, found, 1);
  await echo(finding, own, bestScore(found));
  const near = await meant;
  const fused = fuseMeaning(own, near);
  for (const { from, until } of question.spans) {
    const said = await recollection.between(from, until, mostOfTime);
    for (const position of said) fused.set(position, (fused.get(position) ?? 0) + timeScore);
  }
  const scores = withNeighbours(fused);
  // Without a share for neighbours: what was talked about last is only a hint at what is meant.
  if (question.background.length > 0) {
    addScores(scores, await recollection.search(question.background, mostHits), backgroundWeight);
  }
  const best = await recollection.at(bestOf(scores, mostRead));
  // Whoever compares meanings need not guess by what sort of turn it is.
  const cover = near.length > 0 ? 1 : coverOf(question.terms, best, bestOf(fused, coverTurns));
  const told = worthOfTold(1 - cover);
  const others = told >= leastTold || best.length < mostRead ? await readTold(recollection, best) : [];
  const turns = [...best, ...others].toSorted((one, other) => one.position - other.position);
  const weighed = weighTurns(turns, scores, fused, question, told);
  return turns
    .map((turn) => ({ turn, score: weighed.get(turn.position) ?? 0 }))
    .toSorted((one, other) => other.score - one.score);
}

/**
 * A second round with what the best turns speak of: people come back to a thing in other words than those of the question,
 * and a fact that has changed since was told with the words of the thing.
 */
async function echo({ recollection, question }: Finding, own: Scores, top: number): Promise<void> {
  const best = await recollection.at(bestOf(own, echoTurns));
  const gains = new Map<string, number>();
  for (const { position, item } of best) {
    for (const name of namesOf(searchedText(item))) {
      if (!question.words.has(name)) gains.set(name, (gains.get(name) ?? 0) + (own.get(position) ?? 0));
    }
  }
  const heaviest = [...gains].toSorted(([, one], [, other]) => other - one).slice(0, echoTerms);
  addScores(own, await recollection.search(new Map(heaviest), mostHits), echoWeight, top);
}

async function meaning({ conversationId, question, reranker }: Finding): Promise<readonly number[]> {
  if (reranker === undefined) return [];
  return reranker(conversationId, question.text, mostMeant).catch(() => []);
}

function fuseMeaning(own: Scores, meant: readonly number[]): Scores {
  return meant.length === 0 ? own : fuseRanks(own, meant);
}
