/** The official clients that hear the answers: two major versions of OpenAI's, and Anthropic's for the slow lane. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import OpenAI6 from "openai-node20";
import type { Door } from "../clients/ask.ts";

/** No call may hang longer, in milliseconds. */
const patienceMs = 30_000;

/** What a client saw: all of it, or an error and what came before it. */
export interface Heard {
  readonly text: string;
  /** Absent where the client took the answer for whole. */
  readonly error?: string;
  readonly hung: boolean;
}

export interface Reader {
  readonly name: string;
  /** Whether the caller gets a stream. */
  readonly stream: boolean;
  /** Whether Parley asks the upstream for one, too: it always does where it translates. */
  readonly upstreamStream: boolean;
  read(door: Door, model: string, question: string): Promise<Heard>;
}

type Say = (text: string) => void;
type Ask = (door: Door, model: string, question: string, signal: AbortSignal, say: Say) => Promise<void>;

export const readers: readonly Reader[] = [
  reader("openai 7, streamed", true, true, openAiStream(OpenAI)),
  reader("openai 7", false, false, openAiBody(OpenAI)),
  reader("openai 6, streamed", true, true, openAiStream(OpenAI6 as unknown as typeof OpenAI)),
  reader("openai 6", false, false, openAiBody(OpenAI6 as unknown as typeof OpenAI)),
  reader("anthropic, streamed", true, true, anthropicStream),
  reader("anthropic", false, true, anthropicBody),
];

function reader(name: string, stream: boolean, upstreamStream: boolean, ask: Ask): Reader {
  return {
    name,
    stream,
    upstreamStream,
    async read(door, model, question) {
      let text = "";
      const signal = AbortSignal.timeout(patienceMs);
      try {
        await ask(door, model, question, signal, (piece) => (text += piece));
        return { text, hung: false };
      } catch (error) {
        return { text, error: String(error).slice(0, 200), hung: signal.aborted };
      }
    },
  };
}

const once = { maxRetries: 0, timeout: patienceMs, logLevel: "off" } as const;
const noRetries = { "x-parley-retries": "0" } as const;
const user = (content: string) => [{ role: "user" as const, content }];

/** Version 6 has the same names and shapes as far as they are used here. */
function openAiStream(Client: typeof OpenAI): Ask {
  return async (door, model, question, signal, say) => {
    const client = new Client({ baseURL: `${door.url}/v1`, apiKey: door.key, ...once });
    const body = { model, messages: user(question), stream: true } as const;
    const stream = await client.chat.completions.create(body, { signal, headers: noRetries });
    for await (const { choices } of stream) {
      const delta = choices[0]?.delta;
      say(delta?.content ?? "");
      for (const call of delta?.tool_calls ?? []) say(call.function?.arguments ?? "");
    }
    signal.throwIfAborted(); // the client ends quietly when it was aborted
  };
}

function openAiBody(Client: typeof OpenAI): Ask {
  return async (door, model, question, signal, say) => {
    const client = new Client({ baseURL: `${door.url}/v1`, apiKey: door.key, ...once });
    const body = { model, messages: user(question) };
    const answer = await client.chat.completions.create(body, { signal, headers: noRetries });
    say(answer.choices[0]?.message.content ?? "");
  };
}

async function anthropicStream(...[door, model, question, signal, say]: Parameters<Ask>): Promise<void> {
  const client = new Anthropic({ baseURL: door.url, apiKey: door.key, ...once });
  const body = { model, max_tokens: 1_000, messages: user(question), stream: true } as const;
  const stream = await client.messages.create(body, { signal, headers: noRetries });
  for await (const event of stream) {
    if (event.type !== "content_block_delta") continue;
    if (event.delta.type === "text_delta") say(event.delta.text);
    if (event.delta.type === "input_json_delta") say(event.delta.partial_json);
  }
  signal.throwIfAborted();
}

async function anthropicBody(...[door, model, question, signal, say]: Parameters<Ask>): Promise<void> {
  const client = new Anthropic({ baseURL: door.url, apiKey: door.key, ...once });
  const body = { model, max_tokens: 1_000, messages: user(question) };
  const answer = await client.messages.create(body, { signal, headers: noRetries });
  for (const block of answer.content) {
    if (block.type === "text") say(block.text);
    if (block.type === "tool_use") say(JSON.stringify(block.input));
  }
}
