/** The ways of one event through Parley: out of an upstream's bytes, and into those of OpenAI's chat. */
import { EventStreamCodec } from "@smithy/eventstream-codec";
import { ChatRenderer, type Frame } from "../../src/dialects/openai/chat/present.ts";
import { MessagesTranslator } from "../../src/providers/anthropic/events.ts";
import { ConverseDecoder } from "../../src/providers/bedrock/events.ts";
import { GeminiDecoder } from "../../src/providers/gemini/events.ts";
import { createErrors } from "../../src/providers/ollama/errors.ts";
import { OllamaTranslator } from "../../src/providers/ollama/events.ts";
import { ChatTranslator } from "../../src/providers/openai-compatible/events.ts";
import { ChatForwarder } from "../../src/providers/openai-compatible/forward.ts";
import { ResponsesTranslator } from "../../src/providers/openai-responses/events.ts";
import type { Decoder, Heading } from "../../src/providers/upstream/decoder.ts";
import { rehearsedDialects, type RehearsedName } from "../../src/server/rehearse/dialects.ts";
import type { GenerateTask } from "../../src/spec/call.ts";
import type { AnswerWriter } from "../../src/spec/dialect.ts";
import type { StreamEvent } from "../../src/spec/event.ts";

/** Words of one stream; its beginning and its end are part of what a word costs. */
export const words = 300;

export interface Lane {
  readonly name: string;
  /** Reads a whole stream and writes it again; gives the bytes that were written. */
  readonly run: () => number;
}

const heading: Heading = { now: () => 0, contentType: "text/event-stream" };
const task: GenerateTask = { kind: "generate", items: [], options: {} };
const toUtf8 = (bytes: Uint8Array | string): string =>
  typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8");
const fromUtf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");

const decoders: readonly (readonly [name: string, as: RehearsedName, create: () => Decoder])[] = [
  ["openai-compatible", "openai", () => new ChatTranslator(heading, "0")],
  ["anthropic", "anthropic", () => new MessagesTranslator(heading)],
  ["bedrock", "bedrock", () => new ConverseDecoder(heading, new EventStreamCodec(toUtf8, fromUtf8))],
  ["gemini", "gemini", () => new GeminiDecoder(heading, task, "0")],
  [
    "ollama",
    "ollama",
    () =>
      new OllamaTranslator({ heading, errors: createErrors("ollama"), model: "rehearsal", callId: "req_0" }),
  ],
  ["openai-responses", "openai-responses", () => new ResponsesTranslator(heading, [])],
];

/** What the others are compared with: the upstream's bytes are looked over and handed on. */
export const fastLane: Lane = laneOf("fast lane", "openai", () => new ChatForwarder(heading, false));

/** One for each provider behind HTTP. */
export const mappedLanes: readonly Lane[] = decoders.map(([name, as, create]) => laneOf(name, as, create));

function laneOf(name: string, as: RehearsedName, create: () => Decoder): Lane {
  const chunks = streamOf(as);
  return { name, run: () => readAndWrite(chunks, create()) };
}

const frame: Frame = {
  id: "chatcmpl-0",
  created: 1_760_000_000,
  model: "rehearsal",
  includeUsage: false,
  legacyFunctions: false,
};

function readAndWrite(chunks: readonly Buffer[], decoder: Decoder): number {
  const renderer = new ChatRenderer(frame);
  let written = 0;
  let ended = false;
  const events: StreamEvent[] = [];
  const write = (): void => {
    for (const event of events) {
      ended ||= event.type === "end";
      const text = event.type === "end" ? renderer.end(event) : renderer.event(event);
      written += typeof text === "string" ? Buffer.byteLength(text) : text.length;
    }
    events.length = 0;
  };
  for (const chunk of chunks) {
    decoder.push(chunk, events);
    write();
  }
  if (!ended) decoder.finish(events);
  write();
  if (!ended) throw new Error("A stream did not end.");
  return written;
}

/** A stream as the upstream sends it: each word in a piece of its own. */
function streamOf(as: RehearsedName): readonly Buffer[] {
  const writer = writerOf(as);
  const pieces = Array.from({ length: words }, () =>
    writer.event({ type: "text-delta", choice: 0, text: " answer" }),
  );
  pieces.push(
    writer.event({ type: "choice-finish", choice: 0, finish: { unified: "stop", raw: "stop" } }),
    writer.end({ type: "end", model: "rehearsal", usage: { inputTokens: 412, outputTokens: words } }),
  );
  return pieces.filter((piece) => piece.length > 0).map((piece) => Buffer.from(piece));
}

function writerOf(as: RehearsedName): AnswerWriter {
  const { dialect, example } = rehearsedDialects[as];
  const path =
    as === "gemini" ? example.path.replace("generateContent", "streamGenerateContent") : example.path;
  const asked = dialect.read({
    method: "POST",
    path,
    query: as === "gemini" ? { alt: "sse" } : {},
    headers: {},
    body: { ...example.body, ...(!["gemini", "bedrock"].includes(as) && { stream: true }) },
  });
  if (asked?.kind !== "answer") throw new TypeError(`the example of ${as} asks for no answer`);
  return asked.writer({ id: "0".repeat(32), createdMs: 1_760_000_000_000, model: "rehearsal" });
}
