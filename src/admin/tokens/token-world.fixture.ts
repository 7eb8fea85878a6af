import type { Clock } from "../../lib/clock.ts";
import type { Actor } from "../../spec/actor.ts";
import { operator } from "../../spec/actor.ts";
import type { Principal } from "../../spec/principal.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { type Authenticator, createAuthenticator } from "../authenticate.ts";
import { createKey, type KeyDeps, type NewKeyInput } from "../keys.ts";
import { defaultProject } from "../projects.ts";
import { withTokens } from "./authenticate-tokens.ts";
import { forge, type Forging, issuerKey } from "./forge.fixture.ts";
import { createOwnTokens, type OwnTokens } from "./own-tokens.ts";
import type { TokenIssuer } from "./token-issuer.ts";

export const idp = "https://idp.example";
export const us = "https://parley.example";

/** Keys are dear to make, and nothing changes them. */
export const rsa = issuerKey("rsa", "rsa-1");
export const p256 = issuerKey("p256", "p256-1");
export const ed = issuerKey("ed25519", "ed-1");

export interface TokenWorld {
  readonly deps: KeyDeps;
  readonly project: string;
  readonly own: OwnTokens;
  readonly authenticator: Authenticator;
  /** Unix milliseconds; monotonic time goes with it. */
  now: number;
  issuers: readonly TokenIssuer[];
  /** What the issuer says that its keys are; throws where it is down. */
  keys: () => unknown;
  /** How often it was asked. */
  fetches: number;
  /** What the issuer says that a token is; throws where it is down. */
  introspect: (token: string) => unknown;
  /** How often it was asked that. */
  introspections: number;
  /** Claims of a good token, at this moment. */
  claims(more?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** A good token, but for what is given. */
  token(more?: Partial<Forging>): string;
  key(input?: Partial<NewKeyInput>, actor?: Actor): ReturnType<typeof createKey>;
  authenticate(token: string): Promise<Principal>;
  /** A day and more later, with everything as at the beginning: also what is remembered of the issuer's keys. */
  another(): void;
  close(): Promise<void>;
}

export async function tokenWorld(): Promise<TokenWorld> {
  let now = 1_800_000_000_000;
  const clock: Clock = { now: () => now, monotonic: () => now };
  const stores = await openSqlite({ path: ":memory:", now: clock.now });
  const deps: KeyDeps = { stores, clock, pepper: Buffer.alloc(32, 7) };
  const project = (await defaultProject(deps)).id;
  const own = createOwnTokens({ ...deps, issuer: () => us });
  const authenticator = withTokens(createAuthenticator({ ...deps, warn: () => undefined }), {
    stores,
    clock,
    own,
    issuers: () => world.issuers,
    loadKeys: async () => {
      world.fetches++;
      return world.keys();
    },
    introspect: async (_issuer, token) => {
      world.introspections++;
      return world.introspect(token);
    },
    warn: () => undefined,
  });
  const keys = (): unknown => ({ keys: [rsa.jwk, p256.jwk, ed.jwk] });
  const unknown = (): unknown => ({ active: false });
  const world: TokenWorld = {
    deps,
    project,
    own,
    authenticator,
    get now() {
      return now;
    },
    set now(value) {
      now = value;
    },
    issuers: [issuerOf(project)],
    keys,
    fetches: 0,
    introspect: unknown,
    introspections: 0,
    claims: (more) => {
      const seconds = Math.floor(world.now / 1000);
      const times = { iat: seconds, exp: seconds + 600 };
      return { iss: idp, aud: us, sub: "ann", client_id: "app", jti: "1", ...times, ...more };
    },
    token: (more) => forge({ key: p256, claims: world.claims(), ...more }),
    key: (input, actor = operator) => createKey(deps, actor, { projectId: project, name: "k", ...input }),
    authenticate: async (token) => authenticator.authenticate(token),
    another() {
      now += 100_000_000;
      const counts = { fetches: 0, introspections: 0 };
      Object.assign(world, { keys, introspect: unknown, ...counts, issuers: [issuerOf(project)] });
    },
    async close() {
      await authenticator.close();
      await stores.close();
    },
  };
  return world;
}

export function issuerOf(projectId: string, more: Partial<TokenIssuer> = {}): TokenIssuer {
  return {
    issuer: idp,
    audiences: [us],
    algorithms: ["RS256", "ES256", "EdDSA"],
    allowHttp: false,
    grants: [{ when: {}, project: { id: projectId }, scopes: ["chat", "models"] }],
    ...more,
  };
}
