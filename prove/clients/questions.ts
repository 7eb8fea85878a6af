import type { SeededRandom } from "../../src/lib/seeded-random.ts";
import type { Question } from "./question.ts";

/** What a scenario's calls are like; `from` and `to` are the least and the most. */
export interface Habits {
  readonly models: readonly string[];
  /** How many of 100 calls are streams. */
  readonly streams: number;
  readonly tokens: { readonly from: number; readonly to: number };
  readonly pauseMs: { readonly from: number; readonly to: number };
  /** How many of 100 streams the client leaves in the middle. */
  readonly leave?: number;
}

/** Makes a row of questions, each with an id of its own that begins with `name`. */
export function createQuestions(name: string, random: SeededRandom, habits: Habits): () => Question {
  let count = 0;
  const between = ({ from, to }: { readonly from: number; readonly to: number }): number =>
    from + random.below(to - from + 1);
  const chance = (percent: number): boolean => random.below(100) < percent;
  return function nextQuestion() {
    const stream = chance(habits.streams);
    const tokens = between(habits.tokens);
    const leaves = chance(habits.leave ?? 0);
    return {
      id: `${name}-${++count}`,
      model: habits.models[random.below(habits.models.length)] ?? "",
      stream,
      words: 1 + random.below(20),
      tokens,
      pauseMs: between(habits.pauseMs),
      phase: "calm",
      ...(stream && leaves && { leaveAfter: 1 + random.below(tokens) }),
    };
  };
}
