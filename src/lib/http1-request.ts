import type { HttpRequest } from "./http-client.ts";

/** Bodies up to this size in bytes are copied to leave together with the head. */
const joinedWithHead = 64 * 1024;

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, section 5.5: no control characters; text beyond Latin-1 has no bytes. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const target = /^\/[\x21-\x7e]*$/;

/** The client frames its requests and keeps its connections by itself. */
const ours = new Set(["connection", "content-length", "keep-alive", "te", "transfer-encoding", "upgrade"]);

/**
 * Writes requests to one origin. What requests have in common is made once for each object of headers: providers
 * use the same one for all their calls.
 */
export class RequestWriter {
  readonly #host: string;
  readonly #common = new WeakMap<HttpRequest["headers"], string>();

  /** @param host as it stands in the address, with the port where it is not the usual one. */
  constructor(host: string) {
    this.#host = host;
  }

  /** The bytes of a request, in one or two pieces. Fails with `TypeError` when it would not be one request. */
  write({ method, path, headers, ownHeaders, body }: HttpRequest): readonly [Buffer, Buffer?] {
    if (!target.test(path)) throw new TypeError("the path of a request has characters that must be escaped");
    let common = this.#common.get(headers);
    if (common === undefined) this.#common.set(headers, (common = commonFields(this.#host, headers)));
    const own = ownHeaders === undefined ? "" : fields(ownHeaders);
    const size = body === undefined ? 0 : Buffer.byteLength(body);
    const length = method === "GET" && size === 0 ? "" : `content-length: ${size}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\n${common}${own}${length}\r\n`;
    if (size > joinedWithHead && Buffer.isBuffer(body)) return [Buffer.from(head, "latin1"), body];
    const bytes = Buffer.allocUnsafe(head.length + size);
    bytes.write(head, 0, "latin1");
    if (typeof body === "string") bytes.write(body, head.length, "utf8");
    else body?.copy(bytes, head.length);
    return [bytes];
  }
}

function commonFields(host: string, headers: HttpRequest["headers"]): string {
  const named = Object.keys(headers).some((name) => name.toLowerCase() === "host");
  return `${named ? "" : `host: ${host}\r\n`}connection: keep-alive\r\n${fields(headers)}`;
}

function fields(headers: HttpRequest["headers"]): string {
  let text = "";
  for (const name in headers) {
    const value = headers[name] ?? "";
    // The value may be a secret: it is not repeated.
    if (!token.test(name) || !fieldValue.test(value))
      throw new TypeError(`the header ${name} cannot be sent`);
    if (ours.has(name.toLowerCase())) throw new TypeError(`the header ${name} is set by the client itself`);
    text += `${name}: ${value}\r\n`;
  }
  return text;
}
