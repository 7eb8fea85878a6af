import { ParleyError } from "../../spec/errors.ts";
import type {
  ContentPart,
  FilePart,
  FunctionCallItem,
  FunctionCallOutputItem,
  Item,
  MessageItem,
} from "../../spec/item.ts";
import { type Json, known } from "../upstream/json.ts";
import { toldFailure } from "../upstream/told-failure.ts";

type Message = Record<string, unknown>;

/**
 * Items as messages of the chat dialect. An assistant's calls, and what is said beside and after them, are one message:
 * behind it the protocol takes nothing but what the tools answered. Reasoning is the upstream's own affair in this
 * dialect: it takes none back. Fails with `unsupported_by_provider` for content that the protocol has no form for.
 *
 * @param developerRole Whether the server knows `developer`; else it is told `system`.
 */
export function messagesOf(items: readonly Item[], developerRole: boolean): readonly Message[] {
  const out: Message[] = [];
  let assistant: AssistantTurn | undefined;
  let shown: Json[] = [];
  /** Outputs of tools stand together: pictures among them wait until all are told. */
  const show = (): void => {
    if (shown.length > 0) out.push({ role: "user", content: shown });
    shown = [];
  };
  for (const item of items) {
    if (item.type === "reasoning") continue;
    if (item.type === "function_call_output") {
      const { message, beside } = toolMessage(item);
      out.push(message);
      shown.push(...beside);
      assistant = undefined;
      continue;
    }
    show();
    if (item.type === "message" && item.role !== "assistant") {
      out.push(messageOf(item, developerRole));
      assistant = undefined;
      continue;
    }
    if (assistant === undefined || (item.type === "message" && !assistant.called)) {
      assistant = new AssistantTurn();
      out.push(assistant.message);
    }
    assistant.add(item);
  }
  show();
  return out;
}

/** What an assistant says and calls before anybody else speaks. */
class AssistantTurn {
  readonly message: Message = { role: "assistant", content: null };
  readonly #content: ContentPart[] = [];
  readonly #calls: Json[] = [];

  get called(): boolean {
    return this.#calls.length > 0;
  }

  add(item: MessageItem | FunctionCallItem): void {
    if (item.type === "function_call") {
      this.#calls.push(toolCall(item));
      this.message["tool_calls"] = this.#calls;
      return;
    }
    this.#content.push(...item.content);
    this.message["content"] = contentOf(this.#content);
    if (item.name !== undefined) this.message["name"] ??= item.name;
  }
}

function messageOf(item: MessageItem, developerRole: boolean): Message {
  const role = item.role === "developer" && !developerRole ? "system" : item.role;
  return known<Message>({ role, content: contentOf(item.content), name: item.name });
}

function toolCall({ callId: id, name, arguments: text, kind }: FunctionCallItem): Json {
  return kind === "custom"
    ? { id, type: "custom", custom: { name, input: text } }
    : { id, type: "function", function: { name, arguments: text } };
}

/** A tool answers in text here. What it shows beside goes into a message of the user behind. */
function toolMessage(item: FunctionCallOutputItem): {
  readonly message: Message;
  readonly beside: readonly Json[];
} {
  const { callId } = item;
  const output = toldFailure(item);
  const texts = output.filter(({ type }) => type === "text" || type === "refusal");
  const others = output.filter(({ type }) => type !== "text" && type !== "refusal");
  return {
    message: { role: "tool", tool_call_id: callId, content: contentOf(texts) },
    beside:
      others.length === 0
        ? []
        : [{ type: "text", text: `Shown by the tool call ${callId}:` }, ...others.map(partOf)],
  };
}

/** The protocol refuses an empty list; nothing said is an empty text. */
function contentOf(parts: readonly ContentPart[]): string | readonly Json[] {
  const [first] = parts;
  if (first === undefined) return "";
  return parts.length === 1 && first.type === "text" ? first.text : parts.map(partOf);
}

function partOf(part: ContentPart): Json {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "refusal":
      return { type: "refusal", refusal: part.refusal };
    case "image":
      return { type: "image_url", image_url: known({ url: part.url, detail: part.detail }) };
    case "audio":
      return { type: "input_audio", input_audio: { data: part.data, format: part.format } };
    case "file":
      return { type: "file", file: fileOf(part) };
  }
}

function fileOf({ fileId, data, filename }: FilePart): Json {
  if (fileId === undefined && data === undefined) {
    throw new ParleyError("unsupported_by_provider", {
      message: "The model's provider takes files by their content or id, not by address.",
    });
  }
  // Content without a name is refused; the name's ending says what it is.
  const name = filename ?? (data === undefined ? undefined : nameFor(data));
  return known({ file_id: fileId, file_data: data, filename: name });
}

function nameFor(data: string): string {
  const [, subtype = "pdf"] = /^data:[\w-]+\/([\w-]{1,20})[;,]/.exec(data.slice(0, 100)) ?? [];
  return `document.${subtype === "plain" ? "txt" : subtype}`;
}
