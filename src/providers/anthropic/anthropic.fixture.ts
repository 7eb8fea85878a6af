import { onTestFinished } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { GenerateTask, Source } from "../../spec/call.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import type { Decoder } from "../upstream/decoder.ts";
import {
  playRecorded,
  type PlayedUpstream,
  type PlayOptions,
  readRecorded,
} from "../upstream/recorded.fixture.ts";
import { createAnthropic } from "./provider.ts";

/** The moment at which all recorded answers came. */
export const now = Date.parse("2026-11-22T20:00:00Z");

const clocks = { connect: 5_000, firstByte: 5_000, idle: 5_000, total: 10_000 };

/** A recorded answer by its case. */
export function recorded(name: string) {
  return readRecorded(new URL(`./fixtures/anthropic-${name}.http`, import.meta.url));
}

/** The provider before an upstream that plays recorded answers, one for each request. */
export async function played(
  names: readonly string[],
  options: PlayOptions = {},
  headers: Readonly<Record<string, Secret>> = {},
): Promise<{ readonly provider: Provider; readonly upstream: PlayedUpstream }> {
  const upstream = await playRecorded(names.map(recorded), options);
  const provider = createAnthropic(
    { now: () => now },
    {
      name: "claude",
      baseUrl: `${upstream.origin}/v1`,
      apiKey: new Secret("sk-ant-1"),
      headers,
      clocks,
      models: [],
    },
  );
  onTestFinished(() => provider.close());
  return { provider, upstream };
}

/** An attempt at a task; without one, at a greeting. */
export function attemptOf(
  task: Partial<GenerateTask> = {},
  rest: Partial<Omit<Attempt<GenerateTask>, "task">> = {},
): Attempt<GenerateTask> {
  const greeting = { type: "message", role: "user", content: [{ type: "text", text: "Hello" }] } as const;
  return {
    callId: "req_1",
    model: "claude-opus-4-8",
    task: { kind: "generate", items: [greeting], options: {}, ...task },
    stream: true,
    signal: new AbortController().signal,
    ...rest,
  };
}

/** A caller's request in the API's own dialect. */
export function sourceOf(text: string, modelSpan?: readonly [number, number]): Source {
  const body = JSON.parse(text) as Record<string, unknown>;
  const bytes = Buffer.from(text);
  return {
    dialect: "messages",
    bytes,
    body,
    includeUsage: false,
    ...(modelSpan !== undefined && { modelSpan }),
  };
}

/** Feeds a decoder in pieces; returns what came out and the error, if any. */
export function feed(
  decoder: Decoder,
  bytes: Buffer,
  cuts: readonly number[],
): { readonly events: readonly StreamEvent[]; readonly error: unknown } {
  const events: StreamEvent[] = [];
  try {
    let at = 0;
    for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
      if (cut > at) decoder.push(bytes.subarray(at, cut), events);
      at = Math.max(at, cut);
    }
    decoder.finish(events);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

/** Puts neighbouring deltas of one kind together: how an answer was cut says nothing. */
export function merged(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const out: StreamEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    const same = last !== undefined && "text" in last && "text" in event && last.type === event.type;
    const oneCall = same && "index" in last && "index" in event ? last.index === event.index : same;
    if (same && oneCall) out[out.length - 1] = { ...last, text: last.text + event.text } as StreamEvent;
    else out.push(event);
  }
  return out;
}
