import { onTestFinished } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import {
  type PlayedUpstream,
  type PlayOptions,
  playRecorded,
  readRecorded,
} from "../upstream/recorded.fixture.ts";
import { createOllama } from "./provider.ts";

export interface Played extends PlayedUpstream {
  readonly provider: Provider;
}

/** The provider over a socket on which these recordings are played, one for each request. */
export async function playCases(cases: readonly string[], options: PlayOptions = {}): Promise<Played> {
  const answers = cases.map((name) => recorded(name));
  const played = await playRecorded(answers, options);
  return { ...played, provider: ollamaAt(played.origin) };
}

export function recorded(name: string): ReturnType<typeof readRecorded> {
  return readRecorded(new URL(`./fixtures/ollama-${name}.http`, import.meta.url));
}

export function ollamaAt(baseUrl: string): Provider {
  const provider = createOllama(
    { now: () => 1_790_000_000_000 },
    {
      name: "home",
      baseUrl,
      apiKey: new Secret("cloud-key"),
      headers: {},
      clocks: { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 10_000 },
      models: [],
    },
  );
  onTestFinished(() => provider.close());
  return provider;
}

export const question: readonly Item[] = [
  { type: "message", role: "user", content: [{ type: "text", text: "Why is the sky blue?" }] },
];

export function attemptOf(
  task: Partial<Omit<GenerateTask, "kind">> = {},
  model = "llama3.2",
): Attempt<GenerateTask> {
  const options: GenerateOptions = {};
  return {
    callId: "req_0123456789abcdef0123456789abcdef",
    model,
    task: { kind: "generate", items: question, options, ...task },
    stream: true,
    signal: new AbortController().signal,
  };
}
