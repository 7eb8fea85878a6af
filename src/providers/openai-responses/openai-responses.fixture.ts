import { onTestFinished } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Item } from "../../spec/item.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import {
  type PlayedUpstream,
  type PlayOptions,
  playRecorded,
  readRecorded,
  type RecordedAnswer,
} from "../upstream/recorded.fixture.ts";
import { createOpenAiResponses } from "./provider.ts";

export const recorded = (name: string): RecordedAnswer =>
  readRecorded(new URL(`fixtures/openai-responses-${name}.http`, import.meta.url));

export function attemptOf(
  items: readonly Item[],
  options: GenerateOptions = {},
  model = "gpt-5.1",
): Attempt<GenerateTask> {
  return {
    callId: "req_1",
    requestId: "req_1-1",
    model,
    task: { kind: "generate", items, options },
    stream: true,
    signal: new AbortController().signal,
  };
}

export const hello: readonly Item[] = [
  { type: "message", role: "user", content: [{ type: "text", text: "Hi!" }] },
];

/** The provider in front of an upstream that plays these answers; both end with the test. */
export async function played(
  answers: readonly RecordedAnswer[],
  options: PlayOptions = {},
): Promise<{ readonly provider: Provider; readonly upstream: PlayedUpstream }> {
  const upstream = await playRecorded(answers, options);
  const provider = createOpenAiResponses(
    { now: () => 1_700_000_000_000 },
    {
      name: "responses",
      baseUrl: `${upstream.origin}/v1`,
      apiKey: new Secret("sk-test"),
      headers: {},
      clocks: { connect: 5_000, firstByte: 5_000, idle: 5_000, total: 20_000 },
      models: ["gpt-5.1"],
    },
  );
  onTestFinished(() => provider.close());
  return { provider, upstream };
}

type Piece = Extract<StreamEvent, { readonly text: string }>;

/** The same events with neighbouring pieces of the same thing put together. */
export function merged(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const out: StreamEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (last !== undefined && "text" in event && "text" in last && sameThing(last, event)) {
      out[out.length - 1] = joined(last, event);
    } else out.push(event);
  }
  return out;
}

function sameThing(left: Piece, right: Piece): boolean {
  if (left.type !== right.type || left.choice !== right.choice) return false;
  return !("index" in left) || !("index" in right) || left.index === right.index;
}

function joined(left: Piece, right: Piece): StreamEvent {
  const text = left.text + right.text;
  if (left.type !== "text-delta" || right.type !== "text-delta") return { ...left, text };
  const logprobs = [...(left.logprobs ?? []), ...(right.logprobs ?? [])];
  return { ...left, text, ...(logprobs.length > 0 && { logprobs }) };
}
