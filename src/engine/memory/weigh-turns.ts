import { foldWord } from "../../lib/terms/fold-word.ts";
import type { RememberedItem } from "../../spec/memory.ts";
import type { Question } from "./question.ts";
import type { Scores } from "./ranks.ts";
import { factsOf } from "./turn-facts.ts";

/** Silence that ends a session, in milliseconds. */
const sessionGap = 2 * 3_600_000;

/** What a session in which much was found adds to its turns, at the most, beside the best turn's 1. */
const sessionShare = 0.3;
const sessionBest = 3;

/** A turn of somebody whose words were not asked for. */
const otherVoice = 0.5;
const otherRole = 0.75;

/** Turns that only ask or want something done, or that say next to nothing, are seldom the answer. */
const asking = 0.5;
const brief = 0.9;

/** What was said in a time that the question names, and the most that this is worth where no word is found. */
const inTime = 1.6;
const outOfTime = 0.8;

/** Of two that say the same, the later one is truer. */
const newerShare = 0.04;

/**
 * Weighs turns that may matter by what else is known of them than their words. `own` is before the neighbours' share, and
 * `told` what a turn has for telling something at all.
 */
export function weighTurns(
  turns: readonly RememberedItem[],
  scores: Scores,
  own: Scores,
  question: Question,
  told = 0,
): Scores {
  const sessions = sessionsOf(turns, own);
  const names = namesAsked(turns, question);
  const last = turns.at(-1)?.position ?? 1;
  const weighed: Scores = new Map();
  for (const turn of turns) {
    let score = (scores.get(turn.position) ?? 0) + sessionShare * (sessions.get(turn.position) ?? 0);
    const facts = factsOf(turn.item);
    if (facts.isBrief) score *= brief;
    score *= asking + (1 - asking) * facts.telling;
    score *= voice(turn, question, names);
    if (question.spans.length > 0) {
      const said = question.spans.some(({ from, until }) => turn.at >= from && turn.at < until);
      score *= said ? inTime : outOfTime;
    }
    score *= 1 + (newerShare * turn.position) / last;
    weighed.set(turn.position, facts.isTold ? score + told : score);
  }
  return weighed;
}

function voice({ item }: RememberedItem, question: Question, names: ReadonlySet<string>): number {
  if (item.type !== "message") return 1;
  if (names.size === 1 && item.name !== undefined) return names.has(item.name) ? 1 : otherVoice;
  if (question.of !== undefined && item.role !== question.of) return otherRole;
  return 1;
}

/** Participants whom the question names. */
function namesAsked(turns: readonly RememberedItem[], { words }: Question): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { item } of turns) {
    if (item.type === "message" && item.name !== undefined) names.add(item.name);
  }
  return new Set(
    [...names].filter((name) => name.split(/[\s_-]+/).some((part) => words.has(foldWord(part)))),
  );
}

/** For each turn, how much was found in its session: 1 for the session with most. */
function sessionsOf(turns: readonly RememberedItem[], own: Scores): Scores {
  const sessions: RememberedItem[][] = [];
  let before: RememberedItem | undefined;
  for (const turn of turns) {
    if (before === undefined || turn.at - before.at > sessionGap) sessions.push([]);
    sessions.at(-1)?.push(turn);
    before = turn;
  }
  const sums = sessions.map((session) =>
    session
      .map(({ position }) => own.get(position) ?? 0)
      .toSorted((one, other) => other - one)
      .slice(0, sessionBest)
      .reduce((sum, score) => sum + score, 0),
  );
  const most = Math.max(...sums, Number.MIN_VALUE);
  return new Map(
    sessions.flatMap((session, index) =>
      session.map(({ position }): [number, number] => [position, (sums[index] ?? 0) / most]),
    ),
  );
}
