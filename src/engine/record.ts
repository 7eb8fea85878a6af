import type { Clock } from "../lib/clock.ts";
import type { Call } from "../spec/call.ts";
import type { CallEnd } from "../spec/call-end.ts";
import type { ContextReport } from "../spec/context-report.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { RouteReport } from "../spec/route-report.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { Observer } from "./observer.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

export interface RecordDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly settingsVersion: string;
}

/** Tells the observer, and who asked, how each call went. The outermost stage: it sees what the caller sees. */
export function createRecord(deps: RecordDeps): Stage {
  return function record(call, next) {
    return new RecordedStream(deps, call, begin(deps, call, next));
  };
}

/** What fails at once never was a call to the observer; who asked is told all the same. */
function begin({ clock, settingsVersion }: RecordDeps, call: Call, next: Next): EventStream {
  const begun = clock.monotonic();
  try {
    return next(call);
  } catch (error) {
    const { code: errorCode = "internal", route } = error instanceof ParleyError ? error : {};
    const durationMs = clock.monotonic() - begun;
    const how = { outcome: "failed", errorCode, durationMs, settingsVersion } as const;
    call.ended?.({ ...how, ...(route !== undefined && { route }) }, call);
    throw error;
  }
}

class RecordedStream extends StreamWrapper {
  readonly #deps: RecordDeps;
  readonly #call: Call;
  readonly #begun: number;
  #firstEvent: number | undefined;
  #provider: string | undefined;
  #model: string | undefined;
  #route: RouteReport | undefined;
  #context: ContextReport | undefined;

  constructor(deps: RecordDeps, call: Call, inner: EventStream) {
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
      this.#context = event.context;
    } else {
      this.#firstEvent ??= this.#deps.clock.monotonic();
    }
  }

  protected settle(settlement: Settlement): void {
    const usage = settlement.outcome === "ended" ? settlement.end.usage : undefined;
    const route = this.#route ?? (settlement.outcome === "ended" ? undefined : settlement.error?.route);
    const context = this.#context ?? (settlement.outcome === "ended" ? undefined : settlement.error?.context);
    const end: CallEnd = {
      outcome: settlement.outcome,
      durationMs: this.#deps.clock.monotonic() - this.#begun,
      settingsVersion: this.#deps.settingsVersion,
      ...(settlement.outcome === "failed" && { errorCode: settlement.error.code }),
      ...(this.#provider !== undefined && { provider: this.#provider }),
      ...(this.#model !== undefined && { model: this.#model }),
      ...(usage !== undefined && { usage }),
      ...(route !== undefined && { route }),
      ...(context !== undefined && { context }),
      ...(this.#firstEvent !== undefined && { firstEventMs: this.#firstEvent - this.#begun }),
    };
    this.#call.ended?.(end, this.#call);
    this.#deps.observer.callEnded({ call: this.#call, ...end });
  }
}
