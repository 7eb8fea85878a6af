import type { Annotation } from "../../spec/item.ts";
import { count, isObject, type Json, words } from "../upstream/json.ts";

/** No answer has more sources; what is beyond is left out. */
const most = 500;

interface Span {
  readonly source: Json;
  /** UTF-8 bytes of the text. */
  readonly from: number;
  readonly to: number;
  readonly quote?: string | undefined;
}

/**
 * Where an answer's text comes from: `groundingMetadata` (what a search found) and `citationMetadata` (what the model
 * quotes). Google counts in UTF-8 bytes; we count in UTF-16 units.
 *
 * @param text The choice's text so far.
 */
export function annotationsOf(text: string, grounding: unknown, citations: unknown): readonly Annotation[] {
  const spans = [...groundingSpans(grounding), ...citationSpans(citations)].slice(0, most);
  if (spans.length === 0) return [];
  const unit = unitsOf(
    text,
    spans.flatMap(({ from, to }) => [from, to]),
  );
  const found: Annotation[] = [];
  for (const { source, from, to, quote } of spans) {
    const url = words(source["uri"]);
    if (url === undefined || to <= from) continue;
    let [start, end] = [unit(from), unit(to)];
    if (quote !== undefined && text.slice(start, end) !== quote) {
      // Counted within a part of its own: the words themselves say where they are.
      start = text.indexOf(quote);
      if (start === -1) continue;
      end = start + quote.length;
    }
    const title = words(source["title"]);
    found.push({
      type: "url",
      url,
      ...(title !== undefined && { title }),
      start,
      end,
      ...(quote !== undefined && { quote }),
    });
  }
  return found;
}

/** Positions in UTF-16 units for those in UTF-8 bytes, in one walk over the text. */
function unitsOf(text: string, places: readonly number[]): (place: number) => number {
  const bytes = Buffer.from(text);
  const known = new Map<number, number>();
  let [at, units] = [0, 0];
  for (const place of places.toSorted((a, b) => a - b)) {
    let end = Math.min(place, bytes.length);
    // Never within a letter.
    while (end > at && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    units += bytes.toString("utf8", at, end).length;
    at = end;
    known.set(place, units);
  }
  return (place) => known.get(place) ?? 0;
}

/** Each support names a stretch of the text, and which of the sources say so. */
function* groundingSpans(grounding: unknown): Iterable<Span> {
  if (!isObject(grounding)) return;
  const chunks = listOf(grounding["groundingChunks"]);
  for (const support of listOf(grounding["groundingSupports"]).slice(0, most)) {
    if (!isObject(support) || !isObject(support["segment"])) continue;
    const { startIndex, endIndex, text } = support["segment"];
    for (const index of listOf(support["groundingChunkIndices"]).slice(0, most)) {
      const chunk = typeof index === "number" ? chunks[index] : undefined;
      const source = isObject(chunk) ? (chunk["web"] ?? chunk["retrievedContext"]) : undefined;
      if (!isObject(source)) continue;
      yield { source, from: count(startIndex) ?? 0, to: count(endIndex) ?? 0, quote: words(text) };
    }
  }
}

/** The Gemini API says `citationSources`, its twin on Vertex AI `citations`. */
function* citationSpans(metadata: unknown): Iterable<Span> {
  if (!isObject(metadata)) return;
  for (const source of listOf(metadata["citationSources"] ?? metadata["citations"]).slice(0, most)) {
    if (!isObject(source)) continue;
    yield { source, from: count(source["startIndex"]) ?? 0, to: count(source["endIndex"]) ?? 0 };
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
