import type { Clock } from "../lib/clock.ts";
import type { Call } from "../spec/call.ts";
import type { EventStream } from "../spec/event.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { ConversationStore, LedgerStore } from "../spec/stores.ts";
import type { Catalogue } from "./catalogue.ts";
import { createConversation } from "./conversation.ts";
import type { Observer } from "./observer.ts";
import { createRecord } from "./record.ts";
import { createRoute } from "./route.ts";

export interface EngineDeps {
  readonly clock: Clock;
  readonly ledger: LedgerStore;
  readonly conversations: ConversationStore;
  readonly catalogue: Catalogue;
  readonly observer: Observer;
  readonly instanceId: string;
  /** Bound of a conversation's context in tokens, as estimated by `estimateTokens`. */
  readonly contextTokens: number;
}

/** One call becomes one stream of events. Throws a `ParleyError` at once for what can be known at once. */
export interface Engine {
  run(call: Call): EventStream;
}

export function createEngine(deps: EngineDeps): Engine {
  const run = compose([createRecord(deps), createConversation(deps), createRoute(deps)]);
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
