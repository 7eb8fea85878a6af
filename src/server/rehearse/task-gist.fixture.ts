import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import type { ParameterName } from "../../spec/parameters.ts";

/** All that one side says before the other does. */
interface Turn {
  readonly side: "system" | "user" | "assistant";
  text: string;
  readonly media: string[];
  readonly calls: { readonly name: string; readonly input: unknown }[];
  /** What tools gave, by the call that they answer, counted from the beginning. */
  readonly results: { readonly call: number; readonly text: string; readonly failed: boolean }[];
}

/**
 * What a conversation says, however a protocol cuts it into messages and parts: white space between the parts of a
 * text, ids of calls and names of files are the protocol's own.
 */
export function gistOf(items: readonly Item[]): readonly Turn[] {
  const turns: Turn[] = [];
  const numbers = new Map<string, number>();
  const at = (side: Turn["side"]): Turn => {
    const last = turns.at(-1);
    if (last?.side === side) return last;
    const turn: Turn = { side, text: "", media: [], calls: [], results: [] };
    turns.push(turn);
    return turn;
  };
  for (const item of items) {
    if (item.type === "message") {
      const turn = at(item.role === "developer" ? "system" : item.role);
      turn.text += textOf(item.content);
      turn.media.push(...item.content.flatMap(mediaOf));
    } else if (item.type === "function_call") {
      numbers.set(item.callId, numbers.size);
      at("assistant").calls.push({ name: item.name, input: JSON.parse(item.arguments) as unknown });
    } else if (item.type === "function_call_output") {
      const said = textOf(item.output);
      const told = said.startsWith("Error:");
      at("user").results.push({
        call: numbers.get(item.callId) ?? -1,
        text: told ? said.slice("Error:".length) : said,
        failed: told || item.failed === true,
      });
    }
  }
  return turns;
}

function textOf(parts: readonly ContentPart[]): string {
  const texts = parts.map((part) => (part.type === "text" ? part.text : ""));
  return texts.join("").replaceAll(/\s+/g, "");
}

function mediaOf(part: ContentPart): readonly string[] {
  if (part.type === "image") return [part.url];
  return part.type === "file" ? [part.data ?? part.url ?? part.fileId ?? ""] : [];
}

/** What was asked for by the names of the parameter tables, without what would happen anyway. */
export function wishesOf({ options }: GenerateTask): Readonly<Partial<Record<ParameterName, unknown>>> {
  const { tools, toolChoice, format } = options;
  // A tool that does nothing stands in for none where the protocol wants one.
  const real = tools?.filter(({ name }) => name !== "no_tool") ?? [];
  const offered = toolChoice?.type === "none" || real.length === 0 ? undefined : real;
  return {
    max_completion_tokens: options.maxOutputTokens,
    temperature: options.temperature,
    top_k: options.topK,
    stop: options.stop,
    user: options.endUser,
    "tools.function": offered?.map(functionOf),
    "tool_choice.required": offered !== undefined && toolChoice?.type === "required",
    "tool_choice.named": offered !== undefined && toolChoice?.type === "named" ? toolChoice.name : undefined,
    parallel_tool_calls: offered === undefined || options.parallelToolCalls !== false,
    "response_format.json_schema": format?.type === "json_schema" ? format.schema : undefined,
  };
}

function functionOf(tool: NonNullable<GenerateOptions["tools"]>[number]): object {
  if (tool.type === "custom") return { name: tool.name };
  return { name: tool.name, description: tool.description, parameters: tool.parameters };
}
