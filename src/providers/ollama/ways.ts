import { createHttpClient, type HttpClient, type HttpRequest } from "../../lib/http-client.ts";
import { authorised, type UpstreamOptions } from "../upstream/options.ts";
import type { UpstreamWays } from "../upstream/stream.ts";
import { secretsOf } from "../upstream/without-secrets.ts";
import { createErrors, type OllamaErrors } from "./errors.ts";

/** What all requests to one server of Ollama have in common. */
export interface OllamaWays {
  readonly ways: UpstreamWays;
  readonly errors: OllamaErrors;
  /** @param body JSON, or what is to be JSON. */
  readonly request: (
    method: HttpRequest["method"],
    path: string,
    body: Buffer | object | undefined,
    signal: AbortSignal,
  ) => HttpRequest;
  /** The client for pulls, which may take hours. */
  readonly patient: () => HttpClient;
  close(): Promise<void>;
}

/** In milliseconds. A model of a hundred gigabytes may take a day, and checking its hash some quiet minutes. */
const pullClocks = { firstByte: 60_000, idle: 10 * 60_000, total: 24 * 3_600_000 } as const;

export function createWays(deps: { now(): number }, options: UpstreamOptions): OllamaWays {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const client = createHttpClient(origin, options.clocks);
  const errors = createErrors(options.name);
  const headers = authorised(options, (key) => ({ authorization: `Bearer ${key}` }));
  let patient: HttpClient | undefined;
  return {
    ways: { client, now: deps.now, refused: errors, secrets: secretsOf(options) },
    errors,
    request(method, path, content, signal) {
      const bare = { method, path: prefix + path, headers, signal };
      if (content === undefined) return bare;
      return { ...bare, body: Buffer.isBuffer(content) ? content : JSON.stringify(content) };
    },
    patient: () => (patient ??= createHttpClient(origin, { ...options.clocks, ...pullClocks })),
    async close() {
      await Promise.all([client.close(), patient?.close()]);
    },
  };
}
