import { exactObject } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type {
  ContentPart,
  FunctionCallItem,
  FunctionCallOutputItem,
  Item,
  MessageItem,
} from "../../spec/item.ts";

/** A message as Ollama takes it. */
interface OllamaMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  content: string;
  thinking?: string;
  /** Base64. */
  images?: readonly string[];
  tool_calls?: OllamaCall[];
  tool_name?: string;
  tool_call_id?: string;
}

interface OllamaCall {
  readonly id: string;
  readonly function: { readonly name: string; readonly arguments: object };
}

/**
 * The conversation in Ollama's messages. A thought, the message after it and the calls after that are one message
 * there. Fails with `unsupported_by_provider` for content that Ollama does not read.
 */
export function messagesOf(items: readonly Item[]): readonly OllamaMessage[] {
  const out: OllamaMessage[] = [];
  const names = new Map<string, string>();
  let open: OllamaMessage | undefined;
  /** The assistant's message under way, or a new one where it already has something of this kind or of a later one. */
  const assistant = (taken: (message: OllamaMessage) => boolean): OllamaMessage => {
    if (open === undefined || taken(open)) out.push((open = { role: "assistant", content: "" }));
    return open;
  };
  for (const [index, item] of items.entries()) {
    if (item.type === "reasoning") {
      // A sealed thought is its maker's: nobody else can use it, and some of it may be hidden.
      if (item.seal === undefined && item.text !== "") assistant(() => true).thinking = item.text;
    } else if (item.type === "function_call") {
      names.set(item.callId, item.name);
      const message = assistant(() => false);
      (message.tool_calls ??= []).push(callOf(item));
    } else if (item.type === "message" && item.role === "assistant") {
      const message = assistant(({ content, tool_calls }) => content !== "" || tool_calls !== undefined);
      Object.assign(message, contentOf(item.content, index));
    } else {
      out.push(item.type === "message" ? messageOf(item, index) : outputOf(item, names, index));
      open = undefined;
    }
  }
  return out;
}

/** One text for `/api/generate`: the items are its pieces, and no question. */
export function promptOf(items: readonly Item[]): {
  readonly prompt: string;
  readonly images?: readonly string[];
} {
  const parts = items.flatMap((item) => (item.type === "message" ? item.content : []));
  const { content, images } = contentOf(parts, 0, "");
  return { prompt: content, ...(images !== undefined && { images }) };
}

function messageOf({ role, content }: MessageItem, index: number): OllamaMessage {
  return { role: role === "developer" ? "system" : role, ...contentOf(content, index) };
}

function outputOf(
  { callId, output, failed }: FunctionCallOutputItem,
  names: ReadonlyMap<string, string>,
  index: number,
): OllamaMessage {
  const { content, images } = contentOf(output, index);
  const name = names.get(callId);
  return {
    role: "tool",
    // There is no other way to tell the model.
    content: failed === true ? `Error: ${content}` : content,
    ...(images !== undefined && { images }),
    ...(name !== undefined && { tool_name: name }),
    tool_call_id: callId,
  };
}

function callOf({ callId, name, arguments: text }: FunctionCallItem): OllamaCall {
  return { id: callId, function: { name, arguments: argumentsOf(text) } };
}

/** Ollama takes objects alone: what a model wrote wrongly is shown to it as it was. */
function argumentsOf(text: string): object {
  return exactObject(text.trim() === "" ? "{}" : text) ?? { input: text };
}

/** Ollama keeps texts and images apart: where in the text an image stood is not told. */
function contentOf(
  parts: readonly ContentPart[],
  item: number,
  between = "\n",
): Pick<OllamaMessage, "content" | "images"> {
  const texts: string[] = [];
  const images: string[] = [];
  for (const part of parts) {
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "refusal") texts.push(part.refusal);
    else if (part.type === "image") images.push(base64Of(part.url, item));
    else throw unreadable(item, "Ollama reads text and images.");
  }
  return { content: texts.join(between), ...(images.length > 0 && { images }) };
}

const dataUrl = /^data:image\/[\w.+-]{1,40}(?:;[\w.+=-]{1,80})*;base64,/i;

function base64Of(url: string, item: number): string {
  const head = dataUrl.exec(url.slice(0, 400))?.[0];
  if (head === undefined) {
    throw unreadable(item, "Ollama takes images only as a `data:` URL of an image in base64.");
  }
  return url.slice(head.length);
}

function unreadable(item: number, message: string): ParleyError {
  return new ParleyError("unsupported_by_provider", { message, param: `messages[${item}].content` });
}
