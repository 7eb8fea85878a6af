import { onTestFinished } from "vitest";
import { openAiResponsesDialect } from "../../dialects/openai-responses/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Provider } from "../../spec/provider.ts";
import { scripted } from "./contract/subject.fixture.ts";
import { startMock } from "./start-mock.ts";

export const choice = 0;
export const finish = (unified: "stop" | "length" | "tool-calls"): StreamEvent => ({
  type: "choice-finish",
  choice,
  finish: { unified },
});
export const end: StreamEvent = {
  type: "end",
  model: "scripted",
  usage: { inputTokens: 12, outputTokens: 34, cachedTokens: 4, reasoningTokens: 5 },
};
/** A thought, a text with a citation, and usage. */
export const textual: readonly StreamEvent[] = [
  { type: "reasoning-delta", choice, text: "Let me " },
  { type: "reasoning-delta", choice, text: "think. 考え" },
  {
    type: "reasoning-seal",
    choice,
    seal: { maker: "openai", data: "gAAAAABo", hidden: true, id: "rs_elsewhere" },
  },
  { type: "text-delta", choice, text: "Pelicans " },
  { type: "text-delta", choice, text: "fly. 👋🏽" },
  {
    type: "annotation",
    choice,
    annotation: { type: "url", url: "https://example.com/", title: "Birds", start: 0, end: 8 },
  },
  finish("stop"),
  end,
];
/** Two calls whose arguments come by turns, as some upstreams write them. */
export const calls: readonly StreamEvent[] = [
  { type: "text-delta", choice, text: "Looking." },
  {
    type: "tool-call-start",
    choice,
    index: 0,
    callId: "call_1",
    name: "get_weather",
    kind: "function",
    seal: { maker: "google", data: "SIG" },
  },
  { type: "tool-call-start", choice, index: 1, callId: "call_2", name: "get_weather", kind: "function" },
  { type: "tool-call-delta", choice, index: 0, text: `{"city":` },
  { type: "tool-call-delta", choice, index: 1, text: `{"city":"Bo` },
  { type: "tool-call-delta", choice, index: 0, text: `"Oslo"}` },
  { type: "tool-call-delta", choice, index: 1, text: `gotá"}` },
  finish("tool-calls"),
  end,
];

/** A provider that breaks off with an error in the middle. */
export function failing(events: readonly StreamEvent[]): Provider {
  const inner = scripted(events);
  return {
    ...inner,
    generate(attempt) {
      const stream = inner.generate(attempt);
      return {
        ...stream,
        async next() {
          const result = await stream.next();
          if (result.done !== true) return result;
          throw new ParleyError("upstream_overloaded");
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}

/** The address of a server that speaks the dialect with this model behind it. */
export async function served(provider: Provider): Promise<string> {
  const mock = await startMock({
    host: "127.0.0.1",
    port: 0,
    dialect: openAiResponsesDialect,
    requestIdHeader: "x-request-id",
    provider,
    now: () => 1_700_000_000_000,
  });
  onTestFinished(() => mock.close());
  return `${mock.url}/v1`;
}
