import fc from "fast-check";
import { expect, test } from "vitest";
import { openAiDialect } from "../../dialects/openai/dialect.ts";
import { presets } from "../../providers/openai-compatible/presets.ts";
import { chatBody } from "../../providers/openai-compatible/request.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import type { AnswerFormat, Tool, ToolChoice } from "../../spec/tool.ts";

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const name = fc.stringMatching(/^[a-z]\w{0,20}$/);
const text = words.map<ContentPart>((said) => ({ type: "text", text: said }));
const part = fc.oneof(
  text,
  fc.constantFrom<ContentPart>(
    { type: "image", url: "https://a.example/cat.png", detail: "low" },
    { type: "image", url: "data:image/png;base64,AAAA" },
    { type: "audio", data: "AAAA", format: "wav" },
    { type: "file", data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
    { type: "file", fileId: "file-1" },
  ),
);
const content = fc.array(part, { minLength: 1, maxLength: 3 });
const call = fc.record({ callId: name, name, arguments: words });

/** Turns as the protocol has them: what tools say follows the calls. */
const turn: fc.Arbitrary<readonly Item[]> = fc.oneof(
  fc
    .record({ role: fc.constantFrom("user", "system", "developer"), content })
    .map((said) => [{ type: "message", ...said } as Item]),
  fc.record({ content, name }).map((said) => [{ type: "message", role: "user", ...said } as Item]),
  fc
    .array(text, { minLength: 1, maxLength: 2 })
    .map((parts) => [{ type: "message", role: "assistant", content: parts } as Item]),
  fc
    .record({ call, custom: fc.boolean(), output: fc.array(text, { minLength: 1, maxLength: 2 }) })
    .map(({ call: asked, custom, output }) => [
      { type: "function_call", ...asked, ...(custom && { kind: "custom" }) } as Item,
      { type: "function_call_output", callId: asked.callId, output } as Item,
    ]),
);

const tools = fc.uniqueArray(
  fc.oneof(
    name.map<Tool>((of) => ({
      type: "function",
      name: of,
      description: of,
      parameters: { type: "object" },
      strict: true,
    })),
    name.map<Tool>((of) => ({ type: "custom", name: of })),
  ),
  { minLength: 1, maxLength: 3, selector: (tool) => tool.name },
);
const format = fc.constantFrom<AnswerFormat>(
  { type: "text" },
  { type: "json_object" },
  { type: "json_schema", name: "n", schema: { type: "object" }, strict: true, description: "d" },
);
const choiceOf = (all: readonly Tool[]) =>
  fc.constantFrom<ToolChoice>(
    { type: "none" },
    { type: "auto" },
    { type: "required" },
    { type: "named", name: all[0]?.name ?? "" },
    { type: "allowed", mode: "required", names: all.map((tool) => tool.name) },
  );
const plain = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
    temperature: fc.constantFrom(0, 0.5, 2),
    topP: fc.constantFrom(0.1, 1),
    topK: fc.integer({ min: 1, max: 100 }),
    choices: fc.integer({ min: 1, max: 8 }),
    stop: fc.array(words, { minLength: 1, maxLength: 4 }),
    presencePenalty: fc.constantFrom(-2, 1.5),
    frequencyPenalty: fc.constantFrom(-2, 1.5),
    logitBias: fc.constant({ "50256": -100 }),
    logprobs: fc.boolean(),
    topLogprobs: fc.integer({ min: 0, max: 20 }),
    seed: fc.nat(),
    format,
    reasoningEffort: fc.constantFrom("low", "high"),
    verbosity: fc.constantFrom("low", "high"),
    endUser: name,
    cacheKey: name,
    serviceTier: fc.constantFrom("auto", "flex"),
  },
  { requiredKeys: [] },
);
const withTools = tools.chain((all) =>
  fc.record(
    { tools: fc.constant(all), toolChoice: choiceOf(all), parallelToolCalls: fc.boolean() },
    { requiredKeys: ["tools"] },
  ),
);
const options = fc
  .tuple(plain, fc.option(withTools))
  .map(([some, more]) => ({ ...some, ...more }) as GenerateOptions);
const tasks = fc.record({
  items: fc.array(turn, { minLength: 1, maxLength: 5 }).map((turns) => turns.flat()),
  options,
});

/** Nothing is made canonical. Thoughts are not among the items: this protocol takes none back. */
test("a task of any kind that the protocol knows comes through the request as it was", () => {
  fc.assert(
    fc.property(tasks, (asked) => {
      const task: GenerateTask = { kind: "generate", ...asked };
      const attempt = {
        callId: "req_1",
        model: "m",
        task,
        stream: true,
        signal: new AbortController().signal,
      };
      const body = JSON.parse(chatBody(attempt, presets.openai).toString()) as unknown;
      const read = openAiDialect.read({
        method: "POST",
        path: "/v1/chat/completions",
        query: {},
        headers: {},
        body,
      });
      if (read?.kind !== "answer" || read.task.kind !== "generate") throw new Error("it is no request");
      expect(read.model).toBe("m");
      expect(read.task.items).toEqual(task.items);
      expect(read.task.options).toEqual(task.options);
    }),
    { numRuns: 500 },
  );
});
