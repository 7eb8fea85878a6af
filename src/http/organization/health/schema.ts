import { z } from "zod";
import { stickiness, strategies } from "../../../engine/route/plan.ts";
import { standings } from "../../../engine/route/standing.ts";

const word = z.string().nullable();
const milliseconds = z.int().nonnegative();
const firstTime = milliseconds
  .nullable()
  .describe("Milliseconds to the first of an answer, lately; null when nothing was measured.");

/** What every one that may be asked has. */
const standing = {
  state: z.enum(standings),
  wait_ms: milliseconds.describe(
    "Until it is asked like the others again; 0 when it is, or a probe decides.",
  ),
  running: z.int().nonnegative().describe("Attempts under way."),
};

const measured = {
  calls: z.int().nonnegative().describe("That ended within the last half minute."),
  failures: z.int().nonnegative(),
  first_ms: z.object({ streamed: firstTime, whole: firstTime }),
};

const endpoint = z.object({
  object: z.literal("organization.endpoint"),
  provider: z.string(),
  label: word.describe("Tells it from the provider's other endpoints."),
  region: word,
  weight: z.number(),
  ...standing,
  models: z.array(z.object({ model: z.string(), ...standing, ...measured })),
});

const target = z.object({
  name: z.string(),
  provider: z.string(),
  model: z.string(),
  rank: z.int().describe("Its place in the settings; endpoints of one target share it."),
  weight: z.number(),
  region: word,
  when: z.record(z.string(), z.union([z.int(), z.boolean()])).describe("What calls must be that it takes."),
  ...standing,
  ...measured,
});

const route = z.object({
  object: z.literal("organization.route"),
  model: z.string().describe("The name that callers use; `*` for every name that is not known otherwise."),
  strategy: z.enum(strategies),
  sticky: z.enum(stickiness),
  retries: z.int(),
  hedge_after: z.union([z.int(), z.literal("p95")]).nullable(),
  coalesce: z.boolean(),
  max_price: z
    .object({ input: word, output: word })
    .nullable()
    .describe("US dollars for a million tokens; targets that are dearer are not asked."),
  targets: z.array(target),
});

export const healthObject = z.object({
  object: z.literal("organization.health"),
  endpoints: z.array(endpoint),
  routes: z.array(route),
});

export type HealthObject = z.output<typeof healthObject>;
export type EndpointObject = z.output<typeof endpoint>;
export type RouteObject = z.output<typeof route>;
