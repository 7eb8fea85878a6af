import type { Authenticator } from "../../admin/authenticate.ts";
import { withTokens } from "../../admin/tokens/authenticate-tokens.ts";
import { createOwnTokens, type OwnTokens, type OwnTokensDeps } from "../../admin/tokens/own-tokens.ts";
import type { TokenIssuer } from "../../admin/tokens/token-issuer.ts";
import { type BoundedFetch, createBoundedFetch, type FetchWish } from "../../lib/bounded-fetch.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Stores } from "../../spec/stores.ts";

/** A caller waits meanwhile. In milliseconds. */
const clocks = { connect: 3_000, firstByte: 5_000, idle: 5_000, total: 8_000 };

/** Largest set of keys, in bytes. */
const mostBytes = 512 * 1024;

export interface TokensDeps extends OwnTokensDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  /** As the settings are now. */
  readonly issuers: () => readonly TokenIssuer[];
  readonly warn: (message: string, error: unknown) => void;
}

/** Tokens in a running server: ours, and an authenticator that knows them and those of others beside the keys. */
export function openTokens(
  keys: Authenticator,
  deps: TokensDeps,
): { readonly own: OwnTokens; readonly authenticator: Authenticator } {
  const own = createOwnTokens(deps);
  const web = createBoundedFetch({ clocks, bytes: mostBytes });
  const authenticator = withTokens(keys, {
    ...deps,
    own,
    loadKeys: async (issuer) => json(web, issuer.jwksUri ?? (await keysUri(web, issuer))),
    introspect: (issuer, token) => introspect(web, issuer, token),
  });
  return {
    own,
    authenticator: {
      ...authenticator,
      async close() {
        await authenticator.close();
        await web.close();
      },
    },
  };
}

/** Where an issuer's metadata say that its keys are. They must be of that issuer exactly (RFC 8414, section 3.3). */
async function keysUri(web: BoundedFetch, { issuer, allowHttp }: TokenIssuer): Promise<string> {
  const metadata = await firstOf(metadataAt(issuer).map((url) => () => json(web, url)));
  if (
    typeof metadata !== "object" ||
    metadata === null ||
    !("issuer" in metadata) ||
    metadata.issuer !== issuer
  )
    throw new TypeError(`what is found at ${issuer} describes another issuer`);
  const uri = "jwks_uri" in metadata ? String(metadata.jwks_uri) : "";
  const protocol = URL.parse(uri)?.protocol;
  if (protocol !== "https:" && !(allowHttp && protocol === "http:"))
    throw new TypeError(`the metadata of ${issuer} name no https:// address for its keys`);
  return uri;
}

/** The places of RFC 8414, section 3.1, and of OpenID Connect Discovery, section 4. */
function metadataAt(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
}

async function firstOf(ways: readonly (() => Promise<unknown>)[]): Promise<unknown> {
  let fault: unknown;
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

/** RFC 7662, section 2.1. Our id and secret are encoded as in forms (RFC 6749, section 2.3.1). */
async function introspect(
  web: BoundedFetch,
  { introspection }: TokenIssuer,
  token: string,
): Promise<unknown> {
  if (introspection === undefined) throw new TypeError("this issuer is not asked");
  const { endpoint, clientId, clientSecret } = introspection;
  const client = [clientId, clientSecret.reveal()].map(inForm).join(":");
  const body = new URLSearchParams({ token, token_type_hint: "access_token" }).toString();
  return json(web, endpoint, {
    method: "POST",
    body,
    headers: {
      authorization: `Basic ${Buffer.from(client).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
  });
}

function inForm(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

async function json(web: BoundedFetch, url: string, wish: FetchWish = {}): Promise<unknown> {
  const headers = { accept: "application/json", ...wish.headers };
  const response = await web.fetch(url, { ...wish, headers });
  if (response.status !== 200) throw new TypeError(`${url} answers with status ${response.status}`);
  return JSON.parse(await response.text()) as unknown;
}
