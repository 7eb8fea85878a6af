import type { Json } from "../upstream/json.ts";

/** In what the models of a family differ from those of another, as far as a request must know it. */
export interface ModelTraits {
  /** The members of `thinkingConfig` for each effort; an effort that is missing is not to be had. */
  readonly efforts: Readonly<Record<string, Json>>;
  /** Whether a call in the conversation that has no signature is refused. */
  readonly wantsSignatures: boolean;
}

// Google's own table for `reasoning_effort`: https://ai.google.dev/gemini-api/docs/openai#thinking
const thinking = {
  minimal: { thinkingBudget: 1024 },
  low: { thinkingBudget: 1024 },
  medium: { thinkingBudget: 8192 },
  high: { thinkingBudget: 24_576 },
  xhigh: { thinkingBudget: 24_576 },
  max: { thinkingBudget: 24_576 },
} as const;

const budgets = { none: { thinkingBudget: 0 }, ...thinking } as const;

// Gemini 3 always thinks: there is no `none`.
const levels = {
  minimal: { thinkingLevel: "MINIMAL" },
  low: { thinkingLevel: "LOW" },
  medium: { thinkingLevel: "MEDIUM" },
  high: { thinkingLevel: "HIGH" },
  xhigh: { thinkingLevel: "HIGH" },
  max: { thinkingLevel: "HIGH" },
} as const;

const low = { thinkingLevel: "LOW" } as const;

/** The first that matches counts; a model that is new, or an alias such as `gemini-flash-latest`, is of the newest kind. */
const families: readonly (readonly [name: RegExp, traits: ModelTraits])[] = [
  // Before 2.5 there was no thought, and to be told of it is an error.
  [/^(?:gemini-(?:1\.|2\.0)|gemma-[1-3]|learnlm)/, { efforts: { none: {} }, wantsSignatures: false }],
  // 2.5 Pro cannot be kept from thinking.
  [/^gemini-2\.5-pro/, { efforts: thinking, wantsSignatures: false }],
  [/^gemini-2\.5/, { efforts: budgets, wantsSignatures: false }],
  [/^gemini-3(?:\.\d+)?-pro/, { efforts: { ...levels, minimal: low }, wantsSignatures: true }],
  [/^/, { efforts: levels, wantsSignatures: true }],
];

/** @param model With or without `models/`. */
export function traitsOf(model: string): ModelTraits {
  const id = model.replace(/^models\//, "");
  const family = families.find(([name]) => name.test(id));
  if (family === undefined) throw new TypeError("the last family takes every model");
  return family[1];
}
