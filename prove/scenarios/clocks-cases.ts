/** Upstreams that freeze, each at another place, and the clock that must fire. */
import { begunStream, content, event, finish, done, role } from "../raw/payload.ts";
import { chunk, head, isChunked, lastChunk, type Step, types } from "../shapes/shape.ts";

export interface ClockCase {
  /** Lower case and hyphens: it is also the provider's name. */
  readonly name: string;
  readonly stream: boolean;
  /** In milliseconds, as in the settings. */
  readonly clocks: {
    readonly connect: number;
    readonly firstByte: number;
    readonly idle: number;
    readonly total: number;
  };
  /** Absent: nobody accepts the connection. */
  readonly steps?: readonly Step[];
  /** Absent: the answer is whole. */
  readonly fires?: {
    readonly clock: "connect" | "firstByte" | "idle" | "total";
    /** What the caller is told. */
    readonly says: string;
    readonly status: number;
  };
}

/** Far from each other, so that none fires in another one's place. */
const long = { connect: 4_000, firstByte: 5_000, idle: 6_000, total: 30_000 } as const;
const everyMs = 200;

const json = head(types.body, isChunked);
const sse = head(types.stream, isChunked);
const firstByte = { clock: "firstByte", says: "did not begin to answer in time", status: 504 } as const;
const idle = { clock: "idle", says: "stopped answering", status: 504 } as const;

/** @param steadyMs How long the steady stream goes on. */
export function clockCases(steadyMs: number): readonly ClockCase[] {
  const frozen = (name: string, stream: boolean, ...steps: readonly Step[]): ClockCase => ({
    name,
    stream,
    clocks: { ...long, firstByte: 1_000 },
    steps,
    fires: firstByte,
  });
  const silent = (name: string, stream: boolean, status: number, ...steps: readonly Step[]): ClockCase => ({
    name,
    stream,
    clocks: { ...long, idle: 900 },
    steps,
    fires: { ...idle, status },
  });
  const pieces = Math.ceil(steadyMs / everyMs);
  return [
    {
      name: "nobody-accepts",
      stream: true,
      clocks: { ...long, connect: 800 },
      fires: { clock: "connect", says: "could not be reached", status: 502 },
    },
    frozen("before-the-head", false),
    frozen("before-the-head-of-a-stream", true),
    frozen("within-the-head", true, "HTTP/1.1 200 OK\r\ncontent-"),
    frozen("after-early-hints", true, "HTTP/1.1 103 Early Hints\r\n\r\n"),
    silent("after-the-head", false, 504, json),
    silent("after-the-head-of-a-stream", true, 504, sse),
    silent("within-the-body", false, 504, json, chunk('{"choices":')),
    silent("after-the-role", true, 504, sse, chunk(role)),
    silent("within-the-text", true, 200, sse, chunk(begunStream)),
    silent("within-an-event", true, 200, sse, chunk(begunStream), chunk("data: {")),
    silent("after-a-drip", true, 200, sse, ...drip(8)),
    silent("before-the-end-mark", true, 200, sse, chunk(begunStream + finish)),
    {
      name: "longer-than-all",
      stream: true,
      clocks: { ...long, firstByte: 900, idle: 900, total: 2_500 },
      steps: [sse, ...drip(60)],
      fires: { clock: "total", says: "took too long", status: 200 },
    },
    {
      name: "steady",
      stream: true,
      // A machine that stalls for a second, with the upstream on it, is not what this is about.
      clocks: { connect: 5_000, firstByte: 5_000, idle: 5_000, total: steadyMs * 10 },
      steps: [sse, ...drip(pieces), chunk(finish + done), lastChunk],
    },
  ];
}

function drip(times: number): readonly Step[] {
  const piece = content[1] ?? event({ content: "." });
  return Array.from({ length: times }, () => [chunk(piece), { wait: everyMs }]).flat();
}
