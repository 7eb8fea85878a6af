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

/** What no head may hold: control characters, a CR or LF alone, and a line that goes on in the next (obs-fold). */
// oxlint-disable-next-line no-control-regex -- finding control characters is its purpose
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n|\n[\t ]/;

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
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
  if (forbidden.test(text)) throw invalidAnswer("a head with forbidden characters");
  const lines = text.split("\r\n");
  const start = statusLine.exec(lines[0] ?? "");
  if (start === null) throw invalidAnswer("no HTTP/1 status line");
  // Names are a stranger's: without a prototype, none of them means anything.
  const headers = Object.create(null) as Record<string, string | string[] | undefined>;
  for (let i = 1; i < lines.length; i++) addHeader(headers, lines[i] ?? "");
  const status = Number(start[2]);
  const framing = framingOf(status, start[1] === "1", headers);
  return { status, headers, framing, keepMs: framing === "close" ? 0 : keepMs(start[1] === "1", headers) };
}

/** The error for an answer that is not HTTP as Parley understands it. `what` is for the log. */
export function invalidAnswer(what: string): ParleyError {
  return new ParleyError("upstream_invalid", { cause: new Error(`the upstream sent ${what}`) });
}

function addHeader(headers: Record<string, string | string[] | undefined>, line: string): void {
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(colon, 0));
  if (!token.test(name)) throw invalidAnswer("a header without a name");
  const key = name.toLowerCase();
  const value = trimSpace(line, colon + 1);
  const before = headers[key];
  if (before === undefined) headers[key] = value;
  else if (typeof before === "string") headers[key] = [before, value];
  else before.push(value);
}

function trimSpace(line: string, from: number): string {
  let start = from;
  let end = line.length;
  while (start < end && isSpace(line.charCodeAt(start))) start++;
  while (end > start && isSpace(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
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
