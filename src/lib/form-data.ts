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

/** Reads a body of the type `multipart/form-data`. Fails with `invalid_value` when it is none. */
export async function readForm(body: Buffer, contentType: string): Promise<readonly FormField[]> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (cause) {
    throw new ParleyError("invalid_value", { message: "The body is no valid multipart form.", cause });
  }
  const entries = [...form.entries()];
  if (entries.length > mostFields) {
    throw new ParleyError("array_above_max_length", {
      message: `The form has more than ${mostFields} fields.`,
    });
  }
  return Promise.all(
    entries.map(async ([name, value]): Promise<FormField> => {
      if (typeof value === "string") return { name, bytes: Buffer.from(value) };
      const bytes = Buffer.from(await value.arrayBuffer());
      return { name, filename: value.name, type: value.type || "application/octet-stream", bytes };
    }),
  );
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
