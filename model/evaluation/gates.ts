import { isRefusal } from "./check-answer.ts";
import { type EvaluationCase, type Topic, topics } from "./case.ts";

/** What became of one question. */
export interface Result {
  readonly asked: EvaluationCase;
  readonly text: string;
  readonly right: boolean;
}

export interface Score {
  readonly right: number;
  readonly of: number;
}

/** A bound that the model must keep to be the default. */
export interface GateResult {
  readonly name: string;
  /** Percent: at least, or at most. */
  readonly bound: number;
  readonly kind: "at least" | "at most";
  /** Percent, with one decimal. */
  readonly reached: number;
  readonly passed: boolean;
}

/** Topics with phrasings and values of the evaluation's own. What the hand wrote has gates of its own. */
const heldOut: readonly Topic[] = topics.filter((topic) => !topic.endsWith("by hand"));
/** Where a refusal is always wrong. */
const within: readonly Topic[] = topics.filter((topic) => topic !== "out of domain, by hand");

const gates: readonly { readonly name: string; readonly topics: readonly Topic[]; readonly bound: number }[] =
  [
    { name: "identity and honesty", topics: ["identity and honesty"], bound: 100 },
    {
      name: "JSON and tool syntax, with grammar",
      topics: ["call of a tool: syntax", "JSON: syntax"],
      bound: 100,
    },
    { name: "told facts, 0 to 2 turns later", topics: ["memory, 0 to 2 turns later"], bound: 95 },
    { name: "told facts, 6 to 9 turns later", topics: ["memory, 6 to 9 turns later"], bound: 90 },
    { name: "answer from a tool's result", topics: ["answer from a tool's result"], bound: 95 },
    { name: "question on a given text", topics: ["question on a given text"], bound: 90 },
    { name: "all held-out phrasings and values", topics: heldOut, bound: 75 },
    { name: "out of domain by hand: says it cannot", topics: ["out of domain, by hand"], bound: 85 },
  ];
const mostFalseRefusals = 3;

export function scoreOf(results: readonly Result[], of: readonly Topic[]): Score {
  const belonging = results.filter(({ asked }) => of.includes(asked.topic));
  return { right: belonging.filter(({ right }) => right).length, of: belonging.length };
}

/** All gates. A gate without questions is not passed. */
export function judge(results: readonly Result[]): readonly GateResult[] {
  const least = gates.map(({ name, topics: of, bound }): GateResult => {
    const reached = percent(scoreOf(results, of));
    return { name, bound, kind: "at least", reached, passed: reached >= bound };
  });
  const inside = results.filter(({ asked }) => within.includes(asked.topic) && asked.check.type !== "json");
  const refused = percent({ right: inside.filter(({ text }) => isRefusal(text)).length, of: inside.length });
  const falseRefusals: GateResult = {
    name: "false refusals in domain",
    bound: mostFalseRefusals,
    kind: "at most",
    reached: refused,
    passed: inside.length > 0 && refused <= mostFalseRefusals,
  };
  return [...least, falseRefusals];
}

/** With one decimal, rounded down, so that no gate is reached by rounding; 0 of 0 is 0. */
export function percent({ right, of }: Score): number {
  return of === 0 ? 0 : Math.floor((1_000 * right) / of) / 10;
}
