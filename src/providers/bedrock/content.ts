import { ParleyError } from "../../spec/errors.ts";
import type { CacheMark, ContentPart, FilePart } from "../../spec/item.ts";
import type { DocumentNames } from "./document-names.ts";

export type Block = Record<string, unknown>;

const imageFormats: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/jpg": "jpeg",
  "image/gif": "gif",
  "image/webp": "webp",
};

const documentFormats: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "text/csv": "csv",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/html": "html",
  "text/plain": "txt",
  "text/markdown": "md",
};
const extensions = new Set(Object.values(documentFormats));

/**
 * Content as Converse's blocks, with a mark of the prompt cache behind the part that has one. A text of nothing but
 * white space becomes no block: Converse refuses it.
 */
export function blocks(parts: readonly ContentPart[], names: DocumentNames): Block[] {
  return parts.flatMap((part) => {
    const rendered = block(part, names);
    const mark = "cache" in part ? cachePoint(part.cache) : [];
    return rendered === undefined ? mark : [rendered, ...mark];
  });
}

/** The mark of a cache, or nothing. */
export function cachePoint(mark: CacheMark | undefined): Block[] {
  if (mark === undefined) return [];
  return [{ cachePoint: { type: "default", ...(mark.ttl !== undefined && { ttl: mark.ttl }) } }];
}

function block(part: ContentPart, names: DocumentNames): Block | undefined {
  switch (part.type) {
    case "text":
      return textBlock(part.text);
    case "refusal":
      return textBlock(part.refusal);
    case "image": {
      const { mime, bytes } = inline(part.url);
      const format = imageFormats[mime];
      if (format === undefined)
        throw refuse("Amazon Bedrock takes images of the types PNG, JPEG, GIF and WebP.");
      return { image: { format, source: { bytes } } };
    }
    case "audio":
      return { audio: { format: part.format, source: { bytes: part.data } } };
    case "file":
      return document(part, names);
  }
}

function textBlock(text: string): Block | undefined {
  return text.trim() === "" ? undefined : { text };
}

function document(part: FilePart, names: DocumentNames): Block {
  if (part.data === undefined)
    throw refuse("Amazon Bedrock takes a file only with its content, in `file_data`.");
  const { mime, bytes } = part.data.startsWith("data:") ? inline(part.data) : { mime: "", bytes: part.data };
  const extension = /\.([a-z]{2,4})$/i.exec(part.filename ?? "")?.[1]?.toLowerCase() ?? "";
  const format = documentFormats[mime] ?? (extensions.has(extension) ? extension : undefined);
  if (format === undefined) {
    throw refuse(
      "Amazon Bedrock takes documents of the types PDF, CSV, DOC, DOCX, XLS, XLSX, HTML, TXT and MD. Say which in the `data:` URL or by the file's name.",
    );
  }
  return {
    document: {
      format,
      name: names.take(part.filename),
      source: { bytes },
      ...(part.citations === true && { citations: { enabled: true } }),
    },
  };
}

/** What a `data:` URL holds, as base64 (RFC 2397). Fails for every other address: nobody fetches it. */
function inline(url: string): { readonly mime: string; readonly bytes: string } {
  const comma = url.indexOf(",");
  const head = /^data:([\w.+-]+\/[\w.+-]+)?((?:;[^;,]*)*)$/i.exec(url.slice(0, Math.min(comma, 300)));
  if (head === null || comma === -1) throw refuse("Amazon Bedrock takes content only as a `data:` URL.");
  const content = url.slice(comma + 1);
  const mime = head[1]?.toLowerCase() ?? "text/plain";
  if (/;base64$/i.test(head[2] ?? "")) return { mime, bytes: content };
  return { mime, bytes: Buffer.from(unescaped(content), "utf8").toString("base64") };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse("The content of a `data:` URL is not well encoded.");
  }
}

function refuse(message: string): ParleyError {
  return new ParleyError("unsupported_by_provider", { message, param: "messages" });
}
