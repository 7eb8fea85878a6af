import type { Call } from "../../spec/call.ts";
import type { ErrorCode } from "../../spec/errors.ts";
import type { Stage } from "../../spec/stage.ts";
import type { Catalogue } from "../catalogue.ts";
import { Flight } from "./flight.ts";
import { FollowerStream } from "./follower-stream.ts";
import { keyOf } from "./key-of.ts";

/** What a budget of one key says is nothing to another key. */
const ofTheKey: ReadonlySet<ErrorCode> = new Set(["insufficient_quota", "budget_contended"]);

interface Shared {
  readonly flight: Flight;
  /** Of the call that is charged. */
  readonly keyId: string | undefined;
}

/** Lets calls of a project that ask the same at the same time share one way, where the model's settings say so. */
export function createCoalesce(deps: { readonly catalogue: Pick<Catalogue, "planOf"> }): Stage {
  const flights = new Map<string, Shared>();
  return function coalesce(call, next) {
    if (deps.catalogue.planOf(call.model)?.coalesce !== true) return next(call);
    const key = keyOf(call);
    if (key === undefined) return next(call);
    const { keyId } = call.principal;
    const found = flights.get(key);
    if (found?.flight.joinable === true) {
      return new FollowerStream(found.flight, call.signal, true, ({ code }) =>
        ofTheKey.has(code) && keyId !== found.keyId ? next(call) : undefined,
      );
    }
    const abort = new AbortController();
    const flight = new Flight(next(common(call, abort.signal)), abort, () => {
      if (flights.get(key)?.flight === flight) flights.delete(key);
    });
    flights.set(key, { flight, keyId });
    return new FollowerStream(flight, call.signal, false, () => undefined);
  };
}

/** The call that all share lasts as long as one of them does, and has nobody's patience. */
function common({ deadline: _deadline, ...call }: Call, signal: AbortSignal): Call {
  return { ...call, signal };
}
