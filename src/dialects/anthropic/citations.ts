import { count, words } from "../../lib/json-values.ts";
import type { Annotation } from "../../spec/item.ts";

type Json = Readonly<Record<string, unknown>>;

/** Names of the places in a document, by unit. The figures are taken as they are; all ends are exclusive. */
const places = {
  char: { type: "char_location", from: "start_char_index", to: "end_char_index" },
  page: { type: "page_location", from: "start_page_number", to: "end_page_number" },
  block: { type: "content_block_location", from: "start_block_index", to: "end_block_index" },
} as const;

type Unit = keyof typeof places;

/** An annotation as a citation. Where in the answer it belongs is said by the block that has it. */
export function presentCitation(annotation: Annotation): object {
  const { title, quote } = annotation;
  if (annotation.type === "url") {
    return {
      type: "web_search_result_location",
      url: annotation.url,
      title: title ?? null,
      cited_text: quote ?? "",
      encrypted_index: "",
    };
  }
  const { unit, from, to } = annotation.place ?? { unit: "char", from: 0, to: 0 };
  const names = places[unit];
  return {
    type: names.type,
    cited_text: quote ?? "",
    document_index: annotation.document,
    document_title: title ?? null,
    [names.from]: from,
    [names.to]: to,
    file_id: null,
  };
}

/** Reads a citation of a text that lies at `[start, end)` of its message; `undefined` for forms that we have no word for. */
export function readCitation(wire: Json, start: number, end: number): Annotation | undefined {
  const quote = words(wire["cited_text"]);
  const common = { start, end, ...(quote !== undefined && { quote }) };
  if (wire["type"] === "web_search_result_location" || wire["type"] === "search_result_location") {
    const url = words(wire["url"]) ?? words(wire["source"]);
    const title = words(wire["title"]);
    return url === undefined
      ? undefined
      : { type: "url", url, ...common, ...(title !== undefined && { title }) };
  }
  const unit = (Object.keys(places) as Unit[]).find((name) => places[name].type === wire["type"]);
  const document = count(wire["document_index"]);
  if (unit === undefined || document === undefined) return undefined;
  const names = places[unit];
  const [from, to] = [count(wire[names.from]), count(wire[names.to])];
  const title = words(wire["document_title"]);
  return {
    type: "document",
    document,
    ...common,
    ...(title !== undefined && { title }),
    ...(from !== undefined && to !== undefined && { place: { unit, from, to } }),
  };
}
