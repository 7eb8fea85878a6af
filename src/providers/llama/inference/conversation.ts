import { ParleyError } from "../../../spec/errors.ts";
import type { ContentPart, Item } from "../../../spec/item.ts";

/** A message of the conversation with everything that belongs to it. */
export interface Turn {
  readonly role: "system" | "user" | "assistant" | "tool";
  text: string;
  readonly name?: string;
  /** What the model thought before this answer. */
  reasoning: string;
  readonly calls: { readonly id: string; readonly name: string; readonly arguments: string }[];
  /** Of a tool's output: the call that it answers, and the tool's name. */
  readonly callId?: string;
}

/**
 * The items as messages: an answer's reasoning, text and calls become one message again.
 * Fails with `invalid_value` and the part's path for what is not text.
 */
export function readConversation(items: readonly Item[], model: string): readonly Turn[] {
  const turns: Turn[] = [];
  const names = new Map<string, string>();
  let thought = "";
  const answer = (): Turn => {
    const last = turns.at(-1);
    if (last?.role === "assistant") return last;
    const turn: Turn = { role: "assistant", text: "", reasoning: thought, calls: [] };
    thought = "";
    turns.push(turn);
    return turn;
  };
  for (const item of items) {
    const text = (content: readonly ContentPart[]): string =>
      textOf(content, `messages[${turns.length}].content`, model);
    switch (item.type) {
      case "reasoning":
        thought += item.text;
        break;
      case "function_call":
        names.set(item.callId, item.name);
        answer().calls.push({ id: item.callId, name: item.name, arguments: item.arguments });
        break;
      case "function_call_output": {
        const name = names.get(item.callId);
        turns.push({
          ...message("tool", text(item.output)),
          callId: item.callId,
          ...(name !== undefined && { name }),
        });
        break;
      }
      case "message": {
        const role = item.role === "developer" ? "system" : item.role;
        turns.push({
          ...message(role, text(item.content)),
          ...(role === "assistant" && { reasoning: thought }),
          ...(item.name !== undefined && { name: item.name }),
        });
        thought = "";
      }
    }
  }
  return turns;
}

function message(role: Turn["role"], text: string): Turn {
  return { role, text, reasoning: "", calls: [] };
}

function textOf(content: readonly ContentPart[], path: string, model: string): string {
  return content
    .map((part, index) => {
      if (part.type === "text") return part.text;
      if (part.type === "refusal") return part.refusal;
      throw new ParleyError("invalid_value", {
        message: `Invalid value for '${path}[${index}]': the model ${model} reads text only, and this is of the type '${part.type}'.`,
        param: `${path}[${index}]`,
      });
    })
    .join("\n");
}
