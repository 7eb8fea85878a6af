import type { Annotation, ContentPart, Item } from "../../spec/item.ts";
import { isObject, known, words } from "../upstream/json.ts";

/** A document of the conversation, by the names under which the upstream may cite it. */
export interface KnownDocument {
  readonly fileId: string | undefined;
  readonly filename: string | undefined;
}

/** The conversation's documents in their order: an annotation tells the number. */
export function documentsOf(items: readonly Item[]): readonly KnownDocument[] {
  return items.flatMap((item) => {
    if (item.type === "message") return item.content.flatMap(document);
    return item.type === "function_call_output" ? item.output.flatMap(document) : [];
  });
}

function document(part: ContentPart): readonly KnownDocument[] {
  return part.type === "file" ? [{ fileId: part.fileId, filename: part.filename }] : [];
}

/**
 * Reads a citation. `offset` is where its part begins in the whole text.
 * `undefined` for what cannot be said in our words: a file that is none of the conversation's.
 */
export function readAnnotation(
  wire: unknown,
  offset: number,
  documents: readonly KnownDocument[],
): Annotation | undefined {
  if (!isObject(wire)) return undefined;
  const start = position(wire["start_index"] ?? wire["index"]) + offset;
  const end = Math.max(start, position(wire["end_index"] ?? wire["index"]) + offset);
  const quote = words(wire["quote"]);
  const title = words(wire["title"]);
  if (wire["type"] === "url_citation") {
    const url = words(wire["url"]);
    return url === undefined ? undefined : known<Annotation>({ type: "url", url, title, start, end, quote });
  }
  if (wire["type"] !== "file_citation" && wire["type"] !== "container_file_citation") return undefined;
  const found = numberOf(wire, documents);
  if (found === undefined) return undefined;
  const place = readPlace(wire["place"]);
  return known<Annotation>({ type: "document", document: found, title, start, end, quote, place });
}

/** Other servers of this dialect say the number themselves; OpenAI's name the file. */
function numberOf(
  wire: Readonly<Record<string, unknown>>,
  documents: readonly KnownDocument[],
): number | undefined {
  const said = wire["document_index"];
  if (typeof said === "number" && Number.isSafeInteger(said) && said >= 0) return said;
  const fileId = words(wire["file_id"]);
  const filename = words(wire["filename"]);
  const byId = documents.findIndex((entry) => fileId !== undefined && entry.fileId === fileId);
  if (byId !== -1) return byId;
  const byName = documents.findIndex((entry) => filename !== undefined && entry.filename === filename);
  return byName === -1 ? undefined : byName;
}

function readPlace(wire: unknown): Extract<Annotation, { type: "document" }>["place"] {
  if (!isObject(wire)) return undefined;
  const { unit, from, to } = wire;
  if (unit !== "char" && unit !== "page" && unit !== "block") return undefined;
  return { unit, from: position(from), to: position(to) };
}

function position(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
