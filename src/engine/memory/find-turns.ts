import { termsOfItem } from "../../lib/terms/terms-of-item.ts";
import type { MemoryStore, RememberedItem } from "../../spec/memory.ts";
import type { Reranker } from "./memory-context.ts";
import type { Question } from "./question.ts";
import { addScores, bestOf, fuseRanks, type Scores, withNeighbours } from "./ranks.ts";
import { weighTurns } from "./weigh-turns.ts";

/** Turns that a search gives, and those that are read and weighed. */
const mostHits = 250;
const mostRead = 200;

/** What other words, what was talked about last, and what the best turns speak of count beside the question's own words. */
const relatedWeight = 0.3;
const backgroundWeight = 0.35;
const echoWeight = 0.4;

/** The best turns, and the terms of theirs that are looked for in a second round. */
const echoTurns = 12;
const echoTerms = 24;

/** Turns of a time that the question names. */
const mostOfTime = 100;
const timeScore = 0.25;

export interface Finding {
  readonly store: MemoryStore;
  readonly conversationId: string;
  readonly question: Question;
  readonly reranker: Reranker | undefined;
}

/** Turns that matter for a question, best first. */
export async function findTurns(finding: Finding): Promise<readonly RememberedItem[]> {
  const { store, conversationId, question } = finding;
  const own: Scores = new Map();
  const look = async (terms: readonly string[], weight: number) => {
    if (terms.length > 0) addScores(own, await store.search(conversationId, terms, mostHits), weight);
  };
  await look(question.terms, 1);
  await look(question.related, relatedWeight);
  await echo(finding, own, look);
  const fused = await withMeaning(finding, own);
  for (const { from, until } of question.spans) {
    const said = await store.between(conversationId, from, until, mostOfTime);
    for (const position of said) fused.set(position, (fused.get(position) ?? 0) + timeScore);
  }
  const scores = withNeighbours(fused);
  // Without a share for neighbours: what was talked about last is only a hint at what is meant.
  if (question.background.length > 0) {
    addScores(scores, await store.search(conversationId, question.background, mostHits), backgroundWeight);
  }
  const turns = await store.at(conversationId, bestOf(scores, mostRead));
  const weighed = weighTurns(turns, scores, fused, question);
  return turns.toSorted(
    (one, other) => (weighed.get(other.position) ?? 0) - (weighed.get(one.position) ?? 0),
  );
}

/**
 * A second round with what the best turns speak of: people come back to a thing in other words than those of the question,
 * and a fact that has changed since was told with the words of the thing.
 */
async function echo(
  { store, conversationId, question }: Finding,
  own: Scores,
  look: (terms: readonly string[], weight: number) => Promise<void>,
): Promise<void> {
  const best = await store.at(conversationId, bestOf(own, echoTurns));
  const asked = new Set(question.terms);
  const counts = new Map<string, number>();
  for (const { position, item } of best) {
    for (const term of new Set(termsOfItem(item))) {
      if (asked.has(term)) continue;
      const gain = (own.get(position) ?? 0) * (term.length > 3 ? 1 : 0.5);
      counts.set(term, (counts.get(term) ?? 0) + gain);
    }
  }
  const terms = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, echoTerms);
  await look(
    terms.map(([term]) => term),
    echoWeight,
  );
}

async function withMeaning({ conversationId, question, reranker }: Finding, own: Scores): Promise<Scores> {
  if (reranker === undefined) return own;
  const ranked = await reranker(conversationId, question.text, mostHits).catch(() => []);
  return ranked.length === 0 ? own : fuseRanks(own, ranked);
}
