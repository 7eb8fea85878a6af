import type { Call } from "../spec/call.ts";
import type { ContextStore } from "../spec/context-store.ts";
import type { EventStream } from "../spec/event.ts";
import type { LimitStore } from "../spec/limit.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { VectorStore } from "../spec/vector.ts";
import { createCheckpointStage } from "./checkpoint-stage.ts";
import { createCoalesce } from "./coalesce/coalesce.ts";
import { type ConversationDeps, createConversation } from "./conversation.ts";
import { type ContextWish, type LoadedContext, loadContext } from "./conversations/load-context.ts";
import type { MemorySettings } from "./conversations/memory-choice.ts";
import { createMeanings } from "./conversations/meanings.ts";
import { createSummaries } from "./conversations/summaries.ts";
import type { Errands } from "./errands.ts";
import { createLimits } from "./limits.ts";
import { createPermit } from "./permit.ts";
import { createRecord } from "./record.ts";
import { createRoute, type RouteStageDeps } from "./route.ts";

export interface EngineDeps
  extends
    RouteStageDeps,
    Omit<
      ConversationDeps,
      "housekeeping" | "summaries" | "meanings" | "contexts" | "catalogue" | "rules" | "clock"
    > {
  readonly limits: Pick<LimitStore, "enter" | "leave">;
  readonly contexts: ContextStore;
  readonly vectors: VectorStore;
  /** For what nobody waits for; absent: nothing of that is done. */
  readonly errands?: Pick<Errands, "run">;
  /** Takes the engine's own calls; absent: itself. */
  readonly own?: (call: Call) => EventStream;
}

/** One call becomes one stream of events. Throws a `ParleyError` at once for what can be known at once. */
export interface Engine {
  run(call: Call): EventStream;
  /** What a call would send, and why. Nothing is sent. Fails as the call would. */
  context(wish: Omit<ContextWish, "trouble" | "meaning">): Promise<LoadedContext>;
}

export function createEngine(deps: EngineDeps): Engine {
  const { own = (call) => run(call), errands = { run: () => false } } = deps;
  const summaries = createSummaries({ ...deps, errands, run: own });
  const meanings = createMeanings({ ...deps, errands, run: own });
  const run = compose([
    ...(deps.reach === undefined ? [] : [createCheckpointStage(deps.reach)]),
    createRecord(deps),
    createPermit(),
    createConversation({ ...deps, summaries, meanings }),
    createLimits(deps),
    createCoalesce(deps),
    createRoute(deps),
  ]);
  const settings: MemorySettings = deps;
  return {
    run,
    context: (wish) =>
      loadContext(
        { ...deps, settings },
        {
          ...wish,
          trouble: wish.threadId === undefined ? undefined : summaries.trouble(wish.threadId),
          meaning: meanings.unasked(wish.principal),
        },
      ),
  };
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
