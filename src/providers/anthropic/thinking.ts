import type { GenerateOptions } from "../../spec/call.ts";
import type { Warning } from "../../spec/parameters.ts";
import { effortForTokens } from "../upstream/effort-for-tokens.ts";
import { nearestEffort } from "../upstream/remarks.ts";
import type { Turn } from "./conversation.ts";
import { type Json, known } from "../upstream/json.ts";
import { cannot } from "./cannot.ts";
import type { ModelHabits } from "./model-habits.ts";

/** How a model is asked to think, and how long its answer may be. */
export interface Thinking {
  readonly maxTokens: number;
  readonly thinking?: Json;
  readonly effort?: string;
}

/** The smallest budget that the API takes, in tokens. */
const leastBudget = 1_024;

/** What is left for the text of an answer beside its thought, in tokens. */
const answerRoom = 8_192;

/**
 * Tokens of thought for models that are told a number. `low` and `medium` are near to what such models need for easy
 * and usual questions; above 32,000 the documentation sees little gain.
 */
const budgets: ReadonlyMap<string, number> = new Map([
  ["minimal", leastBudget],
  ["low", 2_048],
  ["medium", 8_192],
  ["high", 16_384],
  ["xhigh", 24_576],
  ["max", 32_000],
]);

/** Fails with `unsupported_by_provider` where the bound of the answer leaves no room to think, or the model never does. */
export function thinkingOf(
  options: GenerateOptions,
  habits: ModelHabits,
  messages: readonly Turn[],
): Thinking {
  const { reasoningTokens: tokens, maxOutputTokens: bound } = options;
  const maxTokens = bound ?? habits.outputTokens;
  const effort = effortOf(options, habits);
  if (effort === "none") {
    return habits.thinking === "never" ? { maxTokens } : { maxTokens, thinking: { type: "disabled" } };
  }
  if (tokens !== undefined && habits.budgets) {
    const budget = Math.max(tokens, leastBudget);
    const thought = withBudget(budget, bound ?? Math.max(habits.outputTokens, budget + answerRoom), messages);
    return effort === undefined ? thought : { ...thought, effort: effort === "minimal" ? "low" : effort };
  }
  if (effort === undefined) return { maxTokens };
  if (habits.thinking === "adaptive") {
    // Newer models keep their thoughts to themselves unless they are asked.
    return { maxTokens, thinking: { type: "adaptive", display: "summarized" }, effort };
  }
  return withBudget(budgetOf(effort, maxTokens), maxTokens, messages);
}

/** What becomes of the wishes about the thought otherwise than asked. */
export function thinkingRemarks(options: GenerateOptions, habits: ModelHabits): readonly Warning[] {
  const { reasoningEffort: asked, reasoningTokens: tokens } = options;
  const effort = effortOf(options, habits);
  const warnings: Warning[] = [];
  if (asked !== undefined && tokens === undefined && habits.thinking === "adaptive")
    warnings.push(...nearestEffort(asked, effort));
  if (tokens !== undefined && tokens > 0 && !habits.budgets) {
    const message = `This model takes no bound of its thought: the effort '${effort}' was sent.`;
    warnings.push({ param: "reasoning_tokens", message });
  } else if (tokens !== undefined && tokens > 0 && tokens < leastBudget) {
    const message = `The bound of a thought is ${leastBudget} tokens at least, and this was sent.`;
    warnings.push({ param: "reasoning_tokens", message });
  }
  return warnings;
}

/** What is told where a thought is asked for that the API would refuse. `messages` is made where that may be so. */
export function lostThought(
  options: GenerateOptions,
  habits: ModelHabits,
  messages: () => readonly Turn[],
): readonly Warning[] {
  const { reasoningTokens: tokens } = options;
  const effort = effortOf(options, habits);
  const budgeted =
    tokens === undefined ? effort !== undefined && habits.thinking === "budget" : habits.budgets;
  if (effort === "none" || !budgeted || !isAmidUnprovenWork(messages())) return [];
  const message =
    "This model goes on after its tools only with the thought that led to them, and that was not sent back: it answers without thinking.";
  return [{ param: tokens === undefined ? "reasoning_effort" : "reasoning_tokens", message }];
}

/** The effort that is sent, or `none`; `undefined` where nothing is said of it. */
function effortOf(options: GenerateOptions, habits: ModelHabits): string | undefined {
  const { reasoningEffort: asked, reasoningTokens: tokens } = options;
  if (tokens === 0 || (tokens === undefined && asked === "none")) return "none";
  const named = asked === "none" ? undefined : asked;
  const effort = named ?? (tokens === undefined || habits.budgets ? undefined : effortForTokens(tokens));
  if ((effort !== undefined || tokens !== undefined) && habits.thinking === "never")
    throw cannot("reasoning_effort", "This model does not think before it answers.");
  if (effort === undefined || habits.thinking === "budget") return effort;
  if (!budgets.has(effort)) throw unknownEffort();
  // The API has no effort below `low`, and older models have none between `high` and `max`.
  if (effort === "minimal") return "low";
  return effort === "xhigh" && !habits.xhigh ? "high" : effort;
}

function unknownEffort(): Error {
  return cannot(
    "reasoning_effort",
    `This model knows the efforts ${[...budgets.keys()].join(", ")} and none.`,
  );
}

/** What the answer needs for its text is left to it: half of a small one. */
function budgetOf(effort: string, maxTokens: number): number {
  const budget = budgets.get(effort);
  if (budget === undefined) throw unknownEffort();
  const room = Math.min(answerRoom, Math.ceil(maxTokens / 2));
  return Math.max(leastBudget, Math.min(budget, maxTokens - room));
}

function withBudget(budget: number, maxTokens: number, messages: readonly Turn[]): Thinking {
  if (maxTokens <= budget) {
    const message = `Thoughts count as output here: the bound of the answer must be above the ${budget} tokens of its thought.`;
    throw cannot("max_completion_tokens", message);
  }
  if (isAmidUnprovenWork(messages)) return { maxTokens };
  return { maxTokens, thinking: { type: "enabled", budget_tokens: budget } };
}

/**
 * Whether the model goes on after its tools without the thought that led to them. With a budget the API then refuses
 * to let it think in this turn; it still works without, and the caller is told.
 */
function isAmidUnprovenWork(messages: readonly Turn[]): boolean {
  const results = messages.at(-1)?.content.some((block) => block["type"] === "tool_result") ?? false;
  const first = messages.at(-2)?.content[0]?.["type"];
  return results && first !== "thinking" && first !== "redacted_thinking";
}

/** The least `top_p` of a model that thinks. */
const leastThinkingTopP = 0.95;

/** The members of a request that say how tokens are drawn. Fails with `unsupported_by_provider` beyond the API's bounds. */
export function samplingOf({ temperature, topP, topK }: GenerateOptions, thinking: Json | undefined): Json {
  const thinks = thinking !== undefined && thinking["type"] !== "disabled";
  if (temperature !== undefined && temperature > 1) {
    throw cannot("temperature", "The model's provider takes temperatures from 0 to 1.");
  }
  if (thinks && temperature !== undefined && temperature !== 1) {
    throw cannot("temperature", "A model that thinks takes no temperature but 1: leave one of both out.");
  }
  if (thinks && topP !== undefined && topP < leastThinkingTopP) {
    throw cannot("top_p", `A model that thinks takes a top_p from ${leastThinkingTopP} to 1.`);
  }
  if (thinks && topK !== undefined) throw cannot("top_k", "A model that thinks takes no top_k.");
  // Newer models refuse both together, and 1 changes nothing: clients that always send both are served.
  const both = temperature !== undefined && topP !== undefined;
  return known<Json>({
    temperature: both && temperature === 1 && topP !== 1 ? undefined : temperature,
    top_p: both && topP === 1 ? undefined : topP,
    top_k: topK,
  });
}
