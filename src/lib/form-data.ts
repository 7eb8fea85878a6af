import { ParleyError } from "../spec/errors.ts";

/** One field of a form. */
export interface FormField {
  readonly name: string;
  /** Of a file. */
  readonly filename?: string;
  /** Media type of a file. */
  readonly type?: string;
  readonly bytes: Buffer;
}

/** More fields than any request of the protocol has. */
const mostFields = 128;

/** Longest head of a field, in bytes. */
const mostHeadBytes = 8 * 1024;

const lineEnd = Buffer.from("\r\n");
const headEnd = Buffer.from("\r\n\r\n");
const lastMark = Buffer.from("--");

/**
 * Reads a body of the type `multipart/form-data` (RFC 7578). Fails with `invalid_value` when it is none, and with
 * `array_above_max_length` when it has more than 128 fields. What fields hold is not copied: the largest body takes a few
 * milliseconds, whatever is in it.
 */
export function readForm(body: Buffer, contentType: string): readonly FormField[] {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw noForm();
  const border = Buffer.from(`--${boundary}`, "latin1");
  const next = Buffer.concat([lineEnd, border]);
  if (!body.subarray(0, border.length).equals(border)) throw noForm();
  const fields: FormField[] = [];
  let at = border.length;
  while (!body.subarray(at, at + 2).equals(lastMark)) {
    if (fields.length === mostFields) throw tooManyFields();
    if (!body.subarray(at, at + 2).equals(lineEnd)) throw noForm();
    const from = at + lineEnd.length;
    const headLength = body.subarray(from, from + mostHeadBytes).indexOf(headEnd);
    if (headLength < 0) throw noForm();
    const start = from + headLength + headEnd.length;
    const end = body.indexOf(next, start);
    if (end < 0) throw noForm();
    fields.push(fieldOf(body.toString("utf8", from, from + headLength), body.subarray(start, end)));
    at = end + next.length;
  }
  return fields;
}

function fieldOf(head: string, bytes: Buffer): FormField {
  const [, disposition] = /^content-disposition:[ \t]*form-data[ \t]*(;.*)$/im.exec(head) ?? [];
  const name = parameter(disposition, "name");
  if (name === undefined) throw noForm();
  const filename = parameter(disposition, "filename");
  if (filename === undefined) return { name, bytes: Buffer.from(bytes.toString("utf8")) };
  const type = /^content-type:(.*)$/im.exec(head)?.[1]?.trim() ?? "text/plain";
  return { name, filename, type: type || "application/octet-stream", bytes };
}

/** As browsers write it: within quotes, of which there are none in it. */
function parameter(disposition: string | undefined, name: "name" | "filename"): string | undefined {
  const found = new RegExp(`;[ \\t]*${name}="([^"]*)"`, "i").exec(disposition ?? "")?.[1];
  return found?.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%22", '"');
}

function tooManyFields(): ParleyError {
  return new ParleyError("array_above_max_length", {
    message: `The form has more than ${mostFields} fields.`,
  });
}

function noForm(): ParleyError {
  return new ParleyError("invalid_value", { message: "The body is no valid multipart form." });
}

/**
 * Writes fields as `multipart/form-data` (RFC 7578), with names escaped as browsers do.
 *
 * @param boundary Must not occur in the fields: take a random one of 32 hexadecimal digits.
 */
export function writeForm(fields: readonly FormField[], boundary: string): Buffer {
  const pieces: Buffer[] = [];
  for (const { name, filename, type, bytes } of fields) {
    const file = filename === undefined ? "" : `; filename="${escaped(filename)}"`;
    const kind = type === undefined ? "" : `\r\ncontent-type: ${type.replaceAll(/[\r\n]/g, " ")}`;
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"${file}${kind}\r\n\r\n`;
    pieces.push(Buffer.from(head), bytes, Buffer.from("\r\n"));
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return Buffer.concat(pieces);
}

function escaped(text: string): string {
  return text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
