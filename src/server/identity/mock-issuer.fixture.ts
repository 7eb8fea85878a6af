import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from "jose";

type Claims = Readonly<Record<string, unknown>>;

/** What the provider does wrong; each may be changed between requests. */
export interface IssuerFaults {
  /** What becomes of the claims of an ID token. */
  idToken?: (claims: Claims) => Claims;
  /** Instead of a signed token. */
  rawToken?: (claims: Claims) => string;
  /** What becomes of its description. */
  metadata?: (document: Claims) => Claims;
  /** What becomes of the address to which it sends the browser back. */
  comeBack?: (url: URL) => URL;
  /** Refuses every request with this status. */
  status?: number;
  /** Sends whoever asks for tokens or keys elsewhere. */
  redirect?: string;
  /** Never answers. */
  silent?: boolean;
}

interface Code {
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly claims: Claims;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/**
 * A provider of identities on this machine, for tests: OpenID Connect's discovery, keys that rotate, the code flow with
 * PKCE, and tokens of any kind, right and wrong.
 */
export class MockIssuer {
  readonly clientId = "parley";
  readonly clientSecret = "the client's secret";
  /** Who signs in next. */
  person: Claims = { sub: "ann-1", email: "ann@example.com", email_verified: true, name: "Ann" };
  faults: IssuerFaults = {};
  /** What it says of tokens that nobody else can read, by the token; of others that they are not active. */
  readonly opaque = new Map<string, Claims>();
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #codes = new Map<string, Code>();
  #keys: SigningKey[] = [];
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<MockIssuer> {
    const issuer = new MockIssuer();
    await issuer.rotate();
    await new Promise<void>((resolve) => void issuer.#server.listen(0, "127.0.0.1", () => resolve()));
    issuer.#port = (issuer.#server.address() as AddressInfo).port;
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** From now on it signs with another key; `keep` leaves the ones before among its public keys. */
  async rotate({ keep = false }: { readonly keep?: boolean } = {}): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    const kid = randomBytes(8).toString("hex");
    const jwk = { ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" };
    this.#keys = [{ kid, privateKey, jwk }, ...(keep ? this.#keys : [])];
  }

  /** What it publishes. */
  jwks(): { readonly keys: readonly JWK[] } {
    return { keys: this.#keys.map(({ jwk }) => jwk) };
  }

  /** A token with these claims and nothing else, signed by the newest key. */
  async sign(claims: Claims, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const [key] = this.#keys;
    if (key === undefined) throw new Error("no key");
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "RS256", kid: key.kid, ...header })
      .sign(key.privateKey);
  }

  /** Plays the person at its page: gives the address to which the browser is sent back. */
  async approve(authorization: string): Promise<URL> {
    const reply = await fetch(authorization, { redirect: "manual" });
    const location = reply.headers.get("location");
    if (location === null) throw new Error(`The provider said ${reply.status}: ${await reply.text()}`);
    return new URL(location);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => void this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    this.asked.push(url.pathname);
    const { status, redirect, silent } = this.faults;
    if (silent === true) return;
    if (status !== undefined) return void sendJson(response, status, { error: "server_error" });
    if (redirect !== undefined && url.pathname !== "/authorize")
      return void response.writeHead(302, { location: redirect }).end();
    if (url.pathname === "/.well-known/openid-configuration") sendJson(response, 200, this.#metadata());
    else if (url.pathname === "/jwks") sendJson(response, 200, this.jwks());
    else if (url.pathname === "/authorize") this.#authorize(url, response);
    else if (url.pathname === "/introspect") await this.#introspect(request, response);
    else if (url.pathname === "/token") await this.#token(request, response);
    else sendJson(response, 404, { error: "not_found" });
  }

  #metadata(): Claims {
    const document = {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    };
    return this.faults.metadata?.(document) ?? document;
  }

  /** The person says yes at once. */
  #authorize({ searchParams }: URL, response: ServerResponse): void {
    const wanted = (name: string): string => searchParams.get(name) ?? "";
    const isRight =
      wanted("response_type") === "code" &&
      wanted("client_id") === this.clientId &&
      wanted("scope").split(" ").includes("openid") &&
      wanted("code_challenge_method") === "S256" &&
      wanted("state").length >= 22;
    if (!isRight) return sendJson(response, 400, { error: "invalid_request" });
    const code = randomBytes(16).toString("hex");
    this.#codes.set(code, {
      redirectUri: wanted("redirect_uri"),
      nonce: searchParams.get("nonce"),
      challenge: searchParams.get("code_challenge"),
      claims: this.person,
    });
    const back = new URL(wanted("redirect_uri"));
    back.search = new URLSearchParams({ code, state: wanted("state"), iss: this.url }).toString();
    response.writeHead(302, { location: (this.faults.comeBack?.(back) ?? back).href }).end();
  }

  /** RFC 7662: only for its client. */
  async #introspect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request);
    if (request.method !== "POST" || !isClient(request, this))
      return sendJson(response, 401, { error: "invalid_client" });
    const claims = this.opaque.get(form.get("token") ?? "");
    sendJson(response, 200, claims === undefined ? { active: false } : { active: true, ...claims });
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request);
    const code = this.#codes.get(form.get("code") ?? "");
    this.#codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight =
      isClient(request, this) &&
      code !== undefined &&
      form.get("grant_type") === "authorization_code" &&
      form.get("redirect_uri") === code.redirectUri &&
      challenge === code.challenge;
    if (!isRight) return sendJson(response, 400, { error: "invalid_grant" });
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: this.url,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      ...(code.nonce !== null && { nonce: code.nonce }),
      ...code.claims,
    };
    const told = this.faults.idToken?.(claims) ?? claims;
    sendJson(response, 200, {
      access_token: randomBytes(16).toString("hex"),
      token_type: "Bearer",
      expires_in: 300,
      id_token: this.faults.rawToken?.(told) ?? (await this.sign(told)),
    });
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** RFC 6749, section 2.3.1: both parts are encoded as in forms. */
function isClient({ headers }: IncomingMessage, { clientId, clientSecret }: MockIssuer): boolean {
  const [, credentials = ""] = headers.authorization?.split("Basic ") ?? [];
  const parts = Buffer.from(credentials, "base64").toString().split(":");
  const [id, secret] = parts.map((part) => decodeURIComponent(part.replaceAll("+", " ")));
  return id === clientId && secret === clientSecret;
}

/** A token that says that it is not signed. */
export function unsignedToken(claims: Claims): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`;
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
