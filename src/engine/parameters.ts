import type { Call, GenerateOptions, GenerateTask, Source } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { ContentPart, Item } from "../spec/item.ts";
import type { Handling, ParameterName, ParameterTable, Warning } from "../spec/parameters.ts";
import type { Provider } from "../spec/provider.ts";
import { checkToolChoice } from "./check-tool-choice.ts";

/** More warnings than this say nothing new. */
const mostWarnings = 20;

/** Longest name of an unknown member that is repeated to the caller. */
const longestName = 64;

/**
 * What of a call this provider will not obey; `undefined` when it obeys everything, or nobody needs to look: a provider
 * without a table, or one that hands the request on as it came. Throws `unsupported_by_provider` where the table refuses, and
 * `invalid_value` where a tool must be called that is not there.
 */
export function warningsFor(
  { task, source }: Pick<Call, "task" | "source">,
  provider: Pick<Provider, "parameters" | "forwards" | "takes" | "remarks">,
  model: string,
): readonly Warning[] | undefined {
  const { parameters, forwards, takes } = provider;
  if (parameters === undefined || task.kind === "relay") return undefined;
  if (source !== undefined && forwards?.includes(source.dialect) === true) return undefined;
  const warnings =
    task.kind === "embed"
      ? unsent(task.others, [])
      : [...judge(task, parameters, source, takes), ...remarksOn(task, source, provider, model)];
  return warnings.length === 0 ? undefined : warnings.slice(0, mostWarnings);
}

/** What the provider's table cannot tell, in the caller's names. */
function remarksOn(
  task: GenerateTask,
  source: Source | undefined,
  provider: Pick<Provider, "remarks">,
  model: string,
): readonly Warning[] {
  checkToolChoice(task.options, nameIn(source, "tool_choice"));
  return (provider.remarks?.(task, model) ?? []).map(({ param, message }) => {
    return { param: nameIn(source, param), message };
  });
}

/** Members that no option stands for, but for those that the provider takes all the same. */
function unsent(
  others: Readonly<Record<string, unknown>> | undefined,
  takes: readonly string[],
): readonly Warning[] {
  return Object.keys(others ?? {})
    .filter((name) => !takes.includes(name))
    .slice(0, mostWarnings)
    .map((name) => {
      const param = shown(name);
      return { param, message: `'${param}' is not known to this provider and was not sent.` };
    });
}

/** A role or a type that is only a slip of the pen is told, so that it is found. Other values may be anything. */
function kind(name: string, value: unknown): string {
  return typeof value === "string" && /\.(?:role|type)$/.test(name)
    ? ` with the value ${JSON.stringify(shown(value))}`
    : "";
}

function shown(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName).toWellFormed()}…` : name;
}

/**
 * Holds a task against a provider's table. Throws `unsupported_by_provider` for the first parameter that the table
 * refuses, with its path in the caller's request; gives a warning for each one that is ignored.
 */
export function judge(
  task: GenerateTask,
  table: ParameterTable,
  source?: Source,
  takes: readonly string[] = [],
): readonly Warning[] {
  for (const [name, value] of Object.entries(task.options.needs ?? {})) {
    const param = shown(name);
    const message = `'${param}'${kind(name, value)} can only be obeyed by a server of the protocol that you speak, and this model is answered by another.`;
    throw new ParleyError("unsupported_by_provider", { message, param });
  }
  const warnings: Warning[] = [];
  const warn = (param: string, message: string): void => {
    const told = warnings.some((warning) => warning.param === param && warning.message === message);
    if (!told && warnings.length < mostWarnings) warnings.push({ param, message });
  };
  eachWish(task, (name, path) => {
    const row: Handling = table[name];
    if (row.how === "refused") {
      throw new ParleyError("unsupported_by_provider", {
        message: row.why,
        param: nameIn(source, path),
      });
    }
    if (row.how === "ignored") warn(nameIn(source, path), row.why);
  });
  for (const { param, message } of unsent(task.options.others, takes)) warn(param, message);
  return warnings;
}

type Tell = (name: ParameterName, path: string) => void;

function eachWish({ items, options }: GenerateTask, tell: Tell): void {
  for (const [member, name, neutral] of plain) {
    const value = options[member];
    if (value !== undefined && !neutral(value)) tell(name, name);
  }
  eachFormWish(options, tell);
  const places = new Places();
  for (const item of items) eachItemWish(item, places.of(item), tell);
}

/** All parts of a conversation's content, each with its path in the chat dialect. */
export function eachPart(items: readonly Item[], see: (part: ContentPart, path: string) => void): void {
  const places = new Places();
  for (const item of items) {
    const place = places.of(item);
    if (item.type !== "reasoning" && item.type !== "function_call") partsOf(item, `messages[${place}]`, see);
  }
}

function partsOf(
  item: Exclude<Item, { type: "reasoning" | "function_call" }>,
  path: string,
  see: (part: ContentPart, path: string) => void,
): void {
  const parts = item.type === "message" ? item.content : item.output;
  for (const [position, part] of parts.entries()) see(part, `${path}.content[${position}]`);
}

const never = (): boolean => false;
const zero = (value: unknown): boolean => value === 0;
const empty = (value: unknown): boolean => Object.keys(value as object).length === 0;

/** Options with one form, the names of their parameters, and the values that ask for nothing. */
const plain: readonly (readonly [
  member: keyof GenerateOptions,
  name: ParameterName,
  neutral: (value: unknown) => boolean,
])[] = [
  ["maxOutputTokens", "max_completion_tokens", never],
  ["temperature", "temperature", never],
  ["topP", "top_p", never],
  ["topK", "top_k", never],
  ["choices", "n", (value) => value === 1],
  ["stop", "stop", empty],
  ["presencePenalty", "presence_penalty", zero],
  ["frequencyPenalty", "frequency_penalty", zero],
  ["logitBias", "logit_bias", empty],
  ["logprobs", "logprobs", (value) => value === false],
  ["topLogprobs", "top_logprobs", zero],
  ["seed", "seed", never],
  ["reasoningEffort", "reasoning_effort", never],
  ["reasoningTokens", "reasoning_tokens", never],
  ["verbosity", "verbosity", never],
  ["endUser", "user", never],
  ["cacheKey", "prompt_cache_key", never],
  ["serviceTier", "service_tier", (value) => value === "auto"],
];

const choiceNames = {
  none: "tool_choice.none",
  required: "tool_choice.required",
  named: "tool_choice.named",
  allowed: "tool_choice.allowed_tools",
} as const satisfies Record<string, ParameterName>;

function eachFormWish({ format, tools, toolChoice, parallelToolCalls }: GenerateOptions, tell: Tell): void {
  if (format !== undefined && format.type !== "text")
    tell(`response_format.${format.type}`, "response_format");
  for (const [position, tool] of (tools ?? []).entries()) {
    const path = `tools[${position}]`;
    tell(`tools.${tool.type}`, path);
    if (tool.type === "function" && tool.strict === true) tell("tools.strict", path);
    if (tool.type === "custom" && tool.grammar !== undefined) tell("tools.custom.format", path);
    if ("cache" in tool && tool.cache !== undefined) tell("content.cache_control", path);
  }
  if (toolChoice !== undefined && toolChoice.type !== "auto")
    tell(choiceNames[toolChoice.type], "tool_choice");
  // Without tools there is nothing to be called in parallel, and `true` is what everybody does.
  if (parallelToolCalls === false && (tools ?? []).length > 0)
    tell("parallel_tool_calls", "parallel_tool_calls");
}

function eachItemWish(item: Item, place: number, tell: Tell): void {
  const path = `messages[${place}]`;
  if (item.type === "reasoning") return;
  if ("cache" in item && item.cache !== undefined) tell("content.cache_control", path);
  if (item.type === "function_call") return;
  if (item.type === "message" && item.name !== undefined) tell("message.name", `${path}.name`);
  partsOf(item, path, (part, at) => eachPartWish(part, at, tell));
}

function eachPartWish(part: ContentPart, path: string, tell: Tell): void {
  if ("cache" in part && part.cache !== undefined) tell("content.cache_control", path);
  if (part.type === "image") {
    tell(part.url.startsWith("data:") ? "content.image_data" : "content.image_url", path);
    // `auto` is what everybody does who is told nothing.
    if (part.detail !== undefined && part.detail !== "auto") tell("content.image_detail", path);
  } else if (part.type === "audio") tell("content.audio", path);
  else if (part.type === "file") {
    if (part.fileId !== undefined) tell("content.file_id", path);
    if (part.data !== undefined) tell("content.file_data", path);
    if (part.url !== undefined) tell("content.file_url", path);
    if (part.citations === true) tell("content.citations", path);
  }
}

/** Which message of the chat dialect an item came from: what an assistant thinks, says and calls is one message. */
class Places {
  #place = -1;
  #assistant = false;
  /** Whether the assistant's message has its words already. */
  #said = false;

  of(item: Item): number {
    const words = item.type === "message";
    const assistant =
      item.type === "function_call" || item.type === "reasoning" || (words && item.role === "assistant");
    const joins =
      assistant && this.#assistant && !(words && this.#said) && !(item.type === "reasoning" && this.#said);
    if (!joins) {
      this.#place++;
      this.#said = false;
    }
    this.#assistant = assistant;
    this.#said ||= assistant && item.type !== "reasoning";
    return this.#place;
  }
}

/** Older names for the same wish: the caller is told the one that was used. */
const olderNames: Readonly<Record<string, string>> = {
  max_completion_tokens: "max_tokens",
  user: "safety_identifier",
  tools: "functions",
  tool_choice: "function_call",
};

/** The path as the caller would have written it: an older name where that is what the request has. */
export function nameIn(source: Source | undefined, path: string): string {
  const end = path.search(/[.[]/);
  const first = end === -1 ? path : path.slice(0, end);
  const older = olderNames[first];
  const { body } = source ?? {};
  if (older === undefined || body === undefined || !has(body[older]) || has(body[first])) return path;
  return older + path.slice(first.length);
}

function has(value: unknown): boolean {
  return value !== undefined && value !== null;
}
