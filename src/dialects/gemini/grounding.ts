import type { Annotation } from "../../spec/item.ts";

/**
 * `groundingMetadata`: where the text comes from. Google counts in UTF-8 bytes of the text; we count in UTF-16 units.
 * `undefined` where nothing is to be said.
 */
export function groundingMetadata(text: string, annotations: readonly Annotation[]): object | undefined {
  if (annotations.length === 0) return undefined;
  const bytes = (units: number) => Buffer.byteLength(text.slice(0, units));
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
