import type { Clock } from "../lib/clock.ts";
import type { Call } from "../spec/call.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { RouteReport } from "../spec/route-report.ts";
import type { Stage } from "../spec/stage.ts";
import type { Observer } from "./observer.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

/** Tells the observer how each call went. The outermost stage: it sees what the caller sees. */
export function createRecord(deps: { readonly clock: Clock; readonly observer: Observer }): Stage {
  return function record(call, next) {
    return new RecordedStream(deps, call, next(call));
  };
}

class RecordedStream extends StreamWrapper {
  readonly #deps: { readonly clock: Clock; readonly observer: Observer };
  readonly #call: Call;
  readonly #begun: number;
  #firstEvent: number | undefined;
  #provider: string | undefined;
  #model: string | undefined;
  #route: RouteReport | undefined;

  constructor(deps: { readonly clock: Clock; readonly observer: Observer }, call: Call, inner: EventStream) {
    super(inner);
    this.#deps = deps;
    this.#call = call;
    this.#begun = deps.clock.monotonic();
  }

  protected see(event: StreamEvent): void {
    if (event.type === "start") {
      this.#provider = event.provider;
      this.#model = event.model;
      this.#route = event.route;
    } else {
      this.#firstEvent ??= this.#deps.clock.monotonic();
    }
  }

  protected settle(settlement: Settlement): void {
    const usage = settlement.outcome === "ended" ? settlement.end.usage : undefined;
    const route = this.#route ?? (settlement.outcome === "ended" ? undefined : settlement.error?.route);
    this.#deps.observer.callEnded({
      call: this.#call,
      outcome: settlement.outcome,
      durationMs: this.#deps.clock.monotonic() - this.#begun,
      ...(settlement.outcome === "failed" && { errorCode: settlement.error.code }),
      ...(this.#provider !== undefined && { provider: this.#provider }),
      ...(this.#model !== undefined && { model: this.#model }),
      ...(usage !== undefined && { usage }),
      ...(route !== undefined && { route }),
      ...(this.#firstEvent !== undefined && { firstEventMs: this.#firstEvent - this.#begun }),
    });
  }
}
