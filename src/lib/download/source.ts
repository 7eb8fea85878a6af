import { ParleyError } from "../../spec/errors.ts";
import type { Clock } from "../clock.ts";
import type { HttpResponse } from "../http-client.ts";
import { retryAfterMs } from "../retry-after.ts";
import { aboutHost, statusFailure } from "./failures.ts";
import type { Range } from "./ranges.ts";
import { discard, type Web, type WebAnswer } from "./web.ts";

/** What a server answers when it is asked for a file, or a range of it. */
export interface Offer {
  /** `part`: the range. `whole`: the whole file, whatever was asked. `outside`: the range begins behind the end. */
  readonly kind: "part" | "whole" | "outside";
  readonly response: HttpResponse;
  /** Bytes of the whole file; absent when the server does not say. */
  readonly total?: number;
  /** What the server calls this version of the file: a strong `ETag`, else `Last-Modified`. */
  readonly mark?: string;
}

/** Statuses of addresses that were good for a while only. */
const expired: ReadonlySet<number> = new Set([400, 401, 403, 404, 410]);

/** One file on a server. Where redirects have led is remembered for the next range, as long as that works. */
export class Source {
  readonly #web: Web;
  readonly #clock: Clock;
  readonly #url: URL;
  #resolved: URL | undefined;

  constructor(web: Web, clock: Clock, url: URL) {
    this.#web = web;
    this.#clock = clock;
    this.#url = url;
  }

  /** For people. */
  get host(): string {
    return this.#url.host;
  }

  /** Asks for a range, or without one for everything. Fails with a `ParleyError` that names the host. */
  async ask(range: Range | undefined, signal: AbortSignal): Promise<Offer> {
    const headers: Record<string, string> =
      range === undefined ? {} : { range: `bytes=${range.start}-${range.end - 1}` };
    let answer = await this.#get(this.#resolved ?? this.#url, headers, signal);
    if (this.#resolved !== undefined && expired.has(answer.response.status)) {
      await discard(answer.response);
      this.#resolved = undefined;
      answer = await this.#get(this.#url, headers, signal);
    }
    const offer = await offered(answer, range, this.#clock.now());
    this.#resolved = answer.url;
    return offer;
  }

  async #get(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<WebAnswer> {
    try {
      return await this.#web.get(url, headers, signal);
    } catch (error) {
      throw aboutHost(error, url.host);
    }
  }
}

async function offered({ response, url }: WebAnswer, range: Range | undefined, now: number): Promise<Offer> {
  const { status, headers } = response;
  if (status === 416 && range !== undefined) {
    await discard(response);
    const total = /^bytes \*\/(\d{1,15})$/.exec(one(headers["content-range"]) ?? "")?.[1];
    return { kind: "outside", response, ...(total !== undefined && { total: Number(total) }) };
  }
  if (status !== 200 && status !== 206) {
    await discard(response);
    const after = { "retry-after": one(headers["retry-after"]) };
    throw statusFailure(status, url.host, retryAfterMs(after, now));
  }
  try {
    refuseUnusable(headers, url.host);
    const mark = markOf(headers);
    const total = status === 206 ? totalOfPart(headers, range, url.host) : totalOfWhole(headers);
    return {
      kind: status === 206 ? "part" : "whole",
      response,
      ...(total !== undefined && { total }),
      ...(mark !== undefined && { mark }),
    };
  } catch (error) {
    response.cancel();
    throw error;
  }
}

function refuseUnusable(headers: HttpResponse["headers"], host: string): void {
  if (/^text\/html\b/i.test(one(headers["content-type"]) ?? "")) {
    throw new ParleyError("upstream_invalid", {
      message: `${host} sent a web page instead of a file. Is the address that of the file itself?`,
    });
  }
  const encoding = one(headers["content-encoding"]) ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new ParleyError("upstream_invalid", {
      message: `${host} sent the file compressed, which was not asked for.`,
    });
  }
}

/** RFC 9110, section 14.4. */
function totalOfPart(headers: HttpResponse["headers"], range: Range | undefined, host: string): number {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(one(headers["content-range"]) ?? "");
  const total = Number(match?.[3]);
  const end = Number(match?.[2]) + 1;
  if (
    match === null ||
    range === undefined ||
    Number(match[1]) !== range.start ||
    end > range.end ||
    end > total
  ) {
    throw new ParleyError("upstream_invalid", {
      message: `${host} sent another range of the file than was asked for.`,
    });
  }
  return total;
}

function totalOfWhole(headers: HttpResponse["headers"]): number | undefined {
  const length = one(headers["content-length"]);
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

function markOf(headers: HttpResponse["headers"]): string | undefined {
  const etag = one(headers["etag"]);
  if (etag !== undefined && !etag.startsWith("W/")) return `etag ${etag}`;
  const modified = one(headers["last-modified"]);
  return modified === undefined ? undefined : `modified ${modified}`;
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}
