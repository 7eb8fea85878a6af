import fc from "fast-check";
import type { GenerateOptions } from "../../spec/call.ts";
import type { Annotation, ContentPart, Item } from "../../spec/item.ts";
import type { AnswerFormat, Tool, ToolChoice } from "../../spec/tool.ts";

/** Texts of all scripts, emoji of several code points among them. */
export const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "考え 🤔", "👩🏽‍🚀🇺🇳", `"\\ \n\r\u2028`, "data: [DONE]\n\n"),
);
export const words = text.filter((value) => value !== "");
export const word = fc.stringMatching(/^[a-z_]{1,12}$/);

/** Without the members that are `undefined`. */
export function known<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const file: fc.Arbitrary<ContentPart> = fc.oneof(
  fc.record({ type: fc.constant("file" as const), fileId: word }),
  fc.record({ type: fc.constant("file" as const), url: fc.webUrl() }),
  fc.record({ type: fc.constant("file" as const), data: fc.base64String(), filename: words }),
);
const inputText = fc.record({ type: fc.constant("text" as const), text });
const image = fc
  .record({
    type: fc.constant("image" as const),
    url: words,
    detail: fc.constantFrom(undefined, "low", "high"),
  })
  .map((made) => known(made) as ContentPart);
const inputPart: fc.Arbitrary<ContentPart> = fc.oneof(inputText, image, file);
const url = fc
  .record({
    type: fc.constant("url" as const),
    url: fc.webUrl(),
    title: fc.option(words, { nil: undefined }),
    start: fc.nat({ max: 9 }),
    end: fc.integer({ min: 9, max: 20 }),
  })
  .map((made) => known(made) as Annotation);
const outputPart: fc.Arbitrary<ContentPart> = fc.oneof(
  inputText,
  fc.record({ type: fc.constant("refusal" as const), refusal: text }),
  fc.record({
    type: fc.constant("text" as const),
    text,
    annotations: fc.array(url, { minLength: 1, maxLength: 2 }),
  }),
);
const said: fc.Arbitrary<Item> = fc.oneof(
  fc.record({
    type: fc.constant("message" as const),
    role: fc.constantFrom("system" as const, "developer" as const, "user" as const),
    content: fc.array(inputPart, { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant("message" as const),
    role: fc.constant("assistant" as const),
    content: fc.array(outputPart, { maxLength: 3 }),
  }),
);
/** A thought that goes back has its seal, and its author's deeds behind it. */
const done: fc.Arbitrary<readonly Item[]> = fc
  .record({
    thoughts: fc.array(fc.record({ text, data: fc.base64String({ minLength: 4 }), id: word }), {
      maxLength: 2,
    }),
    calls: fc.array(
      fc.record({ name: word, text, custom: fc.boolean(), output: fc.array(inputPart, { maxLength: 2 }) }),
      { minLength: 1, maxLength: 3 },
    ),
    turn: fc.uuid(),
  })
  .map(({ thoughts, calls, turn }) => [
    ...thoughts.map<Item>(({ text: thought, data, id }) => ({
      type: "reasoning",
      text: thought,
      seal: { maker: "openai", data, hidden: true, id },
    })),
    ...calls.map<Item>(({ name, text: input, custom }, index) => ({
      type: "function_call",
      callId: `call_${turn}_${index}`,
      name,
      arguments: input,
      ...(custom && { kind: "custom" }),
    })),
    ...calls.map<Item>(({ custom, output }, index) => ({
      type: "function_call_output",
      callId: `call_${turn}_${index}`,
      output,
      ...(custom && { kind: "custom" }),
    })),
  ]);
/** Conversations that this protocol can hold. */
export const anyItems = fc
  .array(
    fc.oneof(
      said.map((item) => [item]),
      done,
    ),
    { maxLength: 5 },
  )
  .map((turns) => turns.flat() as readonly Item[]);

const schema = fc.dictionary(word, fc.oneof(word, fc.boolean(), fc.constant({ type: "string" })));
const tool: fc.Arbitrary<Tool> = fc.oneof(
  fc
    .record({
      type: fc.constant("function" as const),
      name: word,
      description: fc.option(text, { nil: undefined }),
      parameters: fc.option(schema, { nil: undefined }),
      strict: fc.boolean(),
    })
    .map((made) => known(made) as Tool),
  fc
    .record({
      type: fc.constant("custom" as const),
      name: word,
      description: fc.option(text, { nil: undefined }),
    })
    .map((made) => known(made) as Tool),
);
const format: fc.Arbitrary<AnswerFormat> = fc.oneof(
  fc.constant({ type: "text" as const }),
  fc.constant({ type: "json_object" as const }),
  fc
    .record({
      type: fc.constant("json_schema" as const),
      name: word,
      schema,
      strict: fc.boolean(),
      description: fc.option(text, { nil: undefined }),
    })
    .map((made) => known(made) as AnswerFormat),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Everything that this protocol can be asked for. */
export const anyOptions: fc.Arbitrary<GenerateOptions> = fc
  .record({
    maxOutputTokens: maybe(fc.integer({ min: 1, max: 100_000 })),
    temperature: maybe(fc.double({ min: 0, max: 2, noNaN: true }).map(Math.abs)),
    topP: maybe(fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs)),
    logprobs: maybe(fc.constant(true)),
    topLogprobs: fc.integer({ min: 0, max: 20 }),
    format: maybe(format),
    tools: maybe(fc.uniqueArray(tool, { selector: ({ name }) => name, minLength: 1, maxLength: 4 })),
    choice: fc.constantFrom(undefined, "none", "auto", "required", "named", "allowed"),
    parallelToolCalls: maybe(fc.boolean()),
    reasoningEffort: maybe(fc.constantFrom("none", "minimal", "low", "medium", "high", "xhigh")),
    verbosity: maybe(fc.constantFrom("low", "medium", "high")),
    endUser: maybe(words),
    cacheKey: maybe(words),
    serviceTier: maybe(fc.constantFrom("auto", "default", "flex", "priority")),
  })
  .map(({ choice, topLogprobs, ...rest }) => {
    const names = (rest.tools ?? []).map(({ name }) => name);
    const toolChoice = toolChoiceOf(choice, names);
    return known({
      ...rest,
      ...(rest.logprobs === true && { topLogprobs }),
      ...(toolChoice !== undefined && { toolChoice }),
    }) as GenerateOptions;
  });

function toolChoiceOf(choice: string | undefined, names: readonly string[]): ToolChoice | undefined {
  const [name] = names;
  if (choice === "none" || choice === "auto" || choice === "required") return { type: choice };
  if (name === undefined || choice === undefined) return undefined;
  return choice === "named" ? { type: "named", name } : { type: "allowed", mode: "required", names };
}
