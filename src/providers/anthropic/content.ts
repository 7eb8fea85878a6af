import { isUtf8 } from "node:buffer";
import { ParleyError } from "../../spec/errors.ts";
import type { CacheMark, ContentPart, FilePart } from "../../spec/item.ts";
import { type Json, known } from "../upstream/json.ts";
import { cannot } from "./cannot.ts";
import { writeCitations } from "./citations.ts";

/** Longest beginning of a `data:` URL, up to its comma, in characters. */
const longestMediaType = 200;

/**
 * A message's parts as content blocks. Texts of nothing but white space are left out: the API refuses them.
 * Fails with `unsupported_by_provider` for a part that the API has no form for, and with `invalid_value` for one that
 * makes no sense.
 */
export function blocksOf(parts: readonly ContentPart[]): Json[] {
  let start = 0;
  return parts.flatMap((part) => {
    const block = blockOf(part, start);
    if (part.type === "text") start += part.text.length;
    return block === undefined ? [] : [block];
  });
}

function blockOf(part: ContentPart, start: number): Json | undefined {
  switch (part.type) {
    case "text":
      if (part.text.trim() === "") return undefined;
      return known<Json>({
        type: "text",
        text: part.text,
        citations: writeCitations(part, start),
        cache_control: cacheControl(part.cache),
      });
    case "refusal":
      return part.refusal.trim() === "" ? undefined : { type: "text", text: part.refusal };
    case "image":
      return known<Json>({
        type: "image",
        source: imageSource(part.url),
        cache_control: cacheControl(part.cache),
      });
    case "file":
      return known<Json>({
        type: "document",
        source: documentSource(part),
        title: part.filename,
        citations: part.citations === undefined ? undefined : { enabled: part.citations },
        cache_control: cacheControl(part.cache),
      });
    case "audio":
      throw cannot("messages", "The model's provider does not take audio.");
  }
}

export function cacheControl(mark: CacheMark | undefined): Json | undefined {
  if (mark === undefined) return undefined;
  return known<Json>({ type: "ephemeral", ttl: mark.ttl });
}

function imageSource(url: string): Json {
  if (isAddress(url)) return { type: "url", url };
  const data = readDataUrl(url);
  if (data === undefined || !data.base64 || !data.mediaType.startsWith("image/")) {
    throw unusable("An image must be an address that begins with `https://`, or a `data:` URL in base64.");
  }
  const mediaType = data.mediaType === "image/jpg" ? "image/jpeg" : data.mediaType;
  if (!pictures.has(mediaType))
    throw cannot("messages", "The model's provider takes images of the types PNG, JPEG, GIF and WebP.");
  return { type: "base64", media_type: mediaType, data: data.data };
}

const pictures: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

function documentSource(part: FilePart): Json {
  if (part.fileId !== undefined) return { type: "file", file_id: part.fileId };
  if (part.url !== undefined) {
    if (!isAddress(part.url)) throw unusable("A file's address must begin with `https://`.");
    return { type: "url", url: part.url };
  }
  if (part.data === undefined) throw unusable("A file needs its content, its address or its id.");
  const data = readDataUrl(part.data) ?? bareData(part.data);
  if (data.mediaType === "application/pdf" && data.base64) {
    return { type: "base64", media_type: data.mediaType, data: data.data };
  }
  const text = isTextual(data.mediaType) ? textOf(data) : undefined;
  if (text === undefined)
    throw cannot("messages", "The model's provider takes PDF and plain text files only.");
  return { type: "text", media_type: "text/plain", data: text };
}

interface Data {
  readonly mediaType: string;
  readonly base64: boolean;
  readonly data: string;
}

/** `undefined` for what is no `data:` URL (RFC 2397). */
function readDataUrl(url: string): Data | undefined {
  const comma = url.slice(0, longestMediaType).indexOf(",");
  if (!/^data:/i.test(url) || comma === -1) return undefined;
  const [mediaType = "", ...attributes] = url.slice("data:".length, comma).toLowerCase().split(";");
  return {
    mediaType: mediaType === "" ? "text/plain" : mediaType.trim(),
    base64: attributes.at(-1)?.trim() === "base64",
    data: url.slice(comma + 1),
  };
}

/** Base64 without a word of what it is: every PDF begins with `%PDF-`. */
function bareData(data: string): Data {
  const mediaType = data.startsWith("JVBERi0") ? "application/pdf" : "text/plain";
  return { mediaType, base64: true, data };
}

function isTextual(mediaType: string): boolean {
  return mediaType.startsWith("text/") || /^application\/(?:json|xml|yaml|.*\+(?:json|xml))$/.test(mediaType);
}

/** `undefined` for what is no text in UTF-8. */
function textOf({ data, base64 }: Data): string | undefined {
  if (base64) {
    const bytes = Buffer.from(data, "base64");
    return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
  }
  try {
    return decodeURIComponent(data);
  } catch {
    return undefined; // a percent sign that stands for no byte: the caller is told that it is no text
  }
}

function isAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

function unusable(message: string): ParleyError {
  return new ParleyError("invalid_value", { message, param: "messages" });
}
