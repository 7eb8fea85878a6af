import { ParleyError } from "../../spec/errors.ts";
import type { Annotation, CacheMark, ContentPart, FilePart, TextPart } from "../../spec/item.ts";
import type { Block, DocumentBlock, ImageBlock, SearchResultBlock, TextBlock } from "./blocks.ts";
import { readCitation } from "./citations.ts";

/** What the caller wants kept in the upstream's prompt cache. */
export function cacheMark(block: {
  readonly cache_control?: { readonly ttl?: string | null | undefined } | null | undefined;
}): { readonly cache?: CacheMark } {
  const mark = block.cache_control;
  if (mark === undefined || mark === null) return {};
  return { cache: typeof mark.ttl === "string" ? { ttl: mark.ttl } : {} };
}

/** The parts of a text or of blocks. `param` is the path of the content in the request. */
export function readParts(content: string | readonly Block[], param: string): readonly ContentPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  let length = 0;
  return content.flatMap((block, position) => {
    const parts = readPart(block, length, `${param}[${position}]`);
    for (const part of parts) if (part.type === "text") length += part.text.length;
    return parts;
  });
}

/** The parts of one block; `offset` is the length of the message's text before it, in UTF-16 units. */
export function readPart(block: Block, offset: number, param: string): readonly ContentPart[] {
  switch (block.type) {
    case "text":
      return [readText(block as TextBlock, offset)];
    case "image":
      return [readImage(block as ImageBlock, param)];
    case "document":
      return readDocument(block as DocumentBlock, param);
    case "search_result":
      return [readSearchResult(block as SearchResultBlock)];
    default:
      throw anthropicOnly(`Blocks of the type '${block.type.slice(0, 64)}'`, `${param}.type`);
  }
}

/** What only Anthropic can do is no fault of the request: another target of the model may be Anthropic. */
export function anthropicOnly(what: string, param: string): ParleyError {
  return new ParleyError("unsupported_by_provider", {
    message: `${what} can only be sent to Anthropic itself, and this model is answered by somebody else.`,
    param,
  });
}

function readText(block: TextBlock, offset: number): TextPart {
  const annotations = (block.citations ?? [])
    .map((citation) => readCitation(citation, offset, offset + block.text.length))
    .filter((annotation): annotation is Annotation => annotation !== undefined);
  return {
    type: "text",
    text: block.text,
    ...(annotations.length > 0 && { annotations }),
    ...cacheMark(block),
  };
}

function readImage(block: ImageBlock, param: string): ContentPart {
  const { source } = block;
  switch (source.type) {
    case "base64":
      return {
        type: "image",
        url: `data:${source.media_type};base64,${source.data}`,
        ...cacheMark(block),
      };
    case "url":
      return { type: "image", url: source.url, ...cacheMark(block) };
    case "file":
      return { type: "file", fileId: source.file_id, ...cacheMark(block) };
    default:
      throw new ParleyError("invalid_value", {
        message: `Invalid value for '${param}.source.type': an image has no source of the type '${source.type}'.`,
        param: `${param}.source.type`,
      });
  }
}

/**
 * Texts that need not be cited are written into the message, since every model reads them there. What is to be cited
 * stays a document.
 */
function readDocument(block: DocumentBlock, param: string): readonly ContentPart[] {
  const { source } = block;
  const rest: Omit<FilePart, "type"> = {
    ...(typeof block.title === "string" && { filename: block.title }),
    ...(block.citations?.enabled === true && { citations: true }),
    ...cacheMark(block),
  };
  const context: readonly ContentPart[] =
    typeof block.context === "string" && block.context !== "" ? [{ type: "text", text: block.context }] : [];
  switch (source.type) {
    case "base64":
      return [...context, { type: "file", data: `data:${source.media_type};base64,${source.data}`, ...rest }];
    case "url":
      return [...context, { type: "file", url: source.url, ...rest }];
    case "file":
      return [...context, { type: "file", fileId: source.file_id, ...rest }];
    case "text":
      return [...context, writtenDocument(source.data, rest)];
    case "content": {
      if (typeof source.content === "string") return [...context, writtenDocument(source.content, rest)];
      const parts = readParts(source.content, `${param}.source.content`);
      if (!parts.every((part) => part.type === "text")) return [...context, ...marked(parts, rest.cache)];
      return [...context, writtenDocument(parts.map(({ text }) => text).join("\n\n"), rest)];
    }
  }
}

function writtenDocument(text: string, rest: Omit<FilePart, "type">): ContentPart {
  if (rest.citations === true) {
    return {
      type: "file",
      data: `data:text/plain;base64,${Buffer.from(text).toString("base64")}`,
      ...rest,
    };
  }
  const title = rest.filename === undefined ? "" : `<title>${rest.filename}</title>\n`;
  return {
    type: "text",
    text: `<document>\n${title}${text}\n</document>`,
    ...(rest.cache !== undefined && { cache: rest.cache }),
  };
}

/** The mark of a whole is that of its last part. */
export function marked(parts: readonly ContentPart[], cache: CacheMark | undefined): readonly ContentPart[] {
  const last = parts.at(-1);
  if (cache === undefined || last === undefined || last.type === "audio" || last.type === "refusal")
    return parts;
  return [...parts.slice(0, -1), { ...last, cache }];
}

function readSearchResult(block: SearchResultBlock): ContentPart {
  const texts = block.content.map(({ text }) => text).join("\n\n");
  return {
    type: "text",
    text: `<search_result>\n<title>${block.title}</title>\n<source>${block.source}</source>\n${texts}\n</search_result>`,
    ...cacheMark(block),
  };
}
