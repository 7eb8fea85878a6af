import { isUtf8 } from "node:buffer";
import { parseExact } from "./exact-json.ts";
import { ParleyError } from "../spec/errors.ts";

export interface JsonBounds {
  /** Greatest nesting of objects and lists. */
  readonly depth: number;
  /** Greatest number of values and member names, roughly: commas, colons and brackets. */
  readonly values: number;
  /** Whether numbers are remembered as they stood, see `parseExact`. Absent: no. */
  readonly exact?: boolean;
}

export interface BoundedJson {
  readonly value: unknown;
  /**
   * Byte range `[start, end)` of the value of the top-level member asked for,
   * when the text is an object that has it exactly once.
   */
  readonly span: readonly [start: number, end: number] | undefined;
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Parses JSON of a stranger. The bytes are looked over first, because `JSON.parse` has no bounds:
 * 10 MB of brackets block the process for 1.6 s.
 *
 * Fails with `invalid_json`, `json_too_deep` or `json_too_complex`.
 */
export function parseBoundedJson(bytes: Buffer, bounds: JsonBounds, member?: string): BoundedJson {
  const fault = measure(bytes, bounds);
  if (fault !== undefined) throw fault;
  if (!isUtf8(bytes)) throw new ParleyError("invalid_json", { message: "The body is not valid UTF-8." });
  let value: unknown;
  try {
    const text = bytes.toString("utf8");
    value = bounds.exact === true ? parseExact(text) : JSON.parse(text);
  } catch (cause) {
    throw new ParleyError("invalid_json", { message: explain(cause, bytes), cause });
  }
  return { value, span: member === undefined ? undefined : memberSpan(bytes, member) };
}

/** Looks at brackets, commas and colons outside of strings. */
function measure(bytes: Buffer, bounds: JsonBounds): ParleyError | undefined {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      i = endOfString(bytes, i);
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > bounds.depth) {
        return new ParleyError("json_too_deep", {
          message: `The JSON body is nested deeper than ${bounds.depth} levels.`,
        });
      }
      values++;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
    } else if (byte === 0x2c || byte === 0x3a) {
      values++;
    }
  }
  if (values <= bounds.values) return undefined;
  return new ParleyError("json_too_complex", {
    message: `The JSON body has more than ${bounds.values} values.`,
  });
}

/** Up to this length, in bytes, a string is looked through here: to ask Node to search costs more. */
const shortString = 32;

/** Index of the closing quote of the string that opens at `start`, or the last index of a broken text. */
function endOfString(bytes: Buffer, start: number): number {
  const border = Math.min(start + shortString, bytes.length);
  let end = start + 1;
  while (end < border && bytes[end] !== quote && bytes[end] !== backslash) end++;
  if (bytes[end] === quote) return end;
  for (end--; ;) {
    end = bytes.indexOf(quote, end + 1);
    if (end === -1) return bytes.length;
    let slashes = 0;
    while (bytes[end - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return end;
  }
}

/** Finds a member of the top-level object in bytes that are known to be valid JSON. */
function memberSpan(bytes: Buffer, member: string): readonly [number, number] | undefined {
  const name = Buffer.from(JSON.stringify(member));
  let depth = 0;
  let found: [number, number] | undefined;
  let open: number | undefined;
  let escape = bytes.indexOf(backslash);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      const end = endOfString(bytes, i);
      if (depth === 1 && open === undefined && isName(bytes, i, end, name)) {
        const colon = skipSpace(bytes, end + 1);
        if (bytes[colon] === 0x3a) {
          if (found !== undefined) return undefined;
          open = skipSpace(bytes, colon + 1);
          i = open - 1;
          continue;
        }
      }
      // A name written with escapes could be a second occurrence: then nothing is said.
      if (escape !== -1 && escape < end) {
        if (depth === 1 && isEscapedName(bytes, i, end, member)) return undefined;
        escape = bytes.indexOf(backslash, end);
      }
      i = end;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth++;
    } else if (byte === 0x7d || byte === 0x5d || byte === 0x2c) {
      if (open !== undefined && depth === 1) {
        found = [open, trimSpace(bytes, i)];
        open = undefined;
      }
      if (byte !== 0x2c) depth--;
    }
  }
  return found;
}

function isName(bytes: Buffer, start: number, end: number, name: Buffer): boolean {
  return end + 1 - start === name.length && bytes.compare(name, 0, name.length, start, end + 1) === 0;
}

function isEscapedName(bytes: Buffer, start: number, end: number, member: string): boolean {
  if (bytes[skipSpace(bytes, end + 1)] !== 0x3a) return false;
  return JSON.parse(bytes.toString("utf8", start, end + 1)) === member;
}

function skipSpace(bytes: Buffer, from: number): number {
  let i = from;
  while (isSpace(bytes[i])) i++;
  return i;
}

function trimSpace(bytes: Buffer, end: number): number {
  let i = end;
  while (isSpace(bytes[i - 1])) i--;
  return i;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** V8's message quotes the text around the fault, which is the caller's own; positions are kept, the rest is ours. */
function explain(cause: unknown, bytes: Buffer): string {
  const failed = "We could not parse the JSON body of your request";
  if (skipSpace(bytes, 0) === bytes.length) return `${failed}: it is empty.`;
  if (bytes.subarray(0, 3).equals(byteOrderMark))
    return `${failed}: it begins with a byte order mark. Leave that out.`;
  const words = cause instanceof Error ? cause.message : "";
  const told = /at position (\d+)/.exec(words)?.[1];
  const atEnd = Number(told) === bytes.toString("utf8").length;
  if (atEnd || /Unexpected end/.test(words)) return `${failed}: it ends too early.`;
  const position = told ?? strangeWord(bytes);
  return position === undefined ? `${failed}.` : `${failed}: unexpected text at character ${position}.`;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Where V8 gives no position: that of the first word outside of strings that JSON does not know, such as `NaN`. */
function strangeWord(bytes: Buffer): number | undefined {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) i = endOfString(bytes, i);
    else if (!isSpace(byte) && !marks.includes(byte)) {
      const start = i;
      while (i < bytes.length && !isSpace(bytes[i]) && !marks.includes(bytes[i] ?? 0)) i++;
      if (!/^(?:true|false|null|-?\d[\d.eE+-]*)$/.test(bytes.toString("latin1", start, i)))
        return bytes.toString("utf8", 0, start).length;
      i--;
    }
  }
  return undefined;
}

/** What ends a word. */
const marks = Buffer.from('{}[],:"');
