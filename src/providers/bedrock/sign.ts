import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import type { HttpRequest } from "../../lib/http-client.ts";
import type { KindOptions } from "../upstream/kind.ts";

/** A request before it is signed. */
export interface Unsigned extends Omit<HttpRequest, "ownHeaders"> {
  /** Of the path; without it the request has none. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Adds what proves whose request it is. */
export type Sign = (request: Unsigned) => Promise<HttpRequest>;

interface SignOptions {
  readonly accessKey: NonNullable<KindOptions["accessKey"]>;
  /** Where the request goes, as it stands in the header `host`. */
  readonly host: string;
  readonly region: string;
  /** Unix milliseconds: Amazon refuses signatures that are five minutes off. */
  readonly now: () => number;
}

/** Only these are signed, and Amazon wants all that begin with `x-amz`: a proxy may change others on the way. */
const signed = /^(?:content-type$|x-amz)/;

/**
 * Signs with Amazon's Signature Version 4, by the library of Amazon's own clients, which is loaded with the first
 * request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function createSign({ accessKey, host, region, now }: SignOptions): Sign {
  const { id, secret, sessionToken } = accessKey;
  const load = async () => {
    const { SignatureV4 } = await import("@smithy/signature-v4");
    return new SignatureV4({
      service: "bedrock",
      region,
      credentials: {
        accessKeyId: id,
        secretAccessKey: secret.reveal(),
        ...(sessionToken !== undefined && { sessionToken: sessionToken.reveal() }),
      },
      sha256: Sha256,
    });
  };
  let signer: ReturnType<typeof load> | undefined;
  return async function sign({ query = {}, ...request }) {
    signer ??= load();
    const { method, path, body } = request;
    const own = Object.entries(request.headers).filter(([name]) => signed.test(name));
    const { headers } = await (
      await signer
    ).sign(
      {
        method,
        protocol: "https:",
        hostname: host,
        path,
        query,
        headers: { host, ...Object.fromEntries(own) },
        ...(body !== undefined && { body }),
      },
      { signingDate: new Date(now()) },
    );
    const added = Object.entries(headers).filter(
      ([name]) => name !== "host" && request.headers[name] === undefined,
    );
    return { ...request, path: withQuery(path, query), ownHeaders: Object.fromEntries(added) };
  };
}

/** Names and values as they are signed. */
export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

/** SHA-256, with a key the HMAC, as the library asks for it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    if (secret === undefined) this.#hash = createHash("sha256");
    else this.#hash = createHmac("sha256", typeof secret === "string" ? secret : bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === "string" ? data : bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new TypeError("a hash is made anew for each use");
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
