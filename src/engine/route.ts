import type { SchemaChecker } from "../lib/schema-checker.ts";
import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream } from "../spec/event.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { AttemptDeps } from "./attempt-entry.ts";
import type { Catalogue } from "./catalogue.ts";
import { RoutedStream } from "./route/routed-stream.ts";

export interface RouteStageDeps extends AttemptDeps {
  readonly catalogue: Pick<Catalogue, "planOf">;
  /** A number in `[0, 1)`, another one each time: where chance decides between targets, and how long a pause is. */
  readonly random: () => number;
  readonly schemas: SchemaChecker;
  /** Resolves after so many milliseconds, or soon after `signal`. By default by the system's timers. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The last stage: chooses the targets and tries them in order, and around again, until one of them begins to answer. */
export function createRoute(deps: RouteStageDeps): Stage {
  return function route(call: Call, _next: Next): EventStream {
    const plan = deps.catalogue.planOf(call.model);
    if (plan === undefined) throw unknownModel(call.model);
    return new RoutedStream(deps, call, plan);
  };
}

/** In OpenAI's words, which clients look for. */
export function unknownModel(name: string): ParleyError {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return new ParleyError("model_not_found", {
    message: `The model \`${shown}\` does not exist or you do not have access to it. GET /v1/models lists those that do.`,
  });
}
