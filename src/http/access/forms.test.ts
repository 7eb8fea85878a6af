import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../route.ts";
import { addressOf, nameOf, openProof, type Proof } from "./proof.fixture.ts";

let proof: Proof;
beforeAll(async () => {
  proof = await openProof();
});
afterAll(() => proof.keeping.served.close());

type Form = (path: string) => string;

const last = /\/(?=[^/]*$)/;

/** Other ways to write an address. A guard that reads one otherwise than the router does is none. */
const addresses: Readonly<Record<string, Form>> = {
  "a slash at the end": (path) => `${path}/`,
  "two slashes at the end": (path) => `${path}//`,
  "two slashes first": (path) => `/${path}`,
  "two slashes within": (path) => path.replace(last, "//"),
  "two slashes everywhere": (path) => path.replaceAll("/", "//"),
  "a dot": (path) => path.replace("/v1/", "/v1/./"),
  "two dots": (path) => path.replace("/v1/", "/v1/x/../"),
  "two dots behind an open address": (path) => `/healthz/..${path}`,
  "two dots, encoded": (path) => `/healthz/%2e%2e${path}`,
  "two dots and a backslash": (path) => `/healthz/..\\..${path}`,
  "an encoded slash": (path) => path.replace(last, "%2f"),
  "an encoded slash, in capitals": (path) => path.replace(last, "%2F"),
  "a slash, encoded twice": (path) => path.replace(last, "%252f"),
  "a backslash": (path) => path.replace(last, "\\"),
  "an encoded backslash": (path) => path.replace(last, "%5c"),
  "an encoded letter": (path) => path.replace("/v1/", "/%76%31/"),
  capitals: (path) => path.toUpperCase(),
  "one capital": (path) => path.replace("/v1/", "/V1/"),
  "an encoded null": (path) => `${path}%00`,
  "a semicolon": (path) => `${path};/healthz`,
  "another ending": (path) => `${path}.json`,
  "a part of a page": (path) => `${path}#/healthz`,
  "an open address as query": (path) => `${path}?/healthz`,
  "a host before it": (path) => `http://127.0.0.1${path}`,
  "another host before it": (path) => `http://other.example${path}`,
  "a host and a name before it": (path) => `https://somebody:word@other.example:99999${path}`,
  "no scheme": (path) => `//other.example${path}`,
  "a star before it": (path) => `*${path.slice(1)}`,
  "a host that is an open path": (path) => `http://healthz${path}`,
};

/** The same address for the router: its guard must say what it says to the usual form. */
const same: ReadonlySet<string> = new Set([
  "a slash at the end",
  "an encoded letter",
  "a host before it",
  "another host before it",
]);

/** A stranger, one with a right to nearly nothing, one who may ask models, and who may do all. */
const principals = ["nobody", "only metrics", "caller", "owner"] as const;

/** So many requests are under way at a time. */
const abreast = 12;

interface Judged {
  readonly route: Route;
  readonly name: string;
  /** Status of the usual address, and of the other one. */
  readonly plain: number;
  readonly other: number;
  readonly isNowhere: boolean;
}

async function judgeAll(form: Form): Promise<readonly Judged[]> {
  const cases = proof.guarded.flatMap((route) => principals.map((name) => [route, name] as const));
  const judged: Judged[] = [];
  for (let from = 0; from < cases.length; from += abreast) {
    const some = cases.slice(from, from + abreast).map(async ([route, name]) => {
      const headers = name === "nobody" ? {} : proof.bearer(name);
      const usual = addressOf(route);
      const [plain, other] = await Promise.all([
        proof.ask(route.method, usual, headers),
        proof.ask(route.method, form(usual), headers),
      ]);
      return { route, name, plain: plain.status, other: other.status, isNowhere: other.isNowhere };
    });
    judged.push(...(await Promise.all(some)));
  }
  return judged;
}

const refused = (status: number): boolean => status === 401 || status === 403;

describe("an address that is written in another way", () => {
  test.each(Object.keys(addresses))("%s: the same decision, or no such address", async (name) => {
    const form = addresses[name] ?? String;
    const wrong = (await judgeAll(form)).filter(({ name: who, plain, other, isNowhere }) => {
      if (other >= 500 || (other >= 300 && other < 400)) return true;
      if (same.has(name)) return other !== plain;
      // Whoever has no key is not heard at all: what a route says of its ids he does not learn.
      if (who === "nobody") return other !== 401 && !isNowhere;
      return other !== plain && !refused(other) && ![400, 404, 405].includes(other);
    });
    expect(wrong.map(({ route, ...rest }) => ({ route: nameOf(route), ...rest }))).toEqual([]);
  });
});

describe("another host, or what programs in front of others say", () => {
  const hosts = [
    "other.example",
    "",
    "127.0.0.1:99999",
    "A.B",
    "a@b",
    "[::1]",
    "localhost/healthz",
    "x".repeat(300),
  ];
  const overrides: Readonly<Record<string, string>> = {
    "x-original-url": "/healthz",
    "x-rewrite-url": "/healthz",
    "x-forwarded-host": "localhost",
    "x-forwarded-prefix": "/healthz",
    "x-forwarded-for": "127.0.0.1",
    "x-http-method-override": "GET",
    "x-method-override": "OPTIONS",
    "x-forwarded-user": "operator",
    "x-remote-user": "owner",
  };
  const cases = [
    ...hosts.map((host) => ({ host })),
    ...Object.entries(overrides).map(([name, value]) => ({ [name]: value })),
  ];

  test.each(cases)("%j changes nothing", async (more: Readonly<Record<string, string>>) => {
    const wrong: unknown[] = [];
    for (let from = 0; from < proof.guarded.length; from += abreast) {
      const some = proof.guarded.slice(from, from + abreast).flatMap((route) =>
        (["nobody", "caller"] as const).map(async (name) => {
          const headers = name === "nobody" ? {} : proof.bearer(name);
          const plain = await proof.ask(route.method, addressOf(route), headers);
          const other = await proof.ask(route.method, addressOf(route), { ...headers, ...more });
          if (other.status !== plain.status) wrong.push([nameOf(route), name, plain.status, other.status]);
        }),
      );
      await Promise.all(some);
    }
    expect(wrong).toEqual([]);
  });
});
