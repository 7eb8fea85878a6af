import type { Json } from "./fields.ts";
import { checkMembers, filled, jsonObject, matches, setOf as set, toolName, wrong } from "./rules.ts";

const blocks: Readonly<Record<string, ReadonlySet<string>>> = {
  image: set("format", "source", "error"),
  audio: set("format", "source", "error"),
  document: set("format", "name", "source", "context", "citations"),
  toolUse: set("toolUseId", "name", "input", "type"),
  toolResult: set("toolUseId", "content", "status", "type"),
  cachePoint: set("type", "ttl"),
};
const formats: Readonly<Record<string, ReadonlySet<string>>> = {
  image: set("png", "jpeg", "gif", "webp"),
  document: set("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"),
  audio: set(
    "mp3",
    "opus",
    "wav",
    "aac",
    "flac",
    "mp4",
    "ogg",
    "mkv",
    "mka",
    "x-aac",
    "m4a",
    "mpeg",
    "mpga",
    "pcm",
    "webm",
  ),
};

const toolUseId = /^[a-zA-Z0-9_.:-]{1,64}$/;

/** A block of `system`. Fails with `invalid_value`, as its sibling. */
export function checkSystemBlock(block: Json, param: string): void {
  const [kind = ""] = Object.keys(block);
  if (!["text", "guardContent", "cachePoint"].includes(kind))
    throw wrong(`${param} cannot be a block of the kind ${kind}.`, param);
  if (kind === "text") filled(block["text"], `${param}.text`);
}

/** A block of a message, or of a tool's result. */
export function checkBlock(block: Json, param: string): void {
  const [[kind, value] = ["", undefined]] = Object.entries(block);
  const at = `${param}.${kind}`;
  const known = Object.hasOwn(blocks, kind) ? blocks[kind] : undefined;
  if (known !== undefined) checkMembers(value, known, at);
  const allowed = Object.hasOwn(formats, kind) ? formats[kind] : undefined;
  const { format, source, ...rest } = value as Json;
  if (allowed?.has(String(format ?? "txt")) === false) throw wrong(`${at} has no format of those known.`, at);
  if (allowed !== undefined && (source as Json)["bytes"] === "")
    throw wrong(`The bytes at ${at}.source are empty.`, at);
  if (kind === "toolUse") {
    matches(rest["toolUseId"], toolUseId, `${at}.toolUseId`);
    matches(rest["name"], toolName, `${at}.name`);
    jsonObject(rest["input"], `${at}.input`);
  } else if (kind === "toolResult") checkResult(rest, at);
}

function checkResult(result: Json, param: string): void {
  const content = result["content"] as readonly Json[];
  matches(result["toolUseId"], toolUseId, `${param}.toolUseId`);
  if (content.length === 0 && result["status"] === "error")
    throw wrong(`The content field at ${param} cannot be empty when status value is error.`, param);
  for (const [place, block] of content.entries()) {
    const at = `${param}.content[${place}]`;
    const [kind = ""] = Object.keys(block);
    if (!["json", "text", "image", "document", "video", "searchResult"].includes(kind))
      throw wrong(`A tool's result has no block ${kind}.`, at);
    checkBlock(block, at);
    if (kind === "json") jsonObject(block["json"], `${at}.json`);
  }
}
