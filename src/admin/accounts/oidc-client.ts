import type { Configuration } from "openid-client";
import { ParleyError } from "../../spec/errors.ts";
import type { Fetch, SignOnProvider } from "./sign-on-provider.ts";

/** What a provider says of a person in a token that was checked. */
export interface Claims {
  readonly sub: string;
  readonly [name: string]: unknown;
}

export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE's verifier (RFC 7636). */
  readonly verifier: string;
}

/** One provider, spoken to as a client of OpenID Connect. */
export interface OidcClient {
  readonly provider: SignOnProvider;
  /** Where the browser goes. Fails with `upstream_unreachable` when the provider cannot be asked. */
  authorizationUrl(request: AuthorizationRequest): Promise<URL>;
  /**
   * What the provider says of the person who came back at `url`. Fails with `upstream_unreachable` when it cannot be
   * asked, and with `login_refused` when anything that it says is not as it must be.
   */
  claims(url: URL, request: AuthorizationRequest): Promise<Claims>;
}

/** How long a provider's description is believed, and how long no other try follows one that failed; in milliseconds. */
const believedFor = 3_600_000;
const pause = 5_000;

/** Seconds by which clocks may differ (RFC 7519, section 4.1.4: no more than a few minutes). */
const leeway = 60;

/** `monotonic` in milliseconds. The library is loaded with the first person who comes. */
export function createOidcClient(
  provider: SignOnProvider,
  { ask, monotonic }: { readonly ask: Fetch; readonly monotonic: () => number },
): OidcClient {
  let known: Promise<Configuration> | undefined;
  let until = 0;

  function configuration(): Promise<Configuration> {
    if (known !== undefined && monotonic() < until) return known;
    until = monotonic() + believedFor;
    known = discover(provider, ask).catch((cause: unknown) => {
      until = monotonic() + pause;
      throw unavailable(provider, cause);
    });
    return known;
  }
  return {
    provider,
    async authorizationUrl({ redirectUri, state, nonce, verifier }) {
      const config = await configuration();
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import("openid-client");
      return buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        response_type: "code",
        scope: provider.scopes.join(" "),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
    },
    async claims(url, { state, nonce, verifier }) {
      const config = await configuration();
      const { authorizationCodeGrant, fetchUserInfo } = await import("openid-client");
      try {
        const tokens = await authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error("no ID token");
        const isWhole = claims[provider.groupsClaim] !== undefined && claims["email"] !== undefined;
        if (isWhole || config.serverMetadata().userinfo_endpoint === undefined) return claims;
        // Some providers keep ID tokens small, and say the rest only here.
        const more = await fetchUserInfo(config, tokens.access_token, claims.sub);
        return { ...more, ...claims };
      } catch (cause) {
        if (isUnavailable(cause)) throw unavailable(provider, cause);
        throw new ParleyError("login_refused", { message: "The sign-in was not accepted.", cause });
      }
    },
  };
}

async function discover(provider: SignOnProvider, ask: Fetch): Promise<Configuration> {
  const client = await import("openid-client");
  const issuer = new URL(provider.issuer);
  const secret = provider.clientSecret?.reveal();
  return client.discovery(
    issuer,
    provider.clientId,
    { [client.clockTolerance]: leeway },
    secret === undefined ? client.None() : client.ClientSecretBasic(secret),
    {
      [client.customFetch]: (url, { method, headers, body, signal }) =>
        ask(url, { method, headers, body: bodyOf(body), signal }),
      // Without TLS on this machine alone, where the settings allow it: for tests, and for trying out.
      execute: issuer.protocol === "http:" ? [client.allowInsecureRequests] : [],
    },
  );
}

function bodyOf(body: unknown): string | URLSearchParams | Uint8Array | null {
  if (body === undefined || body === null) return null;
  if (typeof body === "string" || body instanceof URLSearchParams || body instanceof Uint8Array) return body;
  throw new TypeError("A request with this kind of body is not sent.");
}

/** Whether it is the way to the provider, or the provider itself, that has failed. */
function isUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++)
    if (cause instanceof ParleyError) return true;
  return false;
}

function unavailable({ name }: SignOnProvider, cause: unknown): ParleyError {
  return new ParleyError("upstream_unreachable", {
    message: `The sign-on provider "${name}" could not be asked. Please try again in a minute.`,
    cause,
  });
}
