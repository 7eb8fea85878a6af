import type { IncomingMessage, ServerResponse } from "node:http";
import type { Member } from "../lib/crowd.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import type { Call } from "../spec/call.ts";
import type { ContextReport } from "../spec/context-report.ts";
import { ParleyError } from "../spec/errors.ts";
import type { StreamStart } from "../spec/event.ts";
import type { LimitState } from "../spec/limit.ts";
import type { Principal } from "../spec/principal.ts";
import type { RouteReport } from "../spec/route-report.ts";
import type { Warning } from "../spec/parameters.ts";
import { CallNotes } from "./call-notes.ts";
import { type CallWishes, readWishes } from "./call-wishes.ts";
import type { ContentTap } from "./content-tap.ts";
import type { Route } from "./route.ts";
import type { StreamWatch } from "./stream-watch.ts";

/** A request and its answer. Lives from the request's headers until the connection is free again. */
export class Exchange implements Member {
  /** `req_` and 32 hexadecimal digits; also the id of the call that it makes. */
  readonly id = timeOrderedId("req");
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route | undefined;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** When the request came, in monotonic milliseconds: also where it had to wait for a place. */
  readonly begun: number;
  /** How the caller's limits stand, once that is known; for the answer's headers. */
  limits: readonly LimitState[] | undefined;
  /** Which way its call went, once that is known; for the answer's headers. */
  way: RouteReport | undefined;
  /** What was sent of its conversation, once that is known; for the answer's headers. */
  context: ContextReport | undefined;
  /** What of the request was not obeyed; for the answer's headers. */
  warnings: readonly Warning[] | undefined;
  /** What became of it, for the log. */
  readonly notes: CallNotes = new CallNotes();
  /** Keeps what is said; absent where that is not wanted. */
  tap: ContentTap | undefined;
  /** Looks after streams; absent for requests that never reach a route. */
  watch: StreamWatch | undefined;
  /** Where programs learn how to get tokens for this server; absent where there are none. */
  resource: (() => string) | undefined;
  /** Among those that are going on. */
  place: number | undefined;
  readonly #controller = new AbortController();
  readonly #failed: ((exchange: Exchange, error: ParleyError) => void) | undefined;
  #wishes: CallWishes | undefined;
  #abortReason: ParleyError | undefined;
  #principal: Principal | undefined;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route | undefined,
    params: Readonly<Record<string, string | undefined>>,
    failed?: (exchange: Exchange, error: ParleyError) => void,
    begun = performance.now(),
  ) {
    this.begun = begun;
    this.#failed = failed;
    this.request = request;
    this.response = response;
    this.route = route;
    this.params = params;
    // Before any await: the client may leave in every phase. Not `once`: what comes once by itself need not be taken off.
    response.on("close", () => {
      if (!response.writableFinished) this.#controller.abort();
    });
  }

  /** A target has taken the call: notes what the answer's headers say of that. */
  started({ limits, route, warnings, context }: StartNotes): void {
    this.limits = limits;
    this.context = context;
    this.way = route;
    this.warnings = warnings;
  }

  /** What the request's headers ask of the way that its call goes. Fails with `invalid_value`. */
  get wishes(): CallWishes {
    return (this.#wishes ??= readWishes(this.request.headers, this.begun));
  }

  /**
   * A call is about to be made of this request: its wishes, and where is noted when the call goes its way, since the answer's
   * head may leave before anybody has answered. Fails with `invalid_value`.
   */
  beginCall(): CallWishes & Pick<Call, "taken" | "ended"> {
    const wishes = { ...this.wishes, taken: this.#note, ended: this.notes.end };
    this.notes.begin();
    return wishes;
  }

  readonly #note = ({ route }: StartNotes): void => {
    this.way ??= route;
  };

  /**
   * Ends the call when the time is up that the caller allows, where there is such a time. Fails with `upstream_timeout`
   * where it is up already: it may have waited for a place, and nothing shall be begun for it.
   */
  keepTime(): void {
    const { deadline } = this.wishes;
    // Who has left while it was looked who he is has closed already: nothing would take the timer back.
    if (deadline === undefined || this.response.destroyed) return;
    const left = deadline - performance.now();
    const allowed = deadline - this.begun;
    if (left <= 0) throw timeIsUp(allowed);
    const timer = setTimeout(() => this.abort(timeIsUp(allowed)), left);
    this.response.once("close", () => clearTimeout(timer));
  }

  /** Says what went wrong to whoever keeps the log, where it is our own fault; upstreams' are told with their attempts. */
  noteFailure(error: ParleyError): void {
    if (error.code === "internal" || error.code === "storage_unavailable") this.#failed?.(this, error);
  }

  /** Aborted when the client leaves before the answer is complete. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the call from our side, at a shutdown; the caller is told `reason`, which the signal has as well. */
  abort(reason: ParleyError): void {
    this.#abortReason = reason;
    this.#controller.abort(reason);
  }

  /** Nobody hears the answer any more, although it can still be written. */
  protected leave(): void {
    this.#controller.abort();
  }

  /** Why the call was ended from our side. */
  get abortReason(): ParleyError | undefined {
    return this.#abortReason;
  }

  /** Whose call it is, once that is known. */
  get known(): Principal | undefined {
    return this.#principal;
  }

  /** Whose call it is. Routes with `access: "open"` may not ask. */
  get principal(): Principal {
    if (this.#principal === undefined) throw new ParleyError("missing_api_key");
    return this.#principal;
  }

  set principal(principal: Principal) {
    this.#principal = principal;
  }
}

/** What the start of an answer, or a whole one, says beside its words. */
export type StartNotes = {
  readonly [Name in "limits" | "route" | "warnings" | "context"]?: StreamStart[Name] | undefined;
};

function timeIsUp(ms: number): ParleyError {
  return new ParleyError("upstream_timeout", {
    message: `The call took longer than the ${Math.round(ms)} ms that its x-parley-timeout allows.`,
  });
}
