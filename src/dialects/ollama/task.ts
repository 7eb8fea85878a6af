import type { EmbedTask, GenerateOptions, GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { AnswerFormat, Tool } from "../../spec/tool.ts";
import { itemsOf, partsOf } from "./items.ts";
import type { ChatRequest, GenerateRequest } from "./schema.ts";

/** Members of the request that have a place in the task; the others are handed on by their names. */
const ofChat = new Set(
  "model messages tools stream format think options logprobs top_logprobs truncate".split(" "),
);
const ofGenerate = new Set(
  "model prompt system images raw stream format think options logprobs top_logprobs truncate".split(" "),
);
const ofOptions = new Set(
  "num_predict temperature top_p top_k seed stop presence_penalty frequency_penalty".split(" "),
);

export function chatTask(request: ChatRequest): GenerateTask {
  const tools = request.tools?.map(toolOf);
  return {
    kind: "generate",
    items: itemsOf(request.messages ?? []),
    options: known({ ...optionsOf(request), tools, others: othersOf(request, ofChat) }),
  };
}

/** Fails with `unsupported_parameter` for what changes the prompt itself, or stands behind the answer. */
export function generateTask(request: GenerateRequest): GenerateTask {
  for (const name of ["suffix", "template", "context"]) {
    const value = request[name];
    if (value === undefined || value === null || value === "") continue;
    throw new ParleyError("unsupported_parameter", { message: `'${name}' is not supported.`, param: name });
  }
  const content = partsOf({ content: request.prompt, images: request.images });
  const user: Item = { type: "message", role: "user", content };
  const system: readonly Item[] = request.system
    ? [{ type: "message", role: "system", content: [{ type: "text", text: request.system }] }]
    : [];
  return {
    kind: "generate",
    items: [...system, user],
    options: known({ ...optionsOf(request), others: othersOf(request, ofGenerate) }),
    ...(request.raw === true && { raw: true }),
  };
}

export function embedTask(inputs: readonly string[], dimensions: number | null | undefined): EmbedTask {
  return { kind: "embed", inputs, ...(typeof dimensions === "number" && { dimensions }) };
}

type Options = { readonly [name in keyof GenerateOptions]?: GenerateOptions[name] | null | undefined };

function optionsOf(request: ChatRequest | GenerateRequest): Options {
  const { options, think, format } = request;
  const { num_predict: bound, top_k: topK, stop } = options ?? {};
  return {
    // −1 is without end, and −2 until the context is full.
    maxOutputTokens: typeof bound === "number" && bound > 0 ? bound : undefined,
    temperature: options?.temperature,
    topP: options?.top_p,
    topK: topK === 0 ? undefined : topK,
    seed: options?.seed,
    stop: typeof stop === "string" ? [stop] : stop,
    presencePenalty: options?.presence_penalty,
    frequencyPenalty: options?.frequency_penalty,
    logprobs: request.logprobs,
    topLogprobs: request.top_logprobs,
    format: format ? formatOf(format) : undefined,
    reasoningEffort: typeof think === "boolean" ? (think ? "medium" : "none") : think,
  };
}

function formatOf(format: "json" | Readonly<Record<string, unknown>>): AnswerFormat {
  if (format === "json") return { type: "json_object" };
  return { type: "json_schema", name: "answer", schema: format, strict: true };
}

function toolOf({
  function: { name, description, parameters },
}: NonNullable<ChatRequest["tools"]>[number]): Tool {
  return {
    type: "function",
    name,
    ...(description && { description }),
    ...(parameters && { parameters }),
  };
}

/** What no option stands for; members of `options` with that before their names. */
function othersOf(
  request: ChatRequest | GenerateRequest,
  mine: ReadonlySet<string>,
): GenerateOptions["others"] {
  const entries = [
    ...strangers(request, mine, ""),
    ...strangers(request.options ?? {}, ofOptions, "options."),
  ];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function strangers(from: object, mine: ReadonlySet<string>, prefix: string): [string, unknown][] {
  return Object.entries(from)
    .filter(([name, value]) => !mine.has(name) && value !== null && value !== undefined && value !== "")
    .map(([name, value]) => [prefix + name, value]);
}

/** Without the members that say nothing. */
function known(options: Options): GenerateOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== null),
  ) as GenerateOptions;
}
