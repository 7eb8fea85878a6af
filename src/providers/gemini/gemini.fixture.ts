import { systemClock } from "../../lib/clock.ts";
import { Secret } from "../../lib/secret.ts";
import type { GenerateOptions } from "../../spec/call.ts";
import type { Provider } from "../../spec/provider.ts";
import {
  type PlayedUpstream,
  playRecorded,
  readAll,
  type RecordedAnswer,
  readRecorded,
} from "../upstream/recorded.fixture.ts";
import { createGemini } from "./provider.ts";

const clocks = { connect: 5_000, firstByte: 5_000, idle: 5_000, total: 20_000 };
export const signal = new AbortController().signal;

/** Ways to cut a body: whole, byte by byte, and in odd pieces. */
export const cuts: readonly (readonly number[])[] = [[1_000_000], [1], [7, 3, 11], [200, 1]];

export function recorded(name: string): RecordedAnswer {
  return readRecorded(new URL(`./fixtures/gemini-${name}.http`, import.meta.url));
}

export function providerAt(upstream: PlayedUpstream): Provider {
  return createGemini(
    { clock: systemClock },
    {
      name: "gemini",
      baseUrl: `${upstream.origin}/v1beta`,
      apiKey: new Secret("test-key"),
      headers: {},
      clocks,
      models: [],
    },
  );
}

/** What the provider makes of a recorded answer, and what it asked. */
export async function play(name: string, pieces: readonly number[], options: GenerateOptions = {}) {
  const upstream = await playRecorded([recorded(name)], { pieces });
  const provider = providerAt(upstream);
  const items = [{ type: "message", role: "user", content: [{ type: "text", text: "Hi" }] }] as const;
  const task = { kind: "generate", items, options } as const;
  const attempt = { callId: "req_1", model: "gemini-2.5-flash", task, stream: true, signal };
  const read = await readAll(provider.generate(attempt));
  await provider.close();
  return { ...read, requests: upstream.requests };
}
