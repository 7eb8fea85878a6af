import { z } from "zod";
import { validate } from "../lib/validate.ts";
import { ParleyError } from "../spec/errors.ts";
import type { CallOptions, ParleyOptions, SessionOptions } from "./create-parley.ts";

const known: Readonly<Record<keyof ParleyOptions, true>> = {
  data: true,
  settings: true,
  env: true,
  warn: true,
};
const ofSettings: readonly string[] = ["providers", "models", "defaultModel", "conversations"];

/** An option that does not exist is the programmer's mistake: a `TypeError` that names it. */
export function checkParleyOptions(options: ParleyOptions): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError("createParley takes an object of options");
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const hint = ofSettings.includes(unknown)
    ? `put it into 'settings': { settings: { ${unknown}: … } }`
    : `known are ${Object.keys(known).join(", ")}`;
  throw new TypeError(`createParley has no option '${unknown}'; ${hint}`);
}

const callOptions = z.strictObject({ signal: z.instanceof(AbortSignal).optional() });

/** The second argument of a call. Fails with the path of its fault. */
export function readSignal(options: CallOptions | undefined): AbortSignal | undefined {
  return options === undefined ? undefined : validate(callOptions, options, "second argument").signal;
}

/** It is easily put beside the prompt, as it is with `fetch`. */
export function refuseSignal(request: unknown): void {
  if (typeof request !== "object" || request === null || !Object.hasOwn(request, "signal")) return;
  throw new ParleyError("unknown_parameter", {
    message: "Unknown parameter: 'signal'. Pass it as the second argument: (request, { signal }).",
    param: "signal",
  });
}

const sessionOptions = z.strictObject({
  token: z.string().min(1).optional(),
  model: z.string().min(1).optional(),
  instructions: z.string().optional(),
});

/** The argument of `session`. Fails with the path of its fault. */
export function checkSessionOptions(options: SessionOptions): void {
  validate(sessionOptions, options, "argument");
}
