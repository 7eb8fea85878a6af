import fc from "fast-check";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { CacheMark, ContentPart, Item, ReasoningItem } from "../../spec/item.ts";
import type { FunctionTool, ToolChoice } from "../../spec/tool.ts";

const word = fc.constantFrom(
  "a",
  "Z",
  " b",
  "é",
  "日本",
  "語",
  "👩🏽‍🚀",
  "🇺🇳",
  '"',
  "\\",
  "\n",
  "{",
  "data:",
  "\u0000",
  "𝒳",
);
export const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((pieces) => `.${pieces.join("")}`);
export const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
const cache = fc.option(fc.constantFrom<CacheMark>({}, { ttl: "5m" }, { ttl: "1h" }), { nil: undefined });
export const callId = fc.stringMatching(/^[a-zA-Z0-9_.:-]{1,64}$/);
export const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,20}$/);

/** Without the members that are `undefined`. */
export const bare = <T>(value: T): T => structuredClone(JSON.parse(JSON.stringify(value)) as T);

const textPart = fc.record({ type: fc.constant("text" as const), text: words, cache });
const imagePart = fc.record({
  type: fc.constant("image" as const),
  url: fc
    .tuple(fc.constantFrom("png", "jpeg", "gif", "webp"), base64)
    .map(([f, data]) => `data:image/${f};base64,${data}`),
  cache,
});
const filePart = fc.record({
  type: fc.constant("file" as const),
  data: base64.map((data) => `data:application/pdf;base64,${data}`),
  filename: fc.constant("report.pdf"),
  citations: fc.constantFrom(true as const, undefined),
  cache,
});
const audioPart = fc.record({
  type: fc.constant("audio" as const),
  data: base64,
  format: fc.constantFrom("wav", "mp3"),
});
const userPart = fc.oneof(textPart, imagePart, filePart, audioPart) as fc.Arbitrary<ContentPart>;
const resultPart = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: words }),
  imagePart.map(({ type, url }) => ({ type, url })),
) as fc.Arbitrary<ContentPart>;

const argumentsText = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('{"broken', "null", "[1]", '"x"'),
);

const thought: fc.Arbitrary<ReasoningItem> = fc.oneof(
  fc
    .tuple(words, base64)
    .map(
      ([text, data]) => ({ type: "reasoning", text, seal: { maker: "bedrock", data: `s${data}` } }) as const,
    ),
  base64.map(
    (data) => ({ type: "reasoning", text: "", seal: { maker: "bedrock", data, hidden: true } }) as const,
  ),
);

const user = fc
  .array(userPart, { minLength: 1, maxLength: 4 })
  .map((content): Item => ({ type: "message", role: "user", content }));

/** What an assistant does in its turn; where it called tools, they answer. */
const assistantTurn = fc
  .record({
    thoughts: fc.array(thought, { maxLength: 2 }),
    says: fc.option(fc.array(textPart, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    calls: fc.uniqueArray(
      fc.record({
        callId,
        name,
        arguments: argumentsText,
        cache,
        said: fc.oneof(
          fc.record({ output: fc.array(resultPart, { maxLength: 2 }) }),
          fc.record({
            output: fc.array(resultPart, { minLength: 1, maxLength: 2 }),
            failed: fc.constant(true as const),
          }),
        ),
      }),
      { maxLength: 3, selector: (call) => call.callId },
    ),
  })
  .map(({ thoughts, says, calls }): Item[] => [
    ...thoughts,
    ...(says === undefined ? [] : [{ type: "message", role: "assistant", content: says } as Item]),
    ...calls.map(({ said: _said, ...call }) => ({ type: "function_call", ...call }) as Item),
    ...calls.map(({ callId: id, said }) => ({ type: "function_call_output", callId: id, ...said }) as Item),
  ]);

const items = fc
  .tuple(
    fc.option(fc.array(textPart, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    fc.array(fc.tuple(user, assistantTurn), { maxLength: 3 }),
    user,
  )
  .map(([system, turns, last]): Item[] => [
    ...(system === undefined ? [] : [{ type: "message", role: "system", content: system } as Item]),
    ...turns.flatMap(([question, answer]) => [question, ...answer]),
    last,
  ])
  .map(joined);

/** A turn without anything said leaves two messages of the user, which are one; and each document needs its own name. */
function joined(all: readonly Item[]): Item[] {
  const out: Item[] = [];
  let documents = 0;
  for (const item of all) {
    const last = out.at(-1);
    if (item.type !== "message") out.push(item);
    else {
      const content = item.content.map((part) =>
        part.type === "file" ? { ...part, filename: `Report ${++documents} (draft).pdf` } : part,
      );
      if (last?.type === "message" && last.role === item.role) {
        out[out.length - 1] = { ...last, content: [...last.content, ...content] };
      } else out.push({ ...item, content });
    }
  }
  // A document does not come without a word.
  return out.map((item): Item => {
    if (item.type !== "message") return item;
    const { content } = item;
    const alone = content.some(({ type }) => type === "file") && !content.some(({ type }) => type === "text");
    return alone ? { ...item, content: [...content, { type: "text", text: "Read it." }] } : item;
  });
}

const schema = fc.dictionary(name, fc.jsonValue(), { maxKeys: 3 });
const tool: fc.Arbitrary<FunctionTool> = fc.record(
  {
    type: fc.constant("function" as const),
    name,
    description: words,
    parameters: schema.map((members) => ({ ...members, type: "object" })),
    strict: fc.boolean(),
    cache: fc.constantFrom<CacheMark>({}, { ttl: "1h" }),
  },
  { requiredKeys: ["type", "name", "parameters"] },
);
const toolOptions = fc
  .uniqueArray(tool, { selector: (one) => one.name, minLength: 1, maxLength: 3 })
  .chain((tools) =>
    fc.record(
      {
        tools: fc.constant(tools),
        toolChoice: fc.constantFrom<ToolChoice>(
          { type: "required" },
          ...tools.map(({ name: named }): ToolChoice => ({ type: "named", name: named })),
        ),
        parallelToolCalls: fc.constant(false),
      },
      { requiredKeys: ["tools"] },
    ),
  );
const plainOptions = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 1, max: 200_000 }),
    temperature: fc.double({ min: 0, max: 1, noNaN: true }).filter((value) => !Object.is(value, -0)),
    topP: fc.double({ min: 0, max: 1, noNaN: true }).filter((value) => !Object.is(value, -0)),
    topK: fc.integer({ min: 1, max: 500 }),
    stop: fc.array(words, { minLength: 1, maxLength: 4 }),
    reasoningEffort: fc.constantFrom("low", "medium", "high", "xhigh", "max"),
    reasoningTokens: fc.integer({ min: 1_024, max: 100_000 }),
    serviceTier: fc.constantFrom("default", "flex", "priority"),
    format: fc.record(
      {
        type: fc.constant("json_schema" as const),
        name,
        schema,
        strict: fc.constant(true),
        description: words,
      },
      { requiredKeys: ["type", "name", "schema", "strict"] },
    ),
  },
  { requiredKeys: [] },
);

/** A thought is part of the answer. */
function roomForThoughts(options: GenerateOptions): GenerateOptions {
  const { maxOutputTokens: most, reasoningTokens: thought } = options;
  return most === undefined || thought === undefined || most > thought
    ? options
    : { ...options, maxOutputTokens: most + thought };
}

export const task = fc
  .tuple(items, plainOptions, toolOptions, fc.boolean())
  .map(([said, plain, tools, wanted]) => {
    const hasCalls = said.some((item) => item.type === "function_call");
    const options: GenerateOptions = { ...roomForThoughts(plain), ...(hasCalls || wanted ? tools : {}) };
    return bare<GenerateTask>({ kind: "generate", items: said, options });
  });

export const model = fc
  .oneof(
    fc.constantFrom("eu.anthropic.claude-x-v1:0", "arn:aws:bedrock:eu:1:inference-profile/eu.x:0"),
    fc.string({ minLength: 1 }),
  )
  .filter((id) => id.isWellFormed() && !/^\.{1,2}$/.test(id))
  .filter((id) => !/amazon\.nova|openai\.|cohere\./.test(id));
