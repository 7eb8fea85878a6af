import type { Call } from "./call.ts";
import type { EventStream } from "./event.ts";

/** The rest of the pipeline. */
export type Next = (call: Call) => EventStream;

/**
 * One step of a call. Stages are composed once, when the engine is built.
 * Work that must follow the answer wraps the returned stream: code after `next(call)` runs
 * before the first event is read.
 */
export type Stage = (call: Call, next: Next) => EventStream;
