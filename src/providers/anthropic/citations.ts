import { ParleyError } from "../../spec/errors.ts";
import type { Annotation, TextPart } from "../../spec/item.ts";
import { count, isObject, type Json, known, words } from "../upstream/json.ts";
import type { WireCitation } from "./wire.ts";

/** Where a citation's block of text lies in the whole text of the message. */
interface Range {
  readonly start: number;
  readonly end: number;
}

type Place = NonNullable<Extract<Annotation, { type: "document" }>["place"]>;

const units = {
  char_location: { unit: "char", from: "start_char_index", to: "end_char_index" },
  page_location: { unit: "page", from: "start_page_number", to: "end_page_number" },
  content_block_location: { unit: "block", from: "start_block_index", to: "end_block_index" },
} as const;

/** `undefined` for a kind of citation that is not known. Fails with `upstream_invalid` for one that makes no sense. */
export function readCitation(wire: unknown, range: Range): Annotation | undefined {
  if (!isObject(wire)) throw new ParleyError("upstream_invalid");
  const citation: WireCitation = wire;
  const { type } = citation;
  const quote = words(citation.cited_text);
  if (type === "web_search_result_location" || type === "search_result_location") {
    const url = words(type === "search_result_location" ? citation.source : citation.url);
    if (url === undefined) throw new ParleyError("upstream_invalid");
    return known<Annotation>({ type: "url", url, title: words(citation.title), ...range, quote });
  }
  if (type !== "char_location" && type !== "page_location" && type !== "content_block_location")
    return undefined;
  const document = count(citation.document_index);
  if (document === undefined) throw new ParleyError("upstream_invalid");
  const title = words(citation.document_title);
  return known<Annotation>({
    type: "document",
    document,
    title,
    ...range,
    quote,
    place: placeOf(citation, type),
  });
}

function placeOf(citation: WireCitation, type: keyof typeof units): Place {
  const { unit, from: first, to: last } = units[type];
  const from = count(citation[first]);
  const to = count(citation[last]);
  if (from === undefined || to === undefined) throw new ParleyError("upstream_invalid");
  return { unit, from, to };
}

/**
 * The citations of a text that goes back as history. Only those of the whole text, since a block is what is cited
 * there; and none of the web, which would need a token of the upstream's that is not kept.
 */
export function writeCitations(part: TextPart, start: number): readonly Json[] | undefined {
  const end = start + part.text.length;
  const found = (part.annotations ?? []).flatMap((annotation) => {
    if (annotation.type !== "document" || annotation.place === undefined) return [];
    if (annotation.start !== start || annotation.end !== end) return [];
    return [writeCitation(annotation, annotation.place)];
  });
  return found.length === 0 ? undefined : found;
}

function writeCitation(annotation: Extract<Annotation, { type: "document" }>, place: Place): Json {
  const type = (["char_location", "page_location", "content_block_location"] as const).find(
    (name) => units[name].unit === place.unit,
  );
  const { from, to } = units[type ?? "char_location"];
  return {
    type,
    cited_text: annotation.quote ?? "",
    document_index: annotation.document,
    document_title: annotation.title ?? null,
    [from]: place.from,
    [to]: place.to,
  };
}
