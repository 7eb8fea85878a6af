import type { HttpRequest } from "../../lib/http-client.ts";
import type { UpstreamWays } from "../upstream/stream.ts";

/** What the requests about models have in common. */
export interface OllamaWays {
  readonly ways: UpstreamWays;
  readonly request: (
    method: HttpRequest["method"],
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ) => HttpRequest;
}
