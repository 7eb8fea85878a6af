import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { listOf, pageParameters } from "../paging.ts";

/** As much as a limit may be. */
const most = 100_000_000;
const amount = integer(1, most).nullish();

/** Query of `GET …/rate_limits`. */
export const rateLimitsQuery = z.strictObject({
  ...pageParameters,
  before: z.string().max(256).optional().describe("Id of the object that the page ends before."),
});

/** Body of `POST …/rate_limits/:limit`; `null` takes a limit away. Others of OpenAI's are not counted here. */
export const rateLimitUpdate = z.strictObject({
  max_requests_per_1_minute: amount,
  max_tokens_per_1_minute: amount,
  max_concurrent_calls: amount,
  max_concurrent_streams: amount,
});

const shown = z.int().nullable();

export const rateLimitObject = z.object({
  object: z.literal("project.rate_limit"),
  id: z.string(),
  model: z.literal("*").describe("All models together."),
  max_requests_per_1_minute: shown,
  max_tokens_per_1_minute: shown,
  max_concurrent_calls: shown,
  max_concurrent_streams: shown,
  can: z.object({ update: z.boolean() }),
});

export const rateLimitList = listOf(rateLimitObject);
