import { createServer, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { listening } from "../../../lib/raw-upstream.fixture.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { StreamEvent } from "../../../spec/event.ts";
import { readAll } from "../../../providers/upstream/recorded.fixture.ts";
import {
  answerOf,
  begin,
  patientClocks,
  scripted,
  setStage,
  startMiddleman,
  startTruth,
  type Subject,
} from "./subject.fixture.ts";

const impatient = { connect: 1_000, firstByte: 300, idle: 300, total: 5_000 };
const head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

/** Writes without end, until the other side has had enough. */
function flood(socket: Socket, start: string, piece: string): void {
  const more = (): void => {
    while (socket.writable && socket.write(piece));
  };
  socket.on("drain", more);
  socket.write(start);
  more();
}

const page = "<!doctype html><title>Welcome to the hotel</title>";
const whole = (status: string, type: string, body: string) =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const deep = "[".repeat(100_000);
const kilobytes = "a".repeat(64 * 1024);
const chunk = `10000\r\n${kilobytes}\r\n`;

const hostile: Readonly<Record<string, (socket: Socket) => void>> = {
  "no HTTP at all": (socket) => socket.end("hello, what is this?\n\n"),
  "binary garbage": (socket) =>
    socket.end(Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 197) % 256))),
  "headers without end": (socket) => flood(socket, head, `x-more: ${kilobytes}\r\n`),
  "a head and nothing else": (socket) => socket.write(head),
  "a page of a captive portal": (socket) => socket.end(whole("200 OK", "text/html", page)),
  "a redirect": (socket) =>
    socket.end("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"),
  "an empty body": (socket) => socket.end(whole("200 OK", "application/json", "")),
  "JSON null": (socket) => socket.end(whole("200 OK", "application/json", "null\n")),
  "a list": (socket) => socket.end(whole("200 OK", "application/json", "[]\n")),
  "events that are no objects": (socket) =>
    socket.end(whole("200 OK", "text/event-stream", "data: null\n\ndata: 5\n\ndata: []\n\n")),
  "JSON nested deeply": (socket) =>
    socket.end(whole("200 OK", "text/event-stream", `data: ${deep}\n\n${deep}\n`)),
  "one event without end": (socket) =>
    flood(socket, `${head}transfer-encoding: chunked\r\n\r\n6\r\ndata: \r\n`, chunk),
  "an error page": (socket) => socket.end(whole("500 No", "text/html", page)),
  "an error without end": (socket) =>
    flood(socket, "HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n", chunk),
  "an error that is no error": (socket) =>
    socket.end(whole("429 No", "application/json", '{"error":[5,null]}')),
  silence: () => undefined,
};

const letters = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
    fc.constantFrom("日本語", "👩🏽‍🚀", "🇺🇳", "é", "한국어 ", '"\\\n', "\u2028", "</think>", "data: [DONE]\n\n"),
  ),
  { minLength: 1, maxLength: 12 },
);

/** Whatever comes over the wire, it ends in an answer or a `ParleyError`, and in bounds. */
export function hostility(subject: Subject): void {
  const truth = startTruth();
  afterAll(() => truth.close());

  test.each(Object.entries(hostile))("an upstream that sends %s is a ParleyError", async (_name, act) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => socket.destroy());
      socket.once("data", () => act(socket));
    });
    const port = await listening(server);
    const provider = subject.create(`http://127.0.0.1:${port}${subject.basePath}`, impatient);
    onTestFinished(async () => {
      await provider.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    const { events, error } = await readAll(begin(provider, { says: ["Hello"] }));
    expect(error).toBeInstanceOf(ParleyError);
    expect((error as ParleyError).message).not.toContain("hotel");
    expect(events.some(({ type }) => type === "end")).toBe(false);
    await provider.listModels(new AbortController().signal).then(
      (models) => expect(models).toBeInstanceOf(Array),
      (failure: unknown) => expect(failure).toBeInstanceOf(ParleyError),
    );
  });

  describe("streams", () => {
    test("cut anywhere give the same text", async () => {
      let events: readonly StreamEvent[] = [];
      const model = scripted([]);
      const { mock } = await setStage(subject, { ...model, generate: (a) => scripted(events).generate(a) });
      const man = await startMiddleman(mock.url);
      const provider = subject.create(man.url + subject.basePath, patientClocks);
      await fc.assert(
        fc.asyncProperty(letters, fc.array(fc.nat(), { maxLength: 12 }), async (pieces, cuts) => {
          events = [
            ...pieces.map((text) => ({ type: "text-delta", choice: 0, text }) as const),
            { type: "choice-finish", choice: 0, finish: { unified: "stop" } },
            { type: "end", usage: { inputTokens: 3, outputTokens: 5 } },
          ];
          man.mangle = (body) => piecesOf(body, cuts);
          const heard = await answerOf(provider, { says: ["?"], model: "scripted" });
          expect(heard.error).toBeUndefined();
          expect(heard.texts).toEqual([pieces.join("")]);
          expect(heard.end?.usage).toMatchObject({ inputTokens: 3, outputTokens: 5 });
        }),
        { numRuns: 150 },
      );
      await provider.close();
    });

    test("with anything changed in them end in an answer or a ParleyError", async () => {
      const { mock } = await setStage(subject, truth.provider);
      const man = await startMiddleman(mock.url);
      const provider = subject.create(man.url + subject.basePath, patientClocks);
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.constantFrom(...strange), fc.boolean(), async (place, value, byte) => {
          man.mangle = (body) => [byte ? changedByte(body, place) : changedValue(body, place, value)];
          const { events, error } = await readAll(begin(provider, { says: ["Count to 3"] }));
          if (error === undefined) expect(events.at(-1)?.type).toBe("end");
          else expect(error).toBeInstanceOf(ParleyError);
        }),
        { numRuns: 150 },
      );
      await provider.close();
    });
  });
}

const strange = [
  "null",
  "-1",
  "1e400",
  '"x"',
  "[]",
  "{}",
  "[null]",
  "true",
  '{"type":5}',
  '""',
  "[[[",
  "0.5",
];

function piecesOf(body: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = cuts.map((cut) => cut % (body.length + 1)).toSorted((a, b) => a - b);
  const ends = [...places, body.length];
  return ends.map((end, index) => body.subarray(index === 0 ? 0 : ends[index - 1], end));
}

function changedByte(body: Buffer, place: number): Buffer {
  const out = Buffer.from(body);
  if (out.length > 0) out[place % out.length] = (place >> 3) & 0xff;
  return out;
}

/** Exchanges one value of the JSON in a body. */
function changedValue(body: Buffer, place: number, value: string): Buffer {
  const text = body.toString("latin1");
  const found = [...text.matchAll(/:(?:"[^"\\]*"|\d+|null|true|false|\[[^[\]{}]*\]|\{[^{}]*\})/g)];
  const one = found[place % Math.max(1, found.length)];
  if (one === undefined) return changedByte(body, place);
  return Buffer.from(
    `${text.slice(0, one.index)}:${value}${text.slice(one.index + one[0].length)}`,
    "latin1",
  );
}
