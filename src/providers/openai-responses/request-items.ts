import { ParleyError } from "../../spec/errors.ts";
import type {
  Annotation,
  ContentPart,
  FilePart,
  FunctionCallItem,
  FunctionCallOutputItem,
  Item,
  MessageItem,
  ReasoningItem,
} from "../../spec/item.ts";

import { toldFailure } from "../upstream/told-failure.ts";

type Json = Record<string, unknown>;

/** The conversation as `input` of a request. */
export function inputItems(items: readonly Item[]): readonly Json[] {
  const customCalls = new Set(
    items.flatMap((item) => (item.type === "function_call" && item.kind === "custom" ? [item.callId] : [])),
  );
  return items.flatMap((item, position) => {
    switch (item.type) {
      case "message":
        return [message(item)];
      case "function_call":
        return [call(item)];
      case "function_call_output":
        return [callOutput(item, customCalls.has(item.callId))];
      case "reasoning":
        return leadsSomewhere(items, position) ? thought(item) : [];
    }
  });
}

function message({ role, content }: MessageItem): Json {
  const [first] = content;
  if (role !== "assistant") return { type: "message", role, content: content.map(inputPart) };
  // The one form of an assistant's message without an id that every server of this dialect takes.
  const plain = content.length === 1 && first?.type === "text" && !first.annotations?.some(isUrl);
  return { type: "message", role, content: plain ? first.text : content.map(outputPart) };
}

function call({ callId, name, arguments: text, kind }: FunctionCallItem): Json {
  // No id: with one, the upstream would look for the call among its stored answers.
  return kind === "custom"
    ? { type: "custom_tool_call", call_id: callId, name, input: text }
    : { type: "function_call", call_id: callId, name, arguments: text };
}

function callOutput(item: FunctionCallOutputItem, custom: boolean): Json {
  const { callId } = item;
  const output = toldFailure(item);
  const [first] = output;
  const plain = output.length === 1 && first?.type === "text";
  return {
    type: custom ? "custom_tool_call_output" : "function_call_output",
    call_id: callId,
    output: plain ? first.text : output.map(inputPart),
  };
}

/** Without its maker's own form a thought is no use to the upstream, and another maker's would be refused. */
function thought({ text, seal }: ReasoningItem): readonly Json[] {
  if (seal?.maker !== "openai") return [];
  return [
    {
      type: "reasoning",
      ...(seal.id !== undefined && { id: seal.id }),
      summary: text === "" ? [] : [{ type: "summary_text", text }],
      encrypted_content: seal.data,
    },
  ];
}

/** The upstream refuses a thought behind which its author neither says nor does anything. */
function leadsSomewhere(items: readonly Item[], position: number): boolean {
  const next = items.slice(position + 1).find((item) => item.type !== "reasoning");
  return next?.type === "function_call" || (next?.type === "message" && next.role === "assistant");
}

function inputPart(part: ContentPart): Json {
  switch (part.type) {
    case "text":
      return { type: "input_text", text: part.text };
    case "refusal":
      return { type: "input_text", text: part.refusal };
    case "image":
      return { type: "input_image", image_url: part.url, detail: part.detail ?? "auto" };
    case "file":
      return filePart(part);
    case "audio":
      throw unsupported("The model's provider takes no audio in conversations.");
  }
}

function filePart({ fileId, data, url, filename }: FilePart): Json {
  if (fileId !== undefined) return { type: "input_file", file_id: fileId };
  if (url !== undefined) return { type: "input_file", file_url: url };
  if (data === undefined) throw unsupported("A file has neither content nor address.");
  return { type: "input_file", filename: filename ?? nameFor(data), file_data: data };
}

/** Content without a name is refused; the name's ending says what it is. */
function nameFor(data: string): string {
  const [, subtype = "pdf"] = /^data:[\w-]+\/([\w-]{1,20})[;,]/.exec(data) ?? [];
  return `document.${subtype === "plain" ? "txt" : subtype}`;
}

function outputPart(part: ContentPart): Json {
  switch (part.type) {
    case "text":
      return {
        type: "output_text",
        text: part.text,
        annotations: (part.annotations ?? []).filter(isUrl).map(urlCitation),
      };
    case "refusal":
      return { type: "refusal", refusal: part.refusal };
    default:
      throw unsupported("The model's provider takes only text in messages of the assistant.");
  }
}

type UrlAnnotation = Extract<Annotation, { type: "url" }>;

function isUrl(annotation: Annotation): annotation is UrlAnnotation {
  return annotation.type === "url";
}

function urlCitation({ url, title = "", start, end }: UrlAnnotation): Json {
  return { type: "url_citation", url, title, start_index: start, end_index: end };
}

function unsupported(message: string): ParleyError {
  return new ParleyError("unsupported_by_provider", { message });
}
