import { exactText } from "../../lib/exact-json.ts";
import { known } from "../../lib/json-values.ts";
import type { AudioPart, CacheMark, ContentPart, FilePart, ImagePart } from "../../spec/item.ts";
import { boolean, list, object, optional, text, union, unsupported } from "./fields.ts";

const mimeTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html",
  txt: "text/plain",
  md: "text/markdown",
};

/** One block of a message or of a tool's result as a part; `undefined` for a block that is none. */
export function readPart(kind: string, content: unknown, param: string): ContentPart | undefined {
  switch (kind) {
    case "text":
      return { type: "text", text: text(content, param) };
    case "json":
      return {
        type: "text",
        text: typeof content === "object" && content !== null ? exactText(content) : JSON.stringify(content),
      };
    case "image":
      return readImage(content, param);
    case "audio":
      return readAudio(content, param);
    case "document":
      return readDocument(content, param);
    case "citationsContent":
      return readCited(content, param);
    default:
      return undefined;
  }
}

/** The parts of a tool's result. */
export function readResult(content: unknown, param: string): readonly ContentPart[] {
  return list(content, param).map((entry, position) => {
    const at = `${param}[${position}]`;
    const [kind, inner] = union(entry, at);
    const part = readPart(kind, inner, `${at}.${kind}`);
    if (part === undefined) throw unsupported(`The block '${kind}'`, `${at}.${kind}`);
    return part;
  });
}

/** A mark of the prompt cache. */
export function readCacheMark(content: unknown, param: string): CacheMark {
  const ttl = optional(object(content, param)["ttl"], `${param}.ttl`, text);
  return ttl === undefined ? {} : { ttl };
}

/** The part with the mark that stood behind it. */
export function marked(part: ContentPart, cache: CacheMark): ContentPart {
  return part.type === "audio" || part.type === "refusal" ? part : { ...part, cache };
}

function readImage(content: unknown, param: string): ImagePart {
  const image = object(content, param);
  const format = text(image["format"], `${param}.format`);
  return { type: "image", url: `data:image/${format};base64,${bytesOf(image["source"], `${param}.source`)}` };
}

function readAudio(content: unknown, param: string): AudioPart {
  const audio = object(content, param);
  const format = text(audio["format"], `${param}.format`);
  return { type: "audio", data: bytesOf(audio["source"], `${param}.source`), format };
}

/** A name without its ending is what Amazon asks for; the format gives it back. */
function readDocument(content: unknown, param: string): FilePart {
  const document = object(content, param);
  const format = optional(document["format"], `${param}.format`, text) ?? "txt";
  const name = text(document["name"], `${param}.name`);
  const citations = optional(document["citations"], `${param}.citations`, object);
  const source = document["source"];
  return known<FilePart>({
    type: "file",
    data: `data:${mimeTypes[format] ?? "application/octet-stream"};base64,${bytesOf(source, `${param}.source`)}`,
    filename: `${name}.${format}`,
    citations:
      optional(citations?.["enabled"], `${param}.citations.enabled`, boolean) === true ? true : undefined,
  });
}

/** What a model once wrote with its sources: they are of no use to a model. */
function readCited(content: unknown, param: string): ContentPart {
  const pieces = list(object(content, param)["content"] ?? [], `${param}.content`);
  const words = pieces.map((piece, position) =>
    text(object(piece, param)["text"], `${param}.content[${position}].text`),
  );
  return { type: "text", text: words.join("") };
}

/** Base64 of what a source holds. Nobody here fetches anything from S3. */
function bytesOf(source: unknown, param: string): string {
  const [kind, content] = union(source, param);
  if (kind === "bytes") return text(content, `${param}.bytes`);
  if (kind === "text") return base64(text(content, `${param}.text`));
  if (kind !== "content") throw unsupported(`The source '${kind}'`, `${param}.${kind}`);
  const pieces = list(content, `${param}.content`).map((piece) =>
    text(object(piece, param)["text"], `${param}.content`),
  );
  return base64(pieces.join("\n"));
}

function base64(words: string): string {
  return Buffer.from(words, "utf8").toString("base64");
}
