import type { GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Tool, ToolChoice } from "../../spec/tool.ts";
import { type Conversation, excerpt, wordsOf } from "./conversation.ts";
import { hintsFrom } from "./hints.ts";
import { voiceOf } from "./language.ts";
import type { Part, Script } from "./script.ts";
import { instanceAt } from "./structured.ts";

/** Words of a name that say what every tool does. */
const VERBS = new Set(
  "get set fetch find search list create make run do call read write send show look lookup query".split(" "),
);

/** Words of a description that a message must share before the tool is called unasked. */
const DESCRIBED = 3;

/** Most calls of one answer. */
const MAX_CALLS = 16;

/** A tool and its place in the request. */
interface Candidate {
  readonly tool: Tool;
  readonly index: number;
}

/**
 * The calls that the model makes, or nothing where it answers in words.
 *
 * With `auto` a tool is called when the message names it or speaks of the same things, once: after its
 * output the model answers. Several that are meant are called at once, unless `parallelToolCalls` is false.
 * A forced named tool finishes with `stop` and all else with `tool-calls`, as OpenAI does it.
 *
 * @throws ParleyError `invalid_value` when the choice names no tool, or a tool's schema cannot be satisfied.
 */
export async function callTools(
  options: GenerateOptions,
  conversation: Conversation,
  seed: number,
): Promise<Script | undefined> {
  const all = (options.tools ?? []).map((tool, index) => ({ tool, index }));
  const choice: ToolChoice = options.toolChoice ?? { type: "auto" };
  const called = choose(all, choice, conversation);
  if (called.length === 0) return undefined;
  const several = options.parallelToolCalls === false ? called.slice(0, 1) : called.slice(0, MAX_CALLS);
  return {
    parts: await Promise.all(several.map((candidate) => callOf(candidate, conversation, seed))),
    finish: choice.type === "named" ? "stop" : "tool-calls",
  };
}

function choose(
  all: readonly Candidate[],
  choice: ToolChoice,
  conversation: Conversation,
): readonly Candidate[] {
  switch (choice.type) {
    case "none":
      return [];
    case "auto":
      return meant(all, conversation);
    case "required":
      return atLeastOne(all, conversation, "`tool_choice` is `required`, but there are no tools.");
    case "named":
      return [
        all.find(({ tool }) => tool.name === choice.name) ??
          missing("`tool_choice` names a tool that is not in `tools`."),
      ];
    case "allowed": {
      const allowed = all.filter(({ tool }) => choice.names.includes(tool.name));
      if (choice.mode === "auto") return meant(allowed, conversation);
      return atLeastOne(allowed, conversation, "`tool_choice` allows only tools that are not in `tools`.");
    }
  }
}

function missing(message: string): never {
  throw new ParleyError("invalid_value", { message, param: "tool_choice" });
}

function atLeastOne(
  candidates: readonly Candidate[],
  conversation: Conversation,
  fault: string,
): readonly Candidate[] {
  const found = candidates.filter(({ tool }) => isMeant(tool, conversation.question));
  const first = candidates[0] ?? missing(fault);
  return found.length > 0 ? found : [first];
}

/** What the message asks for, unless the tools have answered already. */
function meant(candidates: readonly Candidate[], { question, outputs }: Conversation): readonly Candidate[] {
  if (outputs.length > 0) return [];
  return candidates.filter(({ tool }) => isMeant(tool, question));
}

function isMeant(tool: Tool, question: string): boolean {
  if (
    question
      .slice(0, 4_000)
      .toLowerCase()
      .split(/[^\w-]+/)
      .includes(tool.name.toLowerCase())
  )
    return true;
  const said = new Set(wordsOf(question));
  const { smallWords } = voiceOf([question]);
  const telling = nameWords(tool).filter((word) => !VERBS.has(word) && !smallWords.has(word));
  if (telling.length > 0 && telling.every((word) => said.has(word))) return true;
  const described = new Set(
    wordsOf(tool.description ?? "").filter((word) => word.length > 3 && !smallWords.has(word)),
  );
  return [...described].filter((word) => said.has(word)).length >= DESCRIBED;
}

/** `getWeather_now` → get, weather, now. */
function nameWords(tool: Tool): readonly string[] {
  return wordsOf(tool.name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll("_", " "));
}

async function callOf({ tool, index }: Candidate, { question }: Conversation, seed: number): Promise<Part> {
  const hints = hintsFrom(question, [...nameWords(tool), tool.name, "call"]);
  if (tool.type === "custom") {
    return {
      kind: "call",
      tool: "custom",
      name: tool.name,
      text: hints.join(" ") || excerpt(question, 300) || "rehearsal",
    };
  }
  const { parameters } = tool;
  // No schema, or one that says nothing: the arguments are an object all the same.
  const free = typeof parameters !== "object" || Object.keys(parameters).length === 0;
  const value =
    free && parameters !== false
      ? {}
      : await instanceAt(`tools[${index}].function.parameters`, parameters ?? true, seed, hints);
  return { kind: "call", tool: "function", name: tool.name, text: JSON.stringify(value) };
}
