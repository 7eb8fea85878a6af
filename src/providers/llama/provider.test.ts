import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { writeTinyChatModel } from "../../../test/gguf/write-tiny-chat-model.ts";
import { systemClock } from "../../lib/clock.ts";
import type { GenerateOptions } from "../../spec/call.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { JsonSchema } from "../../spec/tool.ts";
import { canRunHere } from "./can-run-here.ts";
import { createLlama, type LlamaProvider } from "./provider.ts";

const env = { PATH: process.env["PATH"] ?? "" };

let folder: string;
let provider: LlamaProvider;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-llama-"));
  writeTinyChatModel(join(folder, "tiny.gguf"));
  writeTinyChatModel(join(folder, "endless.gguf"), { answerLength: Infinity });
  provider = create();
});
afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

function create(options: { readonly idleMs?: number; readonly parallel?: number } = {}): LlamaProvider {
  return createLlama(
    { clock: systemClock, env },
    { name: "local", folder, threads: 1, gpu: "off", contextTokens: 2048, ...options },
  );
}

function ask(
  options: GenerateOptions,
  how: { model?: string; text?: string; signal?: AbortSignal; from?: LlamaProvider } = {},
) {
  const { model = "tiny", text = "Hello!", signal = new AbortController().signal, from = provider } = how;
  const items = [{ type: "message", role: "user", content: [{ type: "text", text }] }] as const;
  return from.generate({
    callId: "req_1",
    model,
    task: { kind: "generate", items, options },
    stream: true,
    signal,
  });
}

async function read(stream: AsyncIterable<StreamEvent>): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function textOf(events: readonly StreamEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

function finishOf(events: readonly StreamEvent[]): string | undefined {
  return events.find((event) => event.type === "choice-finish")?.finish.unified;
}

const schemas: readonly JsonSchema[] = [
  {
    type: "object",
    properties: {
      a: { type: "integer", minimum: -3, exclusiveMaximum: 12 },
      b: { type: ["string", "null"], maxLength: 5 },
    },
    required: ["a"],
  },
  {
    type: "object",
    properties: { x: { enum: ["one", 't"wo', 3, null, { deep: [1] }] }, y: { const: "ü" } },
    required: ["x", "y"],
    additionalProperties: false,
  },
  {
    type: "array",
    items: { anyOf: [{ type: "boolean" }, { type: "string", minLength: 2, maxLength: 3 }] },
    minItems: 2,
    maxItems: 4,
  },
  { type: "array", prefixItems: [{ type: "integer" }, { const: "x" }], items: false, minItems: 2 },
  { type: "object", additionalProperties: { type: "boolean" } },
  {
    $ref: "#/$defs/tree",
    $defs: {
      tree: {
        type: "object",
        properties: { kids: { type: "array", maxItems: 1, items: { $ref: "#/$defs/tree" } } },
        required: ["kids"],
        additionalProperties: false,
      },
    },
  },
  {
    type: "object",
    properties: {
      when: { type: "string", format: "date-time" },
      id: { type: "string", format: "uuid" },
      at: { type: "string", format: "ipv4" },
    },
    required: ["when", "id", "at"],
  },
  {
    type: "object",
    properties: Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, { type: "boolean" }])),
    required: ["c"],
  },
];

/** Formats as JSON Schema means them, written a second time. */
const formats = {
  "date-time": /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  ipv4: /^((25[0-5]|2[0-4]\d|1\d\d|\d?\d)(\.|$)){4}$/,
};

describe("a strict schema", () => {
  test.each(schemas)("%j holds, at any temperature", async (schema) => {
    const valid = new Ajv2020({ formats, strict: false }).compile(schema);
    const answers = [1, 2, 3].map((seed) =>
      read(ask({ seed, temperature: 1.5, format: { type: "json_schema", name: "s", schema, strict: true } })),
    );
    let whole = 0;
    for (const events of await Promise.all(answers)) {
      if (finishOf(events) === "length") continue; // cut by the context, as any answer can be
      whole++;
      const value: unknown = JSON.parse(textOf(events));
      expect(valid(value), `${textOf(events)} ${JSON.stringify(valid.errors)}`).toBe(true);
    }
    expect(whole).toBeGreaterThan(0);
  });
});

test("the same seed gives the same answer, alone and beside others", async () => {
  const alone = textOf(await read(ask({ seed: 5, maxOutputTokens: 60 })));
  const beside = await Promise.all([5, 6, 7, 5].map((seed) => read(ask({ seed, maxOutputTokens: 60 }))));
  expect(textOf(beside[0] ?? [])).toBe(alone);
  expect(textOf(beside[3] ?? [])).toBe(alone);
  expect(textOf(beside[1] ?? [])).not.toBe(alone);
});

test("nothing is started before the first next, and what is aborted ends at once", async () => {
  const other = create({ parallel: 1 });
  const unread = ask({}, { from: other });
  expect(other.processes.size).toBe(0);
  await unread.return();
  expect((await unread.next()).done).toBe(true);
  const gone = AbortSignal.abort();
  await expect(ask({}, { from: other, signal: gone }).next()).rejects.toMatchObject({ code: "cancelled" });
  expect(other.processes.size).toBe(0);

  const controller = new AbortController();
  const running = ask({}, { from: other, model: "endless", signal: controller.signal });
  await running.next();
  const waiting = ask({ maxOutputTokens: 2 }, { from: other, model: "endless" });
  const waited = waiting.next(); // there is one place, and it is taken
  controller.abort();
  await expect(running.next()).rejects.toMatchObject({ code: "cancelled" });
  expect((await waited).value).toMatchObject({ type: "text-delta" });
  await waiting.return();
  await other.close();
});

test("single models can have settings of their own, and names without a model are told", async () => {
  const warnings: string[] = [];
  const models = { endless: { parallel: 1, contextTokens: 512, gpuLayers: 2 }, tinny: { threads: 1 } };
  const other = createLlama(
    { clock: systemClock, env, warn: (message) => void warnings.push(message) },
    { name: "local", folder, threads: 1, gpu: "off", contextTokens: 2048, queue: 0, models },
  );
  onTestFinished(() => other.close());
  const listed = await other.listModels(new AbortController().signal);
  expect(listed.map(({ id, contextTokens }) => [id, contextTokens])).toEqual([
    ["endless", 512],
    ["tiny", 2048],
  ]);
  expect(warnings).toEqual([]);
  const running = ask({}, { from: other, model: "endless" });
  await running.next();
  expect(warnings).toEqual([
    'providers.local.models has settings for "tinny", and there is no such model. Did you mean "tiny"?',
  ]);
  // One place and no queue: the second answer is one too many. The other model has the usual four.
  await expect(ask({}, { from: other, model: "endless" }).next()).rejects.toMatchObject({
    code: "upstream_overloaded",
  });
  await running.return();
  const four = Array.from({ length: 4 }, () => read(ask({ maxOutputTokens: 2 }, { from: other })));
  expect((await Promise.all(four)).map(finishOf)).toEqual(["length", "length", "length", "length"]);
});

test("a model in several files is loaded by its first, and is the same as in one", async () => {
  const parted = mkdtempSync(join(tmpdir(), "parley-llama-"));
  onTestFinished(() => rmSync(parted, { recursive: true, force: true }));
  writeTinyChatModel(join(parted, "tiny-00001-of-00003.gguf"), { parts: 3 });
  const other = createLlama({ clock: systemClock, env }, { name: "local", folder: parted, gpu: "off" });
  onTestFinished(() => other.close());
  expect(other.models.map(({ id }) => id)).toEqual(["tiny-00001-of-00003"]);
  const options = { temperature: 0, maxOutputTokens: 30 };
  const [whole, parts] = await Promise.all([
    read(ask(options)),
    read(ask(options, { from: other, model: "tiny-00001-of-00003" })),
  ]);
  expect(textOf(parts)).toBe(textOf(whole));
  expect(textOf(parts)).not.toBe("");
});

test("a few new tokens behind a long prompt fill a tile, and usage says so", async () => {
  const other = create({ parallel: 1 });
  onTestFinished(() => other.close());
  const usage = async (text: string) => {
    const events = await read(ask({ maxOutputTokens: 1 }, { from: other, text }));
    return events.find((event) => event.type === "end")?.usage ?? {};
  };
  const long = "A long beginning of many words. ".repeat(20);
  const first = await usage(long);
  expect(first.cachedTokens).toBe(0);
  const second = await usage(`${long} And forty letters more, or about as many.`);
  const fresh = (second.inputTokens ?? 0) - (second.cachedTokens ?? 0);
  expect(fresh).toBe(64);
  expect((second.inputTokens ?? 0) - (first.inputTokens ?? 0)).toBeLessThan(60);
  const third = await usage(`${long} And so on.`);
  expect((third.inputTokens ?? 0) - (third.cachedTokens ?? 0)).toBeLessThan(64);
});

test("a model without calls is unloaded, and loaded again by the next", async () => {
  const other = create({ idleMs: 50 });
  await read(ask({ maxOutputTokens: 1 }, { from: other }));
  expect(other.processes.get("tiny")).toBeTypeOf("number");
  await expect.poll(() => other.processes.size, { timeout: 5_000 }).toBe(0);
  expect(finishOf(await read(ask({ maxOutputTokens: 1 }, { from: other })))).toBe("length");
  await other.close();
});

test("log probabilities are the model's own, whatever the temperature", async () => {
  const first = async (temperature: number) => {
    const [event] = await read(
      ask({ temperature, seed: 1, maxOutputTokens: 1, logprobs: true, topLogprobs: 5 }),
    );
    return event?.type === "text-delta" ? event.logprobs?.[0]?.top : undefined;
  };
  const top = await first(0);
  expect(top).toHaveLength(5);
  expect(top?.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)).toBeLessThanOrEqual(1.000_001);
  expect(await first(1.5)).toEqual(top);
});

test("says whether it can run here", async () => {
  expect(await canRunHere(env)).toEqual({ ok: true, why: expect.stringContaining("llama.cpp") });
});
