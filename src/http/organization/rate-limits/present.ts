import type { z } from "zod";
import { whatCan } from "../../../admin/can.ts";
import type { RateLimits } from "../../../admin/rate-limits.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { rateLimitObject } from "./schema.ts";

/** What bounds a project, and whether its reader may change that. */
export function presentRateLimit(
  actor: Actor,
  projectId: string,
  limits: RateLimits,
): z.output<typeof rateLimitObject> {
  return {
    object: "project.rate_limit",
    id: rateLimitId(projectId),
    model: "*",
    max_requests_per_1_minute: limits.requests_per_minute ?? null,
    max_tokens_per_1_minute: limits.tokens_per_minute ?? null,
    max_concurrent_calls: limits.concurrent_calls ?? null,
    max_concurrent_streams: limits.concurrent_streams ?? null,
    can: whatCan(actor, { update: "limit.set" }, { projectId }),
  };
}

/** A project has one, for all models together. */
export function rateLimitId(projectId: string): string {
  return `rl-${projectId}`;
}
