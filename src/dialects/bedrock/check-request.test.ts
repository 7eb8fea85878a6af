import { expect, test } from "vitest";
import { bedrockDialect } from "./dialect.ts";

type Json = Readonly<Record<string, unknown>>;

const user = (...content: readonly object[]) => ({ role: "user", content });
const assistant = (...content: readonly object[]) => ({ role: "assistant", content });
const hello = user({ text: "Hello!" });
const call = (id = "t1", rest: object = {}) => ({
  toolUse: { toolUseId: id, name: "look", input: {}, ...rest },
});
const result = (id = "t1", rest: object = {}) => ({
  toolResult: { toolUseId: id, content: [{ text: "ok" }], ...rest },
});
const spec = (rest: object = {}) => ({
  toolSpec: { name: "look", inputSchema: { json: { type: "object" } }, ...rest },
});
const toolConfig = { tools: [spec()] };
const document = (name: string, rest: object = {}) => ({
  document: { format: "pdf", name, source: { bytes: "JVBERg==" }, ...rest },
});
const image = { image: { format: "png", source: { bytes: "UE5H" } } };

const read = (body: Json) =>
  bedrockDialect.read({ method: "POST", path: "/model/m/converse", query: {}, headers: {}, body });

test("a request in order is read", () => {
  const messages = [
    user({ text: "Look:" }, image, document("Report (2)"), { cachePoint: { type: "default" } }),
    assistant({ text: "I do." }, call("a"), call("b")),
    user(result("b"), result("a", { status: "error" }), { text: "And now?" }),
    assistant({ text: "Nothing." }),
    hello,
  ];
  const inferenceConfig = { maxTokens: 4_000, temperature: 1, topP: 0, stopSequences: ["END"] };
  const additionalModelRequestFields = { thinking: { type: "enabled", budget_tokens: 2_000 }, any: 1 };
  const requestMetadata = { "parley-request": "req_1" };
  const body = { messages, toolConfig, inferenceConfig, additionalModelRequestFields, requestMetadata };
  expect(read(body)).toMatchObject({ kind: "answer" });
  expect(read({ messages: [hello, assistant({ text: "It is" })] })).toMatchObject({ kind: "answer" });
});

test.each<[string, Json, string]>([
  ["an answer at the beginning", { messages: [assistant({ text: "Hi" })] }, "start with a user message"],
  ["two turns of one side", { messages: [hello, hello] }, "must alternate"],
  ["a message without anything", { messages: [user()] }, "is empty"],
  ["a blank text", { messages: [user({ text: " \n" })] }, "is blank"],
  ["an image of the assistant", { messages: [hello, assistant(image), hello] }, "role user"],
  ["a call of the user", { messages: [user(call())], toolConfig }, "role assistant"],
  [
    "a thought of the user",
    { messages: [user({ reasoningContent: { redactedContent: "x" } })] },
    "assistant",
  ],
  ["a mark at the beginning", { messages: [user({ cachePoint: { type: "default" } })] }, "nothing before it"],
  [
    "too many images",
    { messages: [user(...Array.from({ length: 21 }, () => image))] },
    "more than 20 images",
  ],
  [
    "too many documents",
    { messages: [user({ text: "?" }, ...Array.from({ length: 6 }, (_, at) => document(`d${at}`)))] },
    "more than 5 documents",
  ],
  ["a document without a word", { messages: [user(document("a"))] }, "no text block"],
  ["a name with a dot", { messages: [user({ text: "?" }, document("a.pdf"))] }, "name can only contain"],
  ["a name twice", { messages: [user({ text: "?" }, document("a"), document("a"))] }, "several documents"],
  ["an unknown format", { messages: [user({ text: "?" }, document("a", { format: "exe" }))] }, "format"],
  [
    "empty bytes",
    { messages: [user({ image: { format: "png", source: { bytes: "" } } })] },
    "source are empty",
  ],
  [
    "a result without a call",
    { messages: [hello, assistant({ text: "." }), user(result())], toolConfig },
    "exceeds",
  ],
  [
    "a call without a result",
    { messages: [hello, assistant(call()), hello], toolConfig },
    "Expected toolResult",
  ],
  ["a call at the end", { messages: [hello, assistant(call())], toolConfig }, "Expected toolResult"],
  [
    "the result of another call",
    { messages: [hello, assistant(call("a")), user(result("b"))], toolConfig },
    "following Ids: a",
  ],
  [
    "one id twice",
    { messages: [hello, assistant(call("a"), call("a")), user(result("a"), result("a"))], toolConfig },
    "duplicate ids",
  ],
  [
    "calls without tools",
    { messages: [hello, assistant(call()), user(result())] },
    "toolConfig field must be",
  ],
  [
    "a failure without a word",
    {
      messages: [hello, assistant(call()), user(result("t1", { content: [], status: "error" }))],
      toolConfig,
    },
    "cannot be empty when status",
  ],
  [
    "an input that is no object",
    { messages: [hello, assistant(call("t1", { input: [1] })), user(result())], toolConfig },
    "Provide a json object",
  ],
  [
    "JSON of a tool that is no object",
    { messages: [hello, assistant(call()), user(result("t1", { content: [{ json: 1 }] }))], toolConfig },
    "Provide a json object",
  ],
  [
    "a sound of a tool",
    {
      messages: [
        hello,
        assistant(call()),
        user(result("t1", { content: [{ audio: { format: "wav", source: { bytes: "AA==" } } }] })),
      ],
      toolConfig,
    },
    "no block audio",
  ],
  [
    "an id with a slash",
    { messages: [hello, assistant(call("a/b")), user(result("a/b"))], toolConfig },
    "must match",
  ],
  ["no tool at all", { messages: [hello], toolConfig: { tools: [] } }, "must have a tool"],
  ["a tool twice", { messages: [hello], toolConfig: { tools: [spec(), spec()] } }, "name of its own"],
  [
    "a name with a space",
    { messages: [hello], toolConfig: { tools: [spec({ name: "a b" })] } },
    "must match",
  ],
  [
    "a blank description",
    { messages: [hello], toolConfig: { tools: [spec({ description: "" })] } },
    "is blank",
  ],
  [
    "a schema of something else",
    { messages: [hello], toolConfig: { tools: [spec({ inputSchema: { json: { type: "array" } } })] } },
    "must be one of the following: object",
  ],
  [
    "a choice of a stranger",
    { messages: [hello], toolConfig: { ...toolConfig, toolChoice: { tool: { name: "else" } } } },
    "none of those",
  ],
  [
    "a choice in two places",
    {
      messages: [hello],
      toolConfig: { ...toolConfig, toolChoice: { any: {} } },
      additionalModelRequestFields: { tool_choice: { type: "auto" } },
    },
    "said twice",
  ],
  ["no token at all", { messages: [hello], inferenceConfig: { maxTokens: 0 } }, "at least 1"],
  ["too much heat", { messages: [hello], inferenceConfig: { temperature: 1.5 } }, "from 0 to 1"],
  ["an empty stop", { messages: [hello], inferenceConfig: { stopSequences: [""] } }, "is blank"],
  [
    "a thought longer than the answer",
    {
      messages: [hello],
      inferenceConfig: { maxTokens: 2_000 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2_000 } },
    },
    "greater than thinking.budget_tokens",
  ],
  [
    "too short a thought",
    { messages: [hello], additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1 } } },
    "at least 1024",
  ],
  [
    "an image for the operator",
    { messages: [hello], system: [image] },
    "cannot be a block of the kind image",
  ],
  ["an unknown member", { messages: [hello], max_tokens: 5 }, "no member max_tokens"],
  [
    "an unknown member within",
    { messages: [hello], inferenceConfig: { topK: 5 } },
    "no member inferenceConfig.topK",
  ],
  ["an unknown member of a message", { messages: [{ ...hello, name: "Ada" }] }, "no member messages[0].name"],
  [
    "an unknown member of a block",
    { messages: [user({ text: "?" }, document("a", { filename: "a" }))] },
    "no member messages[0].content[1].document.filename",
  ],
  ["metadata with quotes", { messages: [hello], requestMetadata: { a: '"' } }, "requestMetadata takes"],
])("%s is refused", (_, body, words) => {
  expect(() => read(body)).toThrowError(words);
});
