import type { Call } from "../spec/call.ts";
import type { EventStream } from "../spec/event.ts";
import type { LimitStore } from "../spec/limit.ts";
import type { Next, Stage } from "../spec/stage.ts";
import { createCheckpointStage } from "./checkpoint-stage.ts";
import { createCoalesce } from "./coalesce/coalesce.ts";
import { type ConversationDeps, createConversation } from "./conversation.ts";
import { createLimits } from "./limits.ts";
import { createRecord } from "./record.ts";
import { createRoute, type RouteStageDeps } from "./route.ts";

export interface EngineDeps extends RouteStageDeps, Omit<ConversationDeps, "housekeeping"> {
  readonly limits: Pick<LimitStore, "enter" | "leave">;
}

/** One call becomes one stream of events. Throws a `ParleyError` at once for what can be known at once. */
export interface Engine {
  run(call: Call): EventStream;
}

export function createEngine(deps: EngineDeps): Engine {
  const run = compose([
    ...(deps.reach === undefined ? [] : [createCheckpointStage(deps.reach)]),
    createRecord(deps),
    createConversation(deps),
    createLimits(deps),
    createCoalesce(deps),
    createRoute(deps),
  ]);
  return { run };
}

/** Composed once, when the engine is built, not for every call. */
function compose(stages: readonly Stage[]): Next {
  return stages.reduceRight<Next>(
    (next, stage) => (call) => stage(call, next),
    () => {
      throw new TypeError("the last stage must answer");
    },
  );
}
