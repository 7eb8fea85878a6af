import { ParleyError } from "../../spec/errors.ts";
import type { AudioPart, FilePart, ImagePart } from "../../spec/item.ts";
import type { Json } from "../upstream/json.ts";

/** By the end of a name. Gemini is told what it shall read: https://ai.google.dev/gemini-api/docs/file-input-methods */
const types: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  xml: "text/xml",
  rtf: "text/rtf",
  json: "application/json",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  heic: "image/heic",
  heif: "image/heif",
  gif: "image/gif",
  mp3: "audio/mp3",
  wav: "audio/wav",
  flac: "audio/flac",
  ogg: "audio/ogg",
  aac: "audio/aac",
  aiff: "audio/aiff",
  mp4: "video/mp4",
  mov: "video/mov",
  webm: "video/webm",
};

/** Google's own addresses of uploaded files begin like this. */
const filesBase = "https://generativelanguage.googleapis.com/v1beta/";

export function imagePart({ url }: ImagePart): Json {
  return inlineOf(url) ?? { fileData: fileData(url, undefined) };
}

export function audioPart({ data, format }: AudioPart): Json {
  return { inlineData: { mimeType: types[format] ?? `audio/${format}`, data } };
}

export function filePart(part: FilePart): Json {
  const { data, url, fileId, filename } = part;
  if (data !== undefined) {
    // What is neither a data URL nor has a telling name is taken for what nearly every document is.
    const mimeType = typeOf(filename) ?? "application/pdf";
    return inlineOf(data) ?? { inlineData: { mimeType, data } };
  }
  if (url !== undefined) return { fileData: fileData(url, filename) };
  if (fileId !== undefined) {
    const uri = fileId.startsWith("files/") ? filesBase + fileId : fileId;
    return { fileData: fileData(uri, filename) };
  }
  throw unusable("A file needs an id, its data or an address.");
}

function fileData(uri: string, filename: string | undefined): Json {
  const mimeType = typeOf(filename) ?? typeOf(/^[^?#]*/.exec(uri)?.[0]);
  return { fileUri: uri, ...(mimeType !== undefined && { mimeType }) };
}

function typeOf(name: string | undefined): string | undefined {
  const end = /\.([a-z0-9]{1,5})$/i.exec(name ?? "")?.[1];
  return end === undefined ? undefined : types[end.toLowerCase()];
}

/** The bytes of a `data:` URL (RFC 2397); `undefined` for what is none. */
function inlineOf(url: string): Json | undefined {
  if (!/^data:/i.test(url)) return undefined;
  const comma = url.indexOf(",");
  if (comma === -1) throw unusable("A `data:` URL has no data.");
  const [type = "", ...marks] = url.slice("data:".length, comma).split(";");
  const rest = url.slice(comma + 1);
  const data = marks.at(-1)?.toLowerCase() === "base64" ? rest : encoded(rest);
  return { inlineData: { mimeType: type === "" ? "text/plain" : type, data } };
}

function encoded(text: string): string {
  try {
    return Buffer.from(decodeURIComponent(text)).toString("base64");
  } catch (cause) {
    throw unusable("The data of a `data:` URL is not encoded right.", cause);
  }
}

function unusable(message: string, cause?: unknown): ParleyError {
  return new ParleyError("invalid_value", { message, param: "messages", cause });
}
