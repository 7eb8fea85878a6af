import { afterAll, expect, test } from "vitest";
import { createSchemaChecker } from "../../lib/schema-checker.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { AnswerFormat } from "../../spec/tool.ts";
import { askAgain } from "./ask-again.ts";
import { FittedStream, UnfitAnswer } from "./fitted-stream.ts";

const checker = createSchemaChecker();
afterAll(() => checker.close());

const person: AnswerFormat = {
  type: "json_schema",
  name: "person",
  strict: true,
  schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
};

const piece = (text: string, choice = 0): StreamEvent => ({ type: "text-delta", choice, text });
const finish = (unified: Finish["unified"] = "stop", choice = 0): StreamEvent => ({
  type: "choice-finish",
  choice,
  finish: { unified },
});
const end: StreamEvent = { type: "end", usage: { inputTokens: 1, outputTokens: 2 } };

interface Scripted extends EventStream {
  left: boolean;
}

function scripted(events: readonly StreamEvent[]): Scripted {
  const rest = [...events];
  return {
    left: false,
    next() {
      const value = rest.shift();
      return Promise.resolve(value === undefined ? { done: true, value: undefined } : { done: false, value });
    },
    return() {
      this.left = true;
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function read(
  events: readonly StreamEvent[],
  format: AnswerFormat = person,
): Promise<readonly StreamEvent[]> {
  const out: StreamEvent[] = [];
  for await (const event of new FittedStream(scripted(events), format, checker)) out.push(event);
  return out;
}

test("an answer that fits comes out as it went in, event by event", async () => {
  const events = [piece('{"na'), piece('me":"'), piece('你好 👋"}'), finish(), end];
  expect(await read(events)).toEqual(events);
});

test.each([
  ['```json\n{"name": "Ada"}\n```', '{"name": "Ada"}'],
  ["{'name': 'Ada',}", '{"name": "Ada"}'],
])("%s is mended", async (text, mended) => {
  const events = [piece(text.slice(0, 4)), piece(text.slice(4)), finish(), end];
  expect(await read(events)).toEqual([piece(mended), finish(), end]);
});

test.each([
  ["Ada", "It is no JSON."],
  ['{"name": 5}', "#/name"],
  ["{}", "name"],
])("%s is refused, with nothing handed on", async (text, fault) => {
  const stream = new FittedStream(scripted([piece(text), finish(), end]), person, checker);
  const thrown: unknown = await stream.next().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UnfitAnswer);
  expect(thrown).toMatchObject({ code: "answer_unfit", text });
  expect((thrown as UnfitAnswer).faults.join()).toContain(fault);
});

test("each choice is judged by itself", async () => {
  const good = piece('{"name":"Ada"}', 0);
  await expect(read([good, piece("no", 1), finish("stop", 0), finish("stop", 1), end])).rejects.toThrow(
    UnfitAnswer,
  );
  const cut = [good, piece('{"na', 1), finish("stop", 0), finish("length", 1), end];
  expect(await read(cut)).toEqual(cut);
});

test.each(["length", "tool-calls", "content-filter"] as const)(
  "what ends by %s is handed on",
  async (how) => {
    const events = [piece("no JSON"), finish(how), end];
    expect(await read(events)).toEqual(events);
  },
);

test("a refusal is handed on", async () => {
  const events: StreamEvent[] = [{ type: "refusal-delta", choice: 0, text: "No." }, finish(), end];
  expect(await read(events)).toEqual(events);
});

test("a JSON object is any object, and nothing else", async () => {
  const events = [piece('{"a":1}'), finish(), end];
  expect(await read(events, { type: "json_object" })).toEqual(events);
  await expect(read([piece("[1]"), finish(), end], { type: "json_object" })).rejects.toThrow(
    "no JSON object",
  );
});

test("who leaves before the first event leaves the inner stream, too", async () => {
  const inner = scripted([piece("x")]);
  await new FittedStream(inner, person, checker).return();
  expect(inner.left).toBe(true);
});

test("the question is asked again with what was wrong", () => {
  const call = {
    id: "req_1",
    principal: { projectId: "p", name: "test" },
    model: "m",
    stream: true,
    signal: new AbortController().signal,
    task: { kind: "generate", items: [], options: { format: person } },
    source: { dialect: "chat", bytes: Buffer.from("{}"), body: {}, includeUsage: false },
  } as const;
  const again = askAgain(call, new UnfitAnswer("Ada", ["#/name: missing"]));
  expect(again.source).toBeUndefined();
  expect(again.task).toMatchObject({
    items: [
      { role: "assistant", content: [{ text: "Ada" }] },
      { role: "user", content: [{ text: expect.stringContaining("#/name: missing") as string }] },
    ],
    options: { format: person },
  });
});
