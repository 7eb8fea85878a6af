/** Requests as bytes: from the doors of the server, with every kind of credential, and odd in many ways. */
import type { SeededRandom } from "../../src/lib/seeded-random.ts";
import { type Body, bodyFor } from "./bodies.ts";
import type { Credential } from "./credentials.ts";
import type { Door } from "./doors.ts";
import { fittingValue, pick, strangeText } from "./values.ts";

export interface FuzzRequest {
  readonly door: Door;
  readonly credential: Credential;
  /** Whether address, method and Host are those of the door. */
  readonly isPlain: boolean;
  readonly method: string;
  readonly bytes: Buffer;
}

export interface FuzzTerms {
  readonly doors: readonly Door[];
  readonly credentials: readonly Credential[];
  /** Such as `127.0.0.1:4242`. */
  readonly host: string;
  /** Ids that there are, by the name that they have in addresses. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

const oddMethods = [
  "PUT",
  "PATCH",
  "OPTIONS",
  "HEAD",
  "TRACE",
  "PROPFIND",
  "PURGE",
  "SEARCH",
  "M-SEARCH",
  "GET",
  "POST",
  "DELETE",
];

/** Other ways to write an address. A server that reads one of them otherwise than its guard is open. */
const addressForms: readonly ((path: string, host: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replaceAll("/", "//"),
  (path) => path.replace("/v1/", "/v1/./"),
  (path) => `/v1/..${path}`,
  (path) => `/healthz/../${path.slice(1)}`,
  (path) => `/healthz/%2e%2e${path}`,
  (path) => path.replace(/\/(?=[^/]*$)/, "%2f"),
  (path) => path.replace(/\/(?=[^/]*$)/, "%2F"),
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replace(/\/(?=[^/]*$)/, "%5c"),
  (path) => path.toUpperCase(),
  (path) => `${path}%00`,
  (path) => `${path};a=b`,
  (path) => `${path}.json`,
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}%ff%fe`,
  (path) => `${path}#part`,
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path, host) => `http://${host}${path}`,
  (path) => `http://evil.example${path}`,
  (path) => `https://user:word@evil.example:99999${path}`,
  (path) => `//evil.example${path}`,
  (path) => `http://${path}`,
  (path) => `*`.padEnd(path.length > 30 ? 1 : 2, "*"),
  (path) => `${path}/${"a/".repeat(500)}`,
  (path) => `${path}/${"a".repeat(9_000)}`,
  (path) => `${path}?${"a=b&".repeat(1_500)}`,
  (path) => `${path}?__proto__[a]=b&constructor=c&%zz&=&&&limit=1&limit=2`,
  (path) => `${path}??a=?`,
  (path) => `${path}é`,
];

const hosts = [
  [],
  ["evil.example"],
  ["127.0.0.1:99999"],
  [""],
  ["a@b"],
  ["[::1"],
  ["xn--"],
  ["a.example", "b.example"],
  ["a".repeat(5_000)],
  ["é.example"],
] as const;

const moreHeaders: readonly ((random: SeededRandom) => readonly string[])[] = [
  () => ["accept: text/html;q=x, */*;q=2"],
  () => ["accept-encoding: gzip, br, zstd;q=9"],
  () => ["content-encoding: gzip"],
  () => ["expect: 100-continue"],
  () => ["expect: the unexpected"],
  () => [
    "x-forwarded-for: 10.0.0.1, 127.0.0.1",
    "x-forwarded-proto: https",
    "x-forwarded-host: evil.example",
  ],
  () => ["forwarded: for=127.0.0.1;host=evil.example;proto=https, ;;"],
  () => ["range: bytes=0-0,5-", "if-none-match: *", "if-modified-since: never"],
  () => ["upgrade: websocket", "sec-websocket-key: AAAA", "sec-websocket-version: 13"],
  () => ["upgrade: h2c", "http2-settings: AAAA"],
  (random) => [`idempotency-key: ${header(strangeText(random))}`],
  (random) => [`idempotency-key: fuzz-${random.below(20)}`],
  (random) => [`x-parley-retries: ${header(strangeText(random))}`],
  (random) => [`x-parley-timeout: ${pick(random, ["1ms", "0", "-1", "1e9", "99999999999h", "5s"])}`],
  (random) => [
    `x-parley-memory: ${pick(random, ["recall; max_tokens=1", "recall;;;", "summarize", header(strangeText(random))])}`,
  ],
  (random) => [`x-parley-region: ${header(strangeText(random))}`],
  (random) => [`openai-project: ${header(strangeText(random))}`, "openai-organization: x"],
  (random) => [`origin: ${pick(random, ["null", "https://evil.example", "x", ""])}`],
  () => ["access-control-request-method: POST", "origin: https://evil.example"],
  () => [
    "x-http-method-override: DELETE",
    "x-original-url: /v1/organization/projects",
    "x-rewrite-url: /metrics",
  ],
  (random) => [`user-agent: ${header(strangeText(random))}`],
  (random) => Array.from({ length: 60 + random.below(60) }, (_, place) => `x-flood-${place}: a`),
  () => [`x-large: ${"a".repeat(12_000)}`],
  () => ["anthropic-version: 1066-10-14", "anthropic-beta: everything"],
  () => ["content-type: text/plain"],
];

/** Characters that a header line cannot hold are the affair of those who smuggle: see the corpus in src/http. */
function header(text: string): string {
  return text.replaceAll(/[^\t\x20-\xff]/g, "?").slice(0, 2_000);
}

/** The request with this number: the same for the same seed. */
export function makeRequest(random: SeededRandom, { doors, credentials, host, ids }: FuzzTerms): FuzzRequest {
  const door = pick(random, doors);
  const credential = pick(random, credentials);
  const isOddMethod = random.below(12) === 0;
  const isOddAddress = random.below(6) === 0;
  const isOddHost = random.below(15) === 0;
  const method = isOddMethod ? pick(random, oddMethods) : door.method;
  const address = addressOf(random, door, ids) + queryOf(random, door);
  const target = isOddAddress ? pick(random, addressForms)(address, host) : address;
  const lines = [
    ...(isOddHost ? pick(random, hosts) : [host]).map((name) => `host: ${name}`),
    ...credential.headers(),
    ...(random.below(3) === 0 ? pick(random, moreHeaders)(random) : []),
  ];
  const body = bodyFor(random, door);
  return {
    door,
    credential,
    isPlain: !isOddMethod && !isOddAddress && !isOddHost,
    method,
    bytes: bytesOf(random, `${method} ${target} HTTP/1.1`, lines, body),
  };
}

function addressOf(random: SeededRandom, { path }: Door, ids: FuzzTerms["ids"]): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const there = ids[name] ?? [];
    const way = random.below(10);
    if (way < 6 && there.length > 0) return encodeURIComponent(pick(random, there));
    if (way < 8) return `${name}_0123456789abcdef`;
    return encodeURIComponent(strangeText(random).toWellFormed()).slice(0, 700);
  });
}

function queryOf(random: SeededRandom, { query }: Door): string {
  const pairs = query.flatMap(({ name, schema }): readonly string[] => {
    const way = random.below(12);
    if (way > 4) return [];
    const value: unknown =
      way < 3 ? fittingValue(random, schema) : strangeText(random).slice(0, 3_000).toWellFormed();
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const text = (one: unknown): string =>
      encodeURIComponent(typeof one === "string" ? one : JSON.stringify(one));
    return values.map((one) => `${name}${random.below(10) === 0 ? "[]" : ""}=${text(one)}`);
  });
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** The borders of the body are always right: wrong ones are another proof's. */
function bytesOf(
  random: SeededRandom,
  first: string,
  lines: readonly string[],
  body: Body | undefined,
): Buffer {
  const all = [first, ...lines, "connection: close"];
  if (body === undefined) return Buffer.from([...all, "", ""].join("\r\n"), "latin1");
  if (body.type !== undefined) all.push(`content-type: ${body.type}`);
  if (random.below(8) !== 0 || body.bytes.length === 0) {
    all.push(`content-length: ${body.bytes.length}`);
    return Buffer.concat([Buffer.from([...all, "", ""].join("\r\n"), "latin1"), body.bytes]);
  }
  all.push("transfer-encoding: chunked");
  const size = Math.max(1, Math.floor(body.bytes.length / (1 + random.below(5))));
  const pieces: Buffer[] = [Buffer.from([...all, "", ""].join("\r\n"), "latin1")];
  for (let from = 0; from < body.bytes.length; from += size) {
    const piece = body.bytes.subarray(from, from + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")]);
}
