/** What depends on a model's generation. */
export interface ModelHabits {
  /** How it is asked to think: it decides by itself, or it gets a number of tokens, or it does not think at all. */
  readonly thinking: "adaptive" | "budget" | "never";
  /** Whether it takes a number of tokens for its thought. */
  readonly budgets: boolean;
  /** Whether it has the effort `xhigh`. */
  readonly xhigh: boolean;
  /** The bound of an answer for which the caller has set none: the API cannot do without one. In tokens. */
  readonly outputTokens: number;
}

/**
 * The least that any model since 3.7 takes (Claude Opus 4.1). More would be refused by some; less would cut
 * answers that nobody wanted to be cut.
 */
const usualOutput = 32_000;

/** The limits of models before. */
const olderOutputs: readonly (readonly [before: number, tokens: number])[] = [
  [3.5, 4_096],
  [3.7, 8_192],
];

/** From 4.6 on models think adaptively; those before know nothing but a budget. */
const firstAdaptive = 4.6;

/** Those before do not think. */
const firstThinking = 3.7;

/** From 4.7 on models refuse a budget, and have an effort more. */
const firstWithoutBudget = 4.7;

/** `claude-opus-4-5-20251101`, `claude-3-7-sonnet-20250219`, `claude-sonnet-5`: a date is no version. */
const versioned = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d))?(?!\d)/;

/** A name without a version is taken for a new model: old ones are not named in new ways. */
export function habitsOf(model: string): ModelHabits {
  const found = versioned.exec(model);
  if (found === null) return { thinking: "adaptive", budgets: false, xhigh: true, outputTokens: usualOutput };
  const version = Number(`${found[1]}.${found[2] ?? 0}`);
  return {
    thinking: version < firstThinking ? "never" : version < firstAdaptive ? "budget" : "adaptive",
    budgets: version >= firstThinking && version < firstWithoutBudget,
    xhigh: version >= firstWithoutBudget,
    outputTokens: olderOutputs.find(([before]) => version < before)?.[1] ?? usualOutput,
  };
}
