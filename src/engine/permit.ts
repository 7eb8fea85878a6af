import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream } from "../spec/event.ts";
import type { Principal } from "../spec/principal.ts";
import type { Next, Stage } from "../spec/stage.ts";

/** Refuses calls for models that the caller's key does not allow, before anything else is known of them. */
export function createPermit(): Stage {
  return function permit(call: Call, next: Next): EventStream {
    demandModel(call.principal, call.model);
    return next(call);
  };
}

/**
 * Fails with `model_not_allowed` where the principal's key does not allow the model: also for names that mean nothing, so
 * that nobody learns which ones do.
 */
export function demandModel({ bounds }: Principal, model: string): void {
  if (bounds?.allowsModel === undefined || bounds.allowsModel(model)) return;
  const shown = model.length > 100 ? `${model.slice(0, 100)}…` : model;
  throw new ParleyError("model_not_allowed", {
    message: `This key may not use the model \`${shown}\`. GET /v1/models lists those that it may.`,
  });
}
