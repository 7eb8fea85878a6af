import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { UpstreamLimit } from "../../spec/upstream-limit.ts";
import type { Usage } from "../../spec/usage.ts";

/** Turns the pieces of an upstream's body into events. May throw a `ParleyError` after it has added events. */
export interface Decoder {
  push(chunk: Buffer, out: StreamEvent[]): void;
  /** The body has ended. Adds the `end`, or fails with `upstream_truncated` where the answer has not ended. */
  finish(out: StreamEvent[]): void;
  /** Bytes of the largest body that it takes, where there is such a bound: one that says it is larger is not read. */
  readonly largest?: number;
}

/** What is read from the headers before the body. */
export interface Heading {
  readonly upstreamRequestId?: string;
  readonly contentType?: string;
  readonly upstreamLimits?: readonly UpstreamLimit[];
  /** Unix milliseconds. */
  readonly now: () => number;
}

export function streamEnd(heading: Heading, model: string | undefined, usage: Usage | undefined): StreamEnd {
  return {
    type: "end",
    ...(model !== undefined && { model }),
    ...(usage !== undefined && { usage }),
    ...(heading.upstreamRequestId !== undefined && { upstreamRequestId: heading.upstreamRequestId }),
    ...(heading.upstreamLimits !== undefined && { upstreamLimits: heading.upstreamLimits }),
  };
}
