import type { Annotation } from "../../spec/item.ts";

/**
 * `groundingMetadata`: where the text comes from. Google counts in UTF-8 bytes of the text; we count in UTF-16 units.
 * `undefined` where nothing is to be said.
 */
export function groundingMetadata(text: string, annotations: readonly Annotation[]): object | undefined {
  if (annotations.length === 0) return undefined;
  const bytes = bytesOf(
    text,
    annotations.flatMap(({ start, end }) => [start, end]),
  );
  return {
    groundingChunks: annotations.map((annotation) =>
      annotation.type === "url"
        ? { web: { uri: annotation.url, title: annotation.title } }
        : { retrievedContext: { title: annotation.title, text: annotation.quote } },
    ),
    groundingSupports: annotations.map(({ start, end, quote }, index) => ({
      segment: { startIndex: bytes(start), endIndex: bytes(end), text: quote },
      groundingChunkIndices: [index],
    })),
  };
}

/** Positions in UTF-8 bytes for those in UTF-16 units, in one walk over the text. */
function bytesOf(text: string, places: readonly number[]): (place: number) => number {
  const known = new Map<number, number>();
  let [at, bytes] = [0, 0];
  for (const place of places.toSorted((a, b) => a - b)) {
    bytes += Buffer.byteLength(text.slice(at, place));
    at = place;
    known.set(place, bytes);
  }
  return (place) => known.get(place) ?? 0;
}
