import type { Clocks } from "../../lib/http-client.ts";
import type { Secret } from "../../lib/secret.ts";

/** What every provider behind HTTP is made from. */
export interface UpstreamOptions {
  /** The name in the settings. */
  readonly name: string;
  /** Origin and path prefix, without a slash at the end: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: Secret;
  /** The key is not here but in the database, and comes later. */
  readonly storedKey?: true;
  /** To be sent in addition. Names in lower case. */
  readonly headers: Readonly<Record<string, Secret>>;
  readonly clocks: Clocks;
  /** Ids of models to list without asking the upstream. */
  readonly models: readonly string[];
  /** Context of the listed models in tokens, where it is known. */
  readonly contextTokens?: number;
}

/**
 * The headers of every request; made once: the secrets leave their type only here.
 *
 * @param credentials The headers that carry the key.
 */
export function authorised(
  options: Pick<UpstreamOptions, "apiKey" | "headers">,
  credentials: (key: string) => Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "accept-encoding": "identity",
    "user-agent": "parley",
  };
  for (const [name, value] of Object.entries(options.headers)) headers[name] = value.reveal();
  if (options.apiKey !== undefined) Object.assign(headers, credentials(options.apiKey.reveal()));
  return headers;
}
