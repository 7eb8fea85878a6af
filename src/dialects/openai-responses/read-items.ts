import { ParleyError } from "../../spec/errors.ts";
import type {
  Annotation,
  CacheMark,
  ContentPart,
  FunctionCallOutputItem,
  Item,
  ReasoningItem,
  Seal,
} from "../../spec/item.ts";
import type { WireInputItem, WirePart } from "./items-schema.ts";
import { readSeal } from "./seals.ts";

type Wire<Type> = Extract<WireInputItem, { type: Type }>;

export interface ReadNotes {
  /** What the items are called in errors; `input` where nothing is said. */
  readonly param?: string;
  /** Ids of calls that were made before: their outputs may come, too. */
  readonly earlier?: Iterable<string>;
}

/**
 * The conversation of a request. Fails with a `ParleyError` for items that a conversation cannot hold, and for the
 * output of a call that nobody made.
 */
export function readItems(
  input: string | readonly WireInputItem[],
  instructions: string | null | undefined,
  { param = "input", earlier = [] }: ReadNotes = {},
): readonly Item[] {
  const first: readonly Item[] =
    instructions === undefined || instructions === null
      ? []
      : [{ type: "message", role: "system", content: [{ type: "text", text: instructions }] }];
  if (typeof input === "string") {
    return [...first, { type: "message", role: "user", content: [{ type: "text", text: input }] }];
  }
  const known: Known = { callSeals: new Map(), calls: new Set(earlier), whole: param };
  const items = input.flatMap((item, position) => readItem(item, `${param}[${position}]`, known));
  return [...first, ...items];
}

interface Known {
  /** What came back for calls that follow, by their ids. */
  readonly callSeals: Map<string, Seal>;
  readonly calls: Set<string>;
  /** What all items together are called. */
  readonly whole: string;
}

function readItem(item: WireInputItem, param: string, known: Known): readonly Item[] {
  switch (item.type) {
    case undefined:
    case null:
    case "message":
      return [
        {
          type: "message",
          role: item.role,
          content: readContent(item.content, `${param}.content`),
          ...(typeof item["name"] === "string" && { name: item["name"] }),
        },
      ];
    case "function_call":
    case "custom_tool_call":
      return [readCall(item, known)];
    case "function_call_output":
    case "custom_tool_call_output":
      return [readCallOutput(item, param, known)];
    case "reasoning":
      return readThought(item, known);
    default:
      throw new ParleyError("unsupported_parameter", { message: refusal(item.type), param: `${param}.type` });
  }
}

function refusal(type: string): string {
  return type === "item_reference"
    ? "An `item_reference` cannot be followed here: send the item itself, as clients do with `store: false`."
    : `Items of the type '${type}' are not supported here.`;
}

function readCall(item: Wire<"function_call"> | Wire<"custom_tool_call">, known: Known): Item {
  known.calls.add(item.call_id);
  const seal = known.callSeals.get(item.call_id) ?? sealBeside(item);
  const custom = item.type === "custom_tool_call";
  return {
    type: "function_call",
    callId: item.call_id,
    name: item.name,
    arguments: item.type === "custom_tool_call" ? item.input : item.arguments,
    ...(custom && { kind: "custom" }),
    ...(seal !== undefined && { seal }),
  };
}

/** Parley's own items have it there; see `presentItem`. */
function sealBeside({ encrypted_content: text }: { readonly [name: string]: unknown }): Seal | undefined {
  return typeof text === "string" ? readSeal(text, undefined)?.seal : undefined;
}

function readCallOutput(
  item: Extract<WireInputItem, { output: unknown }>,
  param: string,
  { calls, whole }: Known,
): FunctionCallOutputItem {
  const callId = item.call_id;
  if (!calls.has(callId)) {
    throw new ParleyError("invalid_value", {
      message: `No tool call found for function call output with call_id ${callId.slice(0, 64).toWellFormed()}.`,
      param: whole,
    });
  }
  const output = readContent(item.output, `${param}.output`);
  return {
    type: "function_call_output",
    callId,
    output,
    ...(item.type === "custom_tool_call_output" && { kind: "custom" }),
    ...(item["failed"] === true && { failed: true }),
  };
}

function readThought(item: Wire<"reasoning">, { callSeals }: Known): readonly ReasoningItem[] {
  const sealed = readSeal(item.encrypted_content, item.id);
  if (sealed?.call !== undefined) {
    callSeals.set(sealed.call, sealed.seal);
    return [];
  }
  const pieces = item.content?.length ? item.content : (item.summary ?? []);
  const text = pieces.map((piece) => piece.text).join("\n\n");
  if (text === "" && sealed === undefined) return [];
  return [{ type: "reasoning", text, ...(sealed !== undefined && { seal: sealed.seal }) }];
}

function readContent(content: string | readonly WirePart[], param: string): readonly ContentPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part, position) => readPart(part, `${param}[${position}]`));
}

function readPart(part: WirePart, param: string): ContentPart {
  switch (part.type) {
    case "input_text":
    case "text":
      return { type: "text", text: part.text, ...cacheMark(part) };
    case "output_text": {
      const annotations = (part.annotations ?? []).flatMap(readAnnotation);
      return { type: "text", text: part.text, ...(annotations.length > 0 && { annotations }) };
    }
    case "refusal":
      return { type: "refusal", refusal: part.refusal };
    case "input_image":
      return readImage(part, param);
    case "input_file":
      return readFile(part, param);
    case "input_audio":
      return { type: "audio", data: part.input_audio.data, format: part.input_audio.format };
  }
}

function readImage(part: Extract<WirePart, { type: "input_image" }>, param: string): ContentPart {
  const { image_url: url, detail } = part;
  if (url === undefined || url === null) {
    throw new ParleyError("unsupported_parameter", {
      message: `Pictures are taken by '${param}.image_url' alone, an address or a data: URL.`,
      param: part.file_id === undefined || part.file_id === null ? `${param}.image_url` : `${param}.file_id`,
    });
  }
  // `auto` is what the protocol means where nothing is said, and what its own clients always write.
  const said = detail === undefined || detail === null || detail === "auto" ? {} : { detail };
  return { type: "image", url, ...said, ...cacheMark(part) };
}

function readFile(part: Extract<WirePart, { type: "input_file" }>, param: string): ContentPart {
  const { file_id: fileId, file_data: data, file_url: url, filename } = part;
  if ((fileId ?? data ?? url ?? undefined) === undefined) {
    throw new ParleyError("missing_required_parameter", {
      message: `'${param}' needs one of file_id, file_data and file_url.`,
      param: `${param}.file_id`,
    });
  }
  return {
    type: "file",
    ...(typeof fileId === "string" && { fileId }),
    ...(typeof data === "string" && { data }),
    ...(typeof url === "string" && { url }),
    ...(typeof filename === "string" && { filename }),
    ...cacheMark(part),
  };
}

function cacheMark(part: WirePart): { readonly cache?: CacheMark } {
  const mark = part["prompt_cache_breakpoint"];
  if (typeof mark !== "object" || mark === null) return {};
  const { ttl } = mark as { readonly ttl?: unknown };
  return { cache: typeof ttl === "string" ? { ttl } : {} };
}

/** Citations of web pages; those of files name files of the answer's own conversation, and go without. */
function readAnnotation(wire: Readonly<Record<string, unknown>>): readonly Annotation[] {
  const { type, url, title, start_index: start, end_index: end } = wire;
  if (type !== "url_citation" || typeof url !== "string") return [];
  const position = (value: unknown) => (Number.isSafeInteger(value) ? Math.max(0, Number(value)) : 0);
  const named = typeof title === "string" && title !== "" ? { title } : {};
  return [{ type: "url", url, ...named, start: position(start), end: position(end) }];
}
