import type { Annotation } from "../../spec/item.ts";

const members = { char: "documentChar", page: "documentPage", block: "documentChunk" } as const;

/** An annotation as Converse tells it: which text it belongs to says the block that it stands in. */
export function presentCitation(annotation: Annotation): object {
  const { title, quote } = annotation;
  return {
    ...(title !== undefined && { title }),
    ...(quote !== undefined && { sourceContent: [{ text: quote }] }),
    location: locationOf(annotation),
  };
}

function locationOf(annotation: Annotation): object {
  if (annotation.type === "url") return { web: { url: annotation.url } };
  const { document: documentIndex, place } = annotation;
  if (place === undefined) return { documentChar: { documentIndex } };
  return { [members[place.unit]]: { documentIndex, start: place.from, end: place.to } };
}
