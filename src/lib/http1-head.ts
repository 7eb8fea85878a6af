import { ParleyError } from "../spec/errors.ts";

/** Largest head of an answer in bytes, with all that came before it (RFC 9110, section 15.2) counted in. */
export const largestHead = 16 * 1024;

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** How the end of a body is found: its length in bytes, its chunks, or the end of the connection. */
export type Framing = number | "chunked" | "close";

/** The head of an answer. */
export interface ResponseHead {
  readonly status: number;
  /** By lower-case name; a list where a name came more than once. */
  readonly headers: Headers;
  readonly framing: Framing;
  /** How long the connection may be kept after the body, in milliseconds: 0 for not at all. */
  readonly keepMs: number;
}

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
const digits = /^\d{1,15}$/;

/** A server that says how long it keeps a connection is believed, less what an answer may be under way. */
const margin = 1_000;

/**
 * Reads a head strictly (RFC 9112): `text` is its bytes as Latin-1, without the empty line at the end.
 *
 * Whatever two readers could understand in two ways is refused with `upstream_invalid`, since a mistaken end of
 * a body would give one caller the answer of another.
 */
export function parseResponseHead(text: string): ResponseHead {
  let end = endOfLine(text, 0);
  const start = statusLine.exec(text.slice(0, end));
  if (start === null) throw invalidAnswer("no HTTP/1 status line");
  // Names are a stranger's: without a prototype, none of them means anything.
  const headers = Object.create(null) as Record<string, string | string[] | undefined>;
  while (end < text.length) end = readHeader(text, end + 2, headers);
  const status = Number(start[2]);
  const framing = framingOf(status, start[1] === "1", headers);
  return { status, headers, framing, keepMs: framing === "close" ? 0 : keepMs(start[1] === "1", headers) };
}

/** The error for an answer that is not HTTP as Parley understands it. `what` is for the log. */
export function invalidAnswer(what: string): ParleyError {
  return new ParleyError("upstream_invalid", { cause: new Error(`the upstream sent ${what}`) });
}

/** Reads the line at `from` and returns its end. A line that goes on in the next (obs-fold) has no name there. */
function readHeader(
  text: string,
  from: number,
  headers: Record<string, string | string[] | undefined>,
): number {
  let colon = from;
  while (isToken(text.charCodeAt(colon))) colon++;
  if (colon === from || text.charCodeAt(colon) !== 0x3a) throw invalidAnswer("a header without a name");
  const end = endOfLine(text, colon + 1);
  let first = colon + 1;
  let last = end;
  while (first < last && isSpace(text.charCodeAt(first))) first++;
  while (last > first && isSpace(text.charCodeAt(last - 1))) last--;
  const name = text.slice(from, colon).toLowerCase();
  const value = text.slice(first, last);
  const before = headers[name];
  if (before === undefined) headers[name] = value;
  else if (typeof before === "string") headers[name] = [before, value];
  else before.push(value);
  return end;
}

/** The index of the CR LF after `from`, or the end of the text; nothing but text may come before. */
function endOfLine(text: string, from: number): number {
  let end = from;
  // Visible characters, spaces, tabs, and what is beyond ASCII (RFC 9110, section 5.5).
  for (let code = text.charCodeAt(end); (code >= 0x20 && code !== 0x7f) || code === 0x09;)
    code = text.charCodeAt(++end);
  if (end < text.length && !text.startsWith("\r\n", end)) {
    throw invalidAnswer("a head with forbidden characters");
  }
  return end;
}

/** RFC 9110, section 5.6.2. */
const tokenCharacters = new Uint8Array(0x100);
for (const character of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
  tokenCharacters[character.charCodeAt(0)] = 1;
}

function isToken(code: number): boolean {
  return tokenCharacters[code] === 1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** RFC 9112, section 6.3, without the cases that it calls likely attacks. */
function framingOf(status: number, isHttp11: boolean, headers: Headers): Framing {
  const coding = headers["transfer-encoding"];
  const length = headers["content-length"];
  if (coding !== undefined) {
    if (length !== undefined) throw invalidAnswer("both content-length and transfer-encoding");
    if (!isHttp11 || typeof coding !== "string" || coding.toLowerCase() !== "chunked") {
      throw invalidAnswer("an unknown transfer-encoding");
    }
  }
  if (length !== undefined && (typeof length !== "string" || !digits.test(length))) {
    throw invalidAnswer("a content-length that is no number");
  }
  if (status < 200 || status === 204 || status === 304) return 0;
  if (coding !== undefined) return "chunked";
  return length === undefined ? "close" : Number(length);
}

function keepMs(isHttp11: boolean, headers: Headers): number {
  const connection = headers["connection"];
  if (connection !== undefined || !isHttp11) {
    const words = String(connection).toLowerCase();
    if (words.includes("close") || (!isHttp11 && !words.includes("keep-alive"))) return 0;
  }
  const hint = headers["keep-alive"];
  if (typeof hint !== "string") return Infinity;
  const seconds = /(?:^|[\s,;])timeout=(\d{1,6})(?:[\s,;]|$)/i.exec(hint)?.[1];
  return seconds === undefined ? Infinity : Math.max(0, Number(seconds) * 1_000 - margin);
}
