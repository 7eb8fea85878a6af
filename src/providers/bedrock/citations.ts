import type { Annotation } from "../../spec/item.ts";
import { count, isObject, words } from "../upstream/json.ts";
import type { WireCitation } from "./wire.ts";

const units = { documentChar: "char", documentPage: "page", documentChunk: "block" } as const;

/**
 * A citation of the text `[start, end)`, in UTF-16 units of the whole answer. `undefined` for one of something that
 * has neither an address nor a place in a document.
 */
export function annotation(citation: WireCitation, start: number, end: number): Annotation | undefined {
  const title = words(citation.title);
  const quote = quoteOf(citation);
  const common = { start, end, ...(title !== undefined && { title }), ...(quote !== undefined && { quote }) };
  const location = isObject(citation.location) ? citation.location : {};
  const web = isObject(location["web"]) ? words(location["web"]["url"]) : undefined;
  const url = web ?? (URL.canParse(words(citation.source) ?? "") ? words(citation.source) : undefined);
  for (const [member, unit] of Object.entries(units)) {
    const place = location[member];
    if (!isObject(place)) continue;
    const [document, from, to] = [place["documentIndex"], place["start"], place["end"]].map(count);
    const known = from !== undefined && to !== undefined ? { place: { unit, from, to } } : {};
    if (document !== undefined) return { type: "document", document, ...common, ...known };
  }
  return url === undefined ? undefined : { type: "url", url, ...common };
}

function quoteOf({ sourceContent }: WireCitation): string | undefined {
  if (!Array.isArray(sourceContent)) return undefined;
  return words(
    sourceContent.map((piece: unknown) => (isObject(piece) ? (words(piece["text"]) ?? "") : "")).join(""),
  );
}
