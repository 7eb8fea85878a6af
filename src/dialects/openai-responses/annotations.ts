import type { GenerateTask } from "../../spec/call.ts";
import type { Annotation, FilePart } from "../../spec/item.ts";

/** The documents of a conversation, in their order. */
export function documentsOf({ items }: GenerateTask): readonly FilePart[] {
  return items.flatMap((item) => {
    const parts =
      item.type === "message" ? item.content : item.type === "function_call_output" ? item.output : [];
    return parts.filter((part) => part.type === "file");
  });
}

/**
 * A citation as the protocol has it; `offset` is where its part begins in the whole text. The protocol names a cited
 * file and the position of the citation alone; what more is known stands beside that, under names of our own.
 */
export function presentAnnotation(
  annotation: Annotation,
  offset: number,
  documents: readonly FilePart[],
): object {
  const start = Math.max(0, annotation.start - offset);
  const end = Math.max(start, annotation.end - offset);
  const { title, quote } = annotation;
  const range = { start_index: start, end_index: end, ...(quote !== undefined && { quote }) };
  if (annotation.type === "url") {
    return { type: "url_citation", url: annotation.url, title: title ?? "", ...range };
  }
  const { document, place } = annotation;
  const file = documents[document];
  return {
    type: "file_citation",
    file_id: file?.fileId ?? `document_${document}`,
    filename: file?.filename ?? title ?? "",
    index: start,
    document_index: document,
    ...(title !== undefined && { title }),
    ...range,
    ...(place !== undefined && { place }),
  };
}
