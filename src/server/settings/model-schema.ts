import { z } from "zod";
import { stickiness, strategies } from "../../engine/route/plan.ts";
import type { MemoryPolicy } from "../../spec/memory.ts";
import type { Ability } from "../../spec/provider.ts";
import { baseUrl } from "./addresses.ts";
import { apiKey, choice, dollars, durationOr, flag, integer, text } from "./leaves.ts";
import { labelName } from "./names.ts";

/** Tokens of input and output together that a model can hold. */
export const contextTokens = integer(256, 10_000_000);

/** Far above any price, and low enough that every figure below it is exact. */
export const highestPrice = 1_000_000;

const abilities = [
  "images",
  "audio",
  "files",
  "tools",
  "json-schema",
  "reasoning",
  "embeddings",
] as const satisfies readonly Ability[];

const weight = integer(1, 10_000);
const tokens = integer(1, 10_000_000);

/** Several addresses or keys of one provider. What an endpoint does not say is as the provider says. */
export const endpoints = z
  .array(
    z.strictObject({
      name: labelName
        .optional()
        .describe(
          "Tells it from the others, in headers and in the log. By default its place in the list, from 1.",
        ),
      baseUrl: baseUrl.optional().describe("The address up to the version. By default the provider's."),
      apiKey: apiKey
        .optional()
        .describe("The key. By default the provider's, where the address has the same origin."),
      weight: weight
        .optional()
        .describe("Its share of the calls among the endpoints, 1 to 10000. Default 1."),
      region: labelName
        .optional()
        .describe("Where it is, for calls that demand a region. Amazon's region where requests are signed."),
    }),
  )
  .min(1, { error: "at least one endpoint, such as { apiKey: … }" })
  .max(100, { error: "at most 100 endpoints" })
  .optional()
  .describe("Several addresses or keys under one name, each with its own health.");

const only = "`true`: only calls with";

const conditions = z
  .strictObject({
    minTokens: tokens
      .optional()
      .describe("Only calls of at least so many tokens, input and wanted output together."),
    maxTokens: tokens
      .optional()
      .describe("Only calls of at most so many tokens, input and wanted output together."),
    images: flag.optional().describe(`${only} images, \`false\`: only calls without.`),
    audio: flag.optional().describe(`${only} sound, \`false\`: only calls without.`),
    files: flag.optional().describe(`${only} files, \`false\`: only calls without.`),
    tools: flag.optional().describe(`${only} tools, \`false\`: only calls without.`),
    jsonSchema: flag
      .optional()
      .describe(`${only} a JSON schema for the answer, \`false\`: only calls without.`),
    reasoning: flag
      .optional()
      .describe(`${only} a reasoning effort other than none, \`false\`: only calls without.`),
  })
  .optional()
  .describe("Which calls the target takes. By default all.");

const target = z.strictObject({
  provider: text("a provider's name").describe("A name from `providers`."),
  model: text("a model's name")
    .optional()
    .describe("The model's name there. Without it: the name that was asked for."),
  weight: weight
    .optional()
    .describe("Its share of the calls, 1 to 10000, where the strategy or chance looks at it. Default 1."),
  region: labelName.optional().describe("Where it answers, for calls that demand a region."),
  contextTokens: contextTokens
    .optional()
    .describe(
      "How many tokens it holds, input and output together. By default what the provider's list says.",
    ),
  abilities: z
    .array(choice(abilities))
    .optional()
    .describe("All that it can do. By default what the provider's list says."),
  when: conditions,
});

const maxPrice = z
  .strictObject({
    input: dollars(highestPrice).optional().describe("US dollars for a million tokens of input."),
    output: dollars(highestPrice).optional().describe("US dollars for a million tokens of output."),
  })
  .optional()
  .describe("Targets that are dearer, or of which the price is not known, are not asked.");

/** How often a call may be tried again. */
export const attempts = integer(0, 10);

const retries = z
  .strictObject({
    attempts: attempts.optional().describe("As `retries.attempts`, for this model."),
    unknownOutcome: flag.optional().describe("As `retries.unknownOutcome`, for this model."),
  })
  .optional()
  .describe("What is different from `retries` for this model.");

const hedge = z
  .strictObject({
    after: durationOr("1ms", "10m", "p95").describe(
      "After which silence of the first target the next one is asked as well: a duration such as 800ms, or p95, longer than the first target has needed for 95 of 100 calls.",
    ),
  })
  .optional()
  .describe(
    "Asks a second target when the first one is slow to begin, and cancels the slower one: both are on the books. By default only after a failure.",
  );

/** How a conversation that is longer than its context can be cut. */
export const memoryPolicies = [
  "error",
  "truncate_oldest",
  "recall",
  "summarize",
] as const satisfies readonly MemoryPolicy[];

/** What a model's name stands for. */
export const model = z.strictObject({
  strategy: choice(strategies)
    .prefault("first")
    .describe(
      "How the targets are put in order. Those behind the first are asked when the ones before fail.",
    ),
  sticky: choice(stickiness)
    .optional()
    .describe(
      "By what calls are kept at one target, for its prompt cache. By default auto, and off where the strategy is least-busy, fastest or cheapest.",
    ),
  maxPrice,
  retries,
  memory: z
    .strictObject({
      policy: choice(memoryPolicies).optional().describe("As `conversations.memory`, for this model."),
      contextTokens: contextTokens.optional().describe("As `conversations.contextTokens`, for this model."),
    })
    .optional()
    .describe("What is different from `conversations` for this model."),
  hedge,
  coalesce: flag
    .optional()
    .describe(
      "`true`: calls of a project that ask exactly the same at the same time share one upstream call and its answer.",
    ),
  targets: z
    .array(target)
    .min(1, { error: "at least one target, such as { provider: openai, model: gpt-5-mini }" })
    .describe("Where calls go: the first target, and the next one when it fails before its answer began."),
});
