import { z } from "zod";
import { conversationLimits } from "../engine/conversations/limits.ts";
import { integer } from "../lib/validate.ts";
import type { MemoryChoice, MemoryPolicy } from "../spec/memory.ts";
import { ParleyError } from "../spec/errors.ts";

export const memoryPolicies = [
  "error",
  "truncate_oldest",
  "recall",
  "summarize",
] as const satisfies readonly MemoryPolicy[];

const maxTokens = integer(1, conversationLimits.mostContextTokens);

/** How a conversation is cut that is longer than its context, as a member of a request. */
export const memoryWish = z
  .strictObject({
    policy: z.enum(memoryPolicies).nullish().describe("What becomes of older turns."),
    max_tokens: maxTokens.nullish().describe("Bound of everything that is sent to the model."),
  })
  .describe("How the conversation is cut where it is longer than its context.");

type MemoryWish = z.output<typeof memoryWish>;

export function readMemoryWish(wish: MemoryWish | null | undefined): MemoryChoice {
  return {
    ...(wish?.policy && { policy: wish.policy }),
    ...(wish?.max_tokens && { maxTokens: wish.max_tokens }),
  };
}

export function presentMemoryWish({ policy, maxTokens: tokens }: MemoryChoice): MemoryWish {
  return { ...(policy !== undefined && { policy }), ...(tokens !== undefined && { max_tokens: tokens }) };
}

/** Reads `x-parley-memory`: a policy, a number of tokens, or both, such as `recall; max_tokens=2000`. */
export function readMemoryHeader(value: string | readonly string[]): MemoryChoice {
  let choice: MemoryChoice = {};
  for (const word of typeof value === "string" ? value.split(";") : [""]) {
    const text = word.trim();
    const policy = memoryPolicies.find((one) => one === text);
    const tokens = maxTokens.safeParse(Number(/^max_tokens=(\d{1,8})$/.exec(text)?.[1] ?? Number.NaN));
    const part: MemoryChoice = policy === undefined ? {} : { policy };
    if (policy === undefined && !tokens.success) {
      throw new ParleyError("invalid_value", {
        message: `The header x-parley-memory must be one of ${memoryPolicies.join(", ")}, with or without a bound, such as recall; max_tokens=2000.`,
      });
    }
    choice = { ...choice, ...part, ...(tokens.success && { maxTokens: tokens.data }) };
  }
  return choice;
}
