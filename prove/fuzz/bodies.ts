/** Bodies of requests: right ones, nearly right ones, and bombs. */
import type { SeededRandom } from "../../src/lib/seeded-random.ts";
import type { Door, Schema } from "./doors.ts";
import { fittingValue, jsonOf, nested, pick, strangeNames, strangeText, strangeValue } from "./values.ts";

export interface Body {
  readonly type: string | undefined;
  readonly bytes: Buffer;
}

const json = "application/json";

/** A body for the door; `undefined` where there is none. */
export function bodyFor(random: SeededRandom, door: Door): Body | undefined {
  const { body: schema, method } = door;
  if (method === "GET" || schema === undefined) {
    if (random.below(12) !== 0)
      return method === "POST" ? { type: json, bytes: Buffer.from("{}") } : undefined;
    return hostileBody(random, {});
  }
  const chance = random.below(100);
  if (chance < 40) return written(door, fittingValue(random, schema));
  if (chance < 78) return written(door, spoil(random, fittingValue(random, schema)));
  return hostileBody(random, schema);
}

function written({ isForm }: Door, value: unknown): Body {
  if (!isForm) return { type: json, bytes: Buffer.from(jsonOf(value)) };
  const pairs = Object.entries((value ?? {}) as object).map(([name, member]): [string, string] => [
    name,
    typeof member === "string" ? member : jsonOf(member),
  ]);
  return {
    type: "application/x-www-form-urlencoded",
    bytes: Buffer.from(new URLSearchParams(pairs).toString()),
  };
}

/** Changes one to three places of a value. */
function spoil(random: SeededRandom, value: unknown): unknown {
  let spoilt = value;
  for (let count = 1 + random.below(3); count > 0; count--) spoilt = spoilOnce(random, spoilt);
  return spoilt;
}

function spoilOnce(random: SeededRandom, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return strangeValue(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.below(4) === 0) return [...(value as unknown[]), strangeValue(random)];
    const place = random.below(value.length);
    return (value as unknown[]).map((one, index) => (index === place ? spoilOnce(random, one) : one));
  }
  const names = Object.keys(value);
  const name = names.length === 0 || random.below(5) === 0 ? pick(random, strangeNames) : pick(random, names);
  const copy: object = Object.defineProperties({}, Object.getOwnPropertyDescriptors(value));
  if (names.includes(name) && random.below(5) === 0) {
    Reflect.deleteProperty(copy, name);
    return copy;
  }
  const before: unknown = Object.getOwnPropertyDescriptor(copy, name)?.value;
  const after = random.below(2) === 0 ? strangeValue(random) : spoilOnce(random, before);
  return Object.defineProperty(copy, name, {
    value: after,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

const bombs: readonly ((random: SeededRandom, usual: string) => string | Buffer)[] = [
  (random) => nested(random, 100_000),
  (random) => nested(random, 1 + random.below(70)),
  () => "[".repeat(300_000),
  () => `[${"1,".repeat(250_000)}1]`,
  () => `{${Array.from({ length: 40_000 }, (_, place) => `"k${place}":1`).join(",")}}`,
  () => `{"model":"rehearsal","messages":${"9".repeat(300_000)}}`,
  () => `"${"\\u0000".repeat(50_000)}"`,
  (_random, usual) => usual.slice(0, Math.floor(usual.length / 2)),
  (_random, usual) => usual + usual,
  (_random, usual) =>
    usual.replace("{", '{"model":"rehearsal","model":"other","__proto__":{"isAdmin":true},'),
  (_random, usual) => `\ufeff${usual}`,
  (_random, usual) => Buffer.from(usual, "utf16le"),
  (_random, usual) => Buffer.concat([Buffer.from(usual), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]),
  (_random, usual) => Buffer.from(usual.replaceAll("a", "\u00e9"), "latin1"),
  () => "",
  () => " ",
  () => "null",
  () => "1e999",
  () => '"text"',
  () => "[]",
  () => "{,}",
  () => "{'a':1}",
  () => "NaN",
  () => "a=b&a=c&__proto__[x]=y",
  () => '--x\r\ncontent-disposition: form-data; name="file"; filename="../a"\r\n\r\nhi\r\n--x--\r\n',
  () => `--x\r\n${"a: b\r\n".repeat(2_000)}\r\nhi\r\n--x--`,
  (random) => Buffer.from(Array.from({ length: 300 }, () => random.below(256))),
  (random) =>
    JSON.stringify({ model: "rehearsal", messages: [{ role: "user", content: strangeText(random) }] }),
];

const types = [
  json,
  json,
  json,
  undefined,
  "application/json; charset=utf-16",
  "application/vnd.api+json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  `multipart/form-data; boundary="${"x".repeat(200)}"`,
  "application/octet-stream",
  "*/*",
  ";",
];

function hostileBody(random: SeededRandom, schema: Schema): Body {
  const usual = jsonOf(fittingValue(random, schema));
  const bytes = pick(random, bombs)(random, usual);
  return { type: pick(random, types), bytes: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes) };
}
