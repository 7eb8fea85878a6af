import { exactText } from "../../lib/exact-json.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import type { Message } from "./schema.ts";

/** The messages of `/api/chat` as items. A message may be a thought, a text and calls at once. */
export function itemsOf(messages: readonly Message[]): readonly Item[] {
  const out: Item[] = [];
  /** Calls that have no answer yet, by the name of their tool. */
  const open: { readonly callId: string; readonly name: string }[] = [];
  for (const [index, message] of messages.entries()) {
    const { role, thinking, tool_calls: calls } = message;
    if (role === "tool") {
      const callId = answered(open, message) ?? message.tool_call_id ?? `call_${index}`;
      out.push({ type: "function_call_output", callId, output: partsOf(message) });
    } else if (role === "assistant") {
      if (thinking) out.push({ type: "reasoning", text: thinking });
      const silent = message.content ? false : Boolean(thinking) || (calls?.length ?? 0) > 0;
      if (!silent) out.push({ type: "message", role, content: partsOf(message) });
      for (const [at, call] of (calls ?? []).entries()) {
        // Older versions of Ollama give no ids, and clients then send none.
        const callId = call.id || `call_${index}_${at}`;
        const { name } = call.function;
        open.push({ callId, name });
        const text = exactText(call.function.arguments ?? {});
        out.push({ type: "function_call", callId, name, arguments: text });
      }
    } else {
      out.push({ type: "message", role, content: partsOf(message) });
    }
  }
  return out;
}

/** The call that a tool's message answers: the one it names, else the first of its tool, else the first of all. */
function answered(
  open: { readonly callId: string; readonly name: string }[],
  { tool_call_id: id, tool_name: name }: Message,
): string | undefined {
  let at = id ? open.findIndex(({ callId }) => callId === id) : -1;
  if (!id && name) at = open.findIndex((call) => call.name === name);
  if (!id && at === -1 && open.length > 0) at = 0;
  return at === -1 ? undefined : open.splice(at, 1)[0]?.callId;
}

/** A text, and the images beside it. */
export function partsOf({ content, images }: Pick<Message, "content" | "images">): readonly ContentPart[] {
  const pictures = (images ?? []).map((data): ContentPart => ({ type: "image", url: imageUrl(data) }));
  return content || pictures.length === 0 ? [{ type: "text", text: content ?? "" }, ...pictures] : pictures;
}

/** How the files of each kind begin, in base64. */
const beginnings: readonly (readonly [begin: string, type: string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];

function imageUrl(data: string): string {
  const type = beginnings.find(([begin]) => data.startsWith(begin))?.[1] ?? "image/png";
  return `data:${type};base64,${data}`;
}
