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
import { presentAnnotation } from "./annotations.ts";
import { callSealText, sealText } from "./seals.ts";

type Json = Record<string, unknown>;

/** What is told of an item beside what was said. */
export interface ItemFrame {
  readonly id: string;
  readonly status: "completed" | "incomplete";
}

/** An item of a conversation as the protocol shows it. */
export function presentItem(item: Item, { id, status }: ItemFrame): Json {
  switch (item.type) {
    case "message":
      return { id, type: "message", status, role: item.role, ...presentMessage(item) };
    case "function_call":
      return { id, status, ...presentCall(item) };
    case "function_call_output":
      return { id, status, ...presentOutput(item) };
    case "reasoning":
      return { id, ...presentThought(item, id), ...(status === "incomplete" && { status }) };
  }
}

function presentMessage({ role, content, name }: MessageItem): Json {
  const show = role === "assistant" ? spokenPart : givenPart;
  return { content: content.map(show), ...(name !== undefined && { name }) };
}

/** What a call's maker wants back with it stands beside it, under the name that it has on a thought. */
function presentCall({ callId, name, arguments: text, kind, seal }: FunctionCallItem): Json {
  const sealed = seal === undefined ? {} : { encrypted_content: callSealText(callId, seal) };
  return kind === "custom"
    ? { type: "custom_tool_call", call_id: callId, name, input: text, ...sealed }
    : { type: "function_call", call_id: callId, name, arguments: text, ...sealed };
}

function presentOutput({ callId, output, kind, failed }: FunctionCallOutputItem): Json {
  const [first] = output;
  const plain = output.length === 1 && first?.type === "text";
  return {
    type: kind === "custom" ? "custom_tool_call_output" : "function_call_output",
    call_id: callId,
    output: plain ? first.text : output.map(givenPart),
    ...(failed === true && { failed }),
  };
}

function presentThought({ text, seal }: ReasoningItem, id: string): Json {
  return {
    type: "reasoning",
    summary: text === "" ? [] : [{ type: "summary_text", text }],
    ...(seal !== undefined && { encrypted_content: sealText(seal, id) }),
  };
}

/** Whoever is not the model gives it these. */
function givenPart(part: ContentPart): Json {
  switch (part.type) {
    case "text":
      return { type: "input_text", text: part.text };
    case "refusal":
      return { type: "input_text", text: part.refusal };
    case "image":
      return { type: "input_image", image_url: part.url, file_id: null, detail: part.detail ?? "auto" };
    case "audio":
      return { type: "input_audio", input_audio: { data: part.data, format: part.format } };
    case "file":
      return presentFile(part);
  }
}

function presentFile({ fileId, data, url, filename }: FilePart): Json {
  return {
    type: "input_file",
    ...(fileId !== undefined && { file_id: fileId }),
    ...(data !== undefined && { file_data: data }),
    ...(url !== undefined && { file_url: url }),
    ...(filename !== undefined && { filename }),
  };
}

function spokenPart(part: ContentPart): Json {
  if (part.type === "refusal") return { type: "refusal", refusal: part.refusal };
  if (part.type !== "text") return givenPart(part);
  const annotations = (part.annotations ?? []).map((annotation: Annotation) =>
    presentAnnotation(annotation, 0, []),
  );
  return { type: "output_text", text: part.text, annotations, logprobs: [] };
}
