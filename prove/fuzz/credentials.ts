/** Ways to say who one is: good ones of each kind, and bad ones. */
import { setTimeout as sleep } from "node:timers/promises";
import { isRefused } from "../keys/is-refused.ts";
import type { Keeper, KeyPair } from "../keys/keeper.ts";
import type { Person } from "../keys/person.ts";

export interface Credential {
  readonly name: string;
  /** Whether it opens some door. */
  readonly isGood: boolean;
  /** Lines of a head. */
  headers(): readonly string[];
}

const bearer = (secret: string): string => `authorization: Bearer ${secret}`;

/** What opens no door, whatever else a request says. */
export function badCredentials(revoked: string): readonly Credential[] {
  const lines: Readonly<Record<string, readonly string[]>> = {
    none: [],
    malformed: [bearer("sk-parley-nonsense")],
    revoked: [bearer(revoked)],
    "cut off": [bearer(revoked.slice(0, -1))],
    "without a name": [`authorization: ${revoked}`],
    empty: ["authorization: "],
    "very long": [bearer("a".repeat(8_000))],
    strange: [bearer("\xff\xfe\x80")],
    basic: [`authorization: Basic ${Buffer.from(`a:${revoked}`).toString("base64")}`],
    "not signed": [bearer(`${part({ alg: "none", typ: "at+jwt" })}.${part({ iss: "x", sub: "x" })}.`)],
    "signed by nobody": [
      bearer(`${part({ alg: "EdDSA", typ: "at+jwt", kid: "../../x" })}.${part({ exp: 2 ** 40 })}.AAAA`),
    ],
    "no token": [bearer("eyJ.eyJ.eyJ")],
    "no cookie": ["cookie: __Host-parley=AAAA"],
    "two cookies": ["cookie: __Host-parley=AAAA; __Host-parley=BBBB"],
    "x-api-key": ["x-api-key: nonsense"],
    twice: [bearer("a"), bearer("b")],
  };
  return Object.entries(lines).map(([name, headers]) => ({ name, isGood: false, headers: () => headers }));
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A good one that may come to an end by what is asked with it, and is then made anew. */
export interface Renewed extends Credential {
  /** Makes another one where it opens no door any more. Says whether it had to. */
  renew(): Promise<boolean>;
}

/** What can be made again and again by its name. */
export async function keepGood(
  name: string,
  url: string,
  make: () => Promise<string>,
  headersOf: (secret: string) => readonly string[],
): Promise<Renewed> {
  let secret = await make();
  const works = async (): Promise<boolean> => {
    const headers = headersOf(secret).map((line): [string, string] => {
      const at = line.indexOf(": ");
      return [line.slice(0, at), line.slice(at + 2)];
    });
    const response = await fetch(`${url}/v1/models`, { headers, signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return !isRefused(response.status);
  };
  return {
    name,
    isGood: true,
    headers: () => headersOf(secret),
    async renew() {
      if (await works().catch(() => true)) return false;
      // What was changed a moment ago holds within a second.
      await sleep(100);
      secret = await make();
      return true;
    },
  };
}

/** All good kinds: keys of two roles, a token, and a browser that is signed in. */
export async function goodCredentials(
  url: string,
  keeper: Keeper,
  person: Person,
): Promise<readonly Renewed[]> {
  const admin = async (): Promise<string> => (await keeper.newAdminKey()).secret;
  const usual = async (): Promise<string> => (await keeper.newKey()).secret;
  // Each time from elsewhere: what is asked here has used up this address's tries.
  let logins = 0;
  const cookie = (): Promise<string> => person.signIn(`198.51.100.${1 + (logins++ % 250)}`);
  const token = async (): Promise<string> => tokenFor(url, await keeper.newKey());
  return [
    await keepGood("an admin's key", url, admin, (secret) => [bearer(secret)]),
    await keepGood("a usual key", url, usual, (secret) => [bearer(secret)]),
    await keepGood("a token", url, token, (secret) => [bearer(secret)]),
    await keepGood("a browser", url, cookie, (secret) => [
      `cookie: __Host-parley=${secret}`,
      `origin: ${url}`,
    ]),
  ];
}

/** An hour's token for a key. */
export async function tokenFor(url: string, { id, secret }: KeyPair): Promise<string> {
  const response = await fetch(`${url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret }),
    signal: AbortSignal.timeout(20_000),
  });
  return ((await response.json()) as { readonly access_token?: string }).access_token ?? "";
}
