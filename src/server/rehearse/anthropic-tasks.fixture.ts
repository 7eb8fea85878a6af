import fc from "fast-check";
import type { GenerateOptions } from "../../spec/call.ts";
import type { Annotation, CacheMark, ContentPart, Item, TextPart } from "../../spec/item.ts";
import type { FunctionTool, JsonSchema, ToolChoice } from "../../spec/tool.ts";

/** Tasks that Anthropic's protocol can tell without loss. */

export const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
export const said = fc.oneof(
  word,
  fc.constantFrom("空は青い", "🌤️👩‍👩‍👧‍👦", "a\nb\r\n\u2028", '{"a":"\\"}', "event: error\ndata: x\n\n"),
);
export const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,15}$/);
export const base64 = fc.base64String({ minLength: 4, maxLength: 40 });
const cache: fc.Arbitrary<{ readonly cache?: CacheMark }> = fc.constantFrom(
  {},
  {},
  { cache: {} },
  { cache: { ttl: "1h" } },
);

/** Blank texts are left out of requests: the API refuses them. */
const written = said.filter((words) => words.trim() !== "");
const text = fc
  .tuple(written, cache)
  .map(([words, mark]): TextPart => ({ type: "text", text: words, ...mark }));
const image = fc
  .tuple(
    fc.oneof(
      base64.map((data) => `data:image/png;base64,${data}`),
      fc.webUrl(),
    ),
    cache,
  )
  .map(([url, mark]): ContentPart => ({ type: "image", url, ...mark }));
const place = fc.oneof(
  base64.map((data) => ({ data: `data:application/pdf;base64,${data}` })),
  fc.webUrl().map((url) => ({ url })),
  name.map((fileId) => ({ fileId })),
);
/** Texts that need not be cited are written into the message. */
const citedText = said.map((words) => ({
  data: `data:text/plain;base64,${Buffer.from(words).toString("base64")}`,
  citations: true,
}));
const file = fc
  .tuple(
    fc.oneof(place, citedText),
    fc.constantFrom({}, { citations: true }),
    fc.oneof(
      fc.constant({}),
      word.map((filename) => ({ filename })),
    ),
    cache,
  )
  .map(([where, citing, named, mark]): ContentPart => ({
    type: "file",
    ...where,
    ...citing,
    ...named,
    ...mark,
  }));

const seal = base64.map((data) => ({ maker: "anthropic", data }) as const);
const thought = fc.oneof(
  fc.tuple(fc.oneof(fc.constant(""), said), seal).map(([words, sealed]): Item => {
    return { type: "reasoning", text: words, seal: sealed };
  }),
  seal.map((sealed): Item => ({ type: "reasoning", text: "", seal: { ...sealed, hidden: true } })),
);

/** Keys that are whole numbers would change places. */
export const input = fc
  .dictionary(fc.stringMatching(/^[a-z空]{1,6}$/), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  .map((value) => JSON.stringify(value));
const call = fc.tuple(name, name, fc.oneof(input, fc.constantFrom("no json", "[1]", "{")), cache);
const outcome = fc.tuple(
  fc.array(fc.oneof(text, image), { maxLength: 2 }),
  fc.constantFrom({}, { failed: true } as const),
  cache,
);

/** A citation of the whole text that it stands at. */
export const citing = fc.tuple(
  fc.nat(5),
  fc.option(word, { nil: undefined }),
  fc.option(word, { nil: undefined }),
  fc.constantFrom("char" as const, "page" as const, "block" as const),
  fc.nat(100),
);

export function citationOf(
  [document, title, quote, unit, from]: typeof citing extends fc.Arbitrary<infer T> ? T : never,
  start: number,
  end: number,
): Annotation {
  return {
    type: "document",
    document,
    start,
    end,
    ...(title !== undefined && { title }),
    ...(quote !== undefined && { quote }),
    place: { unit, from, to: from + 1 },
  };
}

const spoken = fc
  .array(fc.tuple(text, fc.array(citing, { maxLength: 2 })), { minLength: 1, maxLength: 3 })
  .map((parts): Item => {
    let start = 0;
    const content = parts.map(([part, citations]): TextPart => {
      const end = start + part.text.length;
      const annotations = citations.map((citation) => citationOf(citation, start, end));
      start = end;
      return annotations.length === 0 ? part : { ...part, annotations };
    });
    return { type: "message", role: "assistant", content };
  });

/** One side says something, and the other answers; tools are asked in between. */
const exchange = fc
  .record({
    asked: fc.array(fc.oneof(text, image, file), { minLength: 1, maxLength: 3 }),
    thoughts: fc.array(thought, { maxLength: 2 }),
    words: fc.option(spoken, { nil: undefined }),
    calls: fc.array(fc.tuple(call, outcome), { maxLength: 2 }),
  })
  .filter(({ thoughts, words, calls }) => thoughts.length > 0 || words !== undefined || calls.length > 0)
  .map(({ asked, thoughts, words, calls }): Item[] => [
    { type: "message", role: "user", content: asked },
    ...thoughts,
    ...(words === undefined ? [] : [words]),
    ...calls.map(([[callId, called, written, mark]]): Item => {
      return { type: "function_call", callId, name: called, arguments: written, ...mark };
    }),
    ...calls.map(([[callId], [output, failed, mark]]): Item => {
      return { type: "function_call_output", callId, output, ...failed, ...mark };
    }),
  ]);

export const hello: Item = { type: "message", role: "user", content: [{ type: "text", text: "Hello" }] };

const system = fc
  .array(text, { minLength: 1, maxLength: 2 })
  .map((content): Item => ({ type: "message", role: "system", content }));

export const items: fc.Arbitrary<readonly Item[]> = fc
  .tuple(fc.option(system, { nil: undefined }), fc.array(exchange, { maxLength: 3 }))
  .map(([first, exchanges]) => [...(first === undefined ? [] : [first]), ...exchanges.flat(), hello])
  .map(together);

/** Two messages of one side in a row are one turn there. */
function together(all: readonly Item[]): readonly Item[] {
  const out: Item[] = [];
  for (const item of all) {
    const last = out.at(-1);
    if (last?.type === "message" && item.type === "message" && last.role === item.role)
      out[out.length - 1] = { ...last, content: [...last.content, ...item.content] };
    else out.push(item);
  }
  return out;
}

const schema: fc.Arbitrary<Exclude<JsonSchema, boolean>> = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.constantFrom({ type: "string" }, { type: "integer" }))
  .map((properties) => ({ type: "object", properties, required: Object.keys(properties) }));
const tool = fc
  .tuple(name, fc.option(said, { nil: undefined }), schema, fc.constantFrom({}, { strict: true }), cache)
  .map(([called, description, parameters, strict, mark]): FunctionTool => {
    return {
      type: "function",
      name: called,
      ...(description !== undefined && { description }),
      parameters,
      ...strict,
      ...mark,
    };
  });
const choice: fc.Arbitrary<ToolChoice> = fc.oneof(
  fc.constantFrom<ToolChoice>({ type: "auto" }, { type: "required" }),
  name.map((called): ToolChoice => ({ type: "named", name: called })),
);
const tools: fc.Arbitrary<GenerateOptions> = fc.oneof(
  fc.constant({}),
  fc.record({ tools: fc.array(tool, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
    toolChoice: fc.oneof(choice, fc.constant<ToolChoice>({ type: "none" })),
  }),
  fc.record({
    tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
    toolChoice: choice,
    parallelToolCalls: fc.constant(false),
  }),
);

const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const effort = fc.constantFrom("none", "low", "medium", "high", "xhigh", "max");
/** A model that thinks does not take how its tokens are drawn, and newer ones take one way alone. */
const manner: fc.Arbitrary<GenerateOptions> = fc.oneof(
  fc.record({ topK: fc.integer({ min: 1, max: 500 }) }, { requiredKeys: [] }),
  fc.record({ temperature: share }),
  fc.record({ topP: share }),
  fc.record({ reasoningEffort: effort }),
  fc.record({ reasoningTokens: fc.integer({ min: 1_024, max: 9_000 }) }),
  fc.record({
    reasoningTokens: fc.integer({ min: 1_024, max: 9_000 }),
    reasoningEffort: fc.constantFrom("low", "high"),
  }),
);
const plain: fc.Arbitrary<GenerateOptions> = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 10_000, max: 64_000 }),
    stop: fc.array(
      said.filter((words) => words.trim() !== ""),
      { minLength: 1, maxLength: 4 },
    ),
    format: schema.map((of) => ({ type: "json_schema", name: "answer", schema: of, strict: true }) as const),
    endUser: said,
    serviceTier: fc.constantFrom("auto", "default"),
  },
  { requiredKeys: ["maxOutputTokens"] },
);

export const options: fc.Arbitrary<GenerateOptions> = fc
  .tuple(plain, manner, tools)
  .map(([first, second, third]) => ({ ...first, ...second, ...third }));
