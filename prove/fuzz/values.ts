/** Values that fit a JSON Schema, nearly fit it, or want to do harm. */
import type { SeededRandom } from "../../src/lib/seeded-random.ts";
import type { Schema } from "./doors.ts";

export function pick<T>(random: SeededRandom, list: readonly T[]): T {
  return list[random.below(list.length)] as T;
}

/** Written into JSON as it is, without quotes: what no JavaScript value becomes. */
export function raw(text: string): string {
  return `\u0001${text}\u0002`;
}

/** JSON text of a value with such places in it. */
export function jsonOf(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replaceAll(
    /"\\u0001((?:[^"\\]|\\.)*?)\\u0002"/g,
    (_all, text: string) => JSON.parse(`"${text}"`) as string,
  );
}

/** Names under which a careless program keeps what is not its caller's to change. */
export const strangeNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "__defineGetter__",
  "then",
  "toJSON",
  "length",
  "",
  "\u0000",
  "isAdmin",
  "role",
  "project_id",
  "💥",
  "a".repeat(5_000),
] as const;

const strangeTexts: readonly (() => string)[] = [
  () => "",
  () => "\u0000",
  () => "\ud800",
  () => "\udfff\ud800",
  () => "💥".repeat(1_000),
  () => "\u202e\u2066abc",
  () => "e\u0301".repeat(500),
  () => "ﷺ".repeat(2_000),
  () => "a".repeat(100_000),
  () => "' or 1=1 --",
  () => '"; drop table keys; --',
  () => "%%%_\\%",
  () => "../../../../etc/passwd",
  () => "${jndi:ldap://127.0.0.1/a}",
  () => "<script>alert(1)</script>",
  () => "\r\nset-cookie: a=b\r\n\r\n",
  () => "=cmd|' /C calc'!A0",
  () => "__proto__",
  () => "constructor",
  () => "data:image/png;base64,AAAA",
  () => "http://169.254.169.254/latest/meta-data",
  () => "(a+)+$".repeat(50),
  () => "9".repeat(400),
  () => "1e309",
  () => "NaN",
  () => "-0",
  () => "true",
  () => "null",
  () => "[]",
];

const strangeNumbers = [
  "0",
  "-0",
  "-1",
  "0.1",
  "1e-400",
  "1e308",
  "1e309",
  "-1e309",
  "9007199254740992",
  "9007199254740993",
  "18446744073709551616",
  "9".repeat(2_000),
  `0.${"0".repeat(2_000)}1`,
  "2147483648",
] as const;

/** Anything at all. */
export function strangeValue(random: SeededRandom): unknown {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.below(2) === 0;
    case 2:
      return raw(pick(random, strangeNumbers));
    case 3:
      return [];
    case 4:
      return { [pick(random, strangeNames)]: pick(random, strangeTexts)() };
    case 5:
      return Array.from({ length: 1 + random.below(2_000) }, () => random.below(10));
    case 6:
      return raw(nested(random, 1 + random.below(200)));
    case 7:
      return withOwn({ polluted: true, isAdmin: true });
    default:
      return pick(random, strangeTexts)();
  }
}

export function strangeText(random: SeededRandom): string {
  return pick(random, strangeTexts)();
}

/** `__proto__` as a member of its own, as JSON has it. */
function withOwn(value: object): object {
  return Object.defineProperty({}, "__proto__", {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

export function nested(random: SeededRandom, depth: number): string {
  return random.below(2) === 0
    ? "[".repeat(depth) + "]".repeat(depth)
    : '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
}

/** Values for members by their names: without them, hardly a call would be let through to the end. */
const known: Readonly<Record<string, readonly unknown[]>> = {
  model: [
    "rehearsal",
    "rehearsal",
    "rehearsal",
    "rehearsal-slow",
    "nobody",
    "rehearsal/rehearsal",
    "local/none",
  ],
  role: ["user", "user", "assistant", "system", "viewer", "member", "admin", "tool"],
  email: ["ann@fuzz.example", "bob@fuzz.example", "x@y"],
  grant_type: ["client_credentials", "password"],
  content: ["hi", "a word", [{ type: "text", text: "hi" }]],
  stream: [true, false, false],
  max_tokens: [1, 5, 20],
  max_completion_tokens: [1, 5, 20],
  max_output_tokens: [16, 20],
  n: [1, 2],
  background: [false],
};

const deepest = 6;

interface Place {
  readonly random: SeededRandom;
  readonly root: Schema;
  readonly depth: number;
}

/** A value that fits the schema, or nearly: patterns and formats are guessed. */
export function fittingValue(random: SeededRandom, schema: Schema): unknown {
  return valueOf({ random, root: schema, depth: 0 }, schema);
}

function valueOf(place: Place, schema: Schema): unknown {
  const { random, root } = place;
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return pick(random, schema["enum"] as unknown[]);
  if (typeof schema["$ref"] === "string") return valueOf(deeper(place), resolve(root, schema["$ref"]));
  for (const word of ["anyOf", "oneOf", "allOf"]) {
    const ways = schema[word];
    if (Array.isArray(ways) && ways.length > 0) return valueOf(deeper(place), pick(random, ways as Schema[]));
  }
  switch (schema["type"]) {
    case "object":
      return objectOf(place, schema);
    case "array":
      return arrayOf(place, schema);
    case "integer":
    case "number":
      return numberOf(random, schema);
    case "boolean":
      return random.below(2) === 0;
    case "null":
      return null;
    case "string":
      return textOf(random, schema);
    default:
      return pick(random, ["x", 1, null, {}, []]);
  }
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function resolve(root: Schema, reference: string): Schema {
  let found: unknown = root;
  for (const word of reference.split("/").slice(1)) found = (found as Schema | undefined)?.[word];
  return (found as Schema | undefined) ?? {};
}

function objectOf(place: Place, schema: Schema): object {
  const { random, depth } = place;
  const required = (schema["required"] ?? []) as readonly string[];
  const members = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const made: Record<string, unknown> = {};
  for (const [name, member] of members) {
    if (!required.includes(name) && (depth > deepest || random.below(5) !== 0)) continue;
    const usual = known[name];
    made[name] =
      usual !== undefined && member["const"] === undefined && random.below(4) !== 0
        ? pick(random, usual)
        : valueOf(deeper(place), member);
  }
  if (members.length === 0 && random.below(2) === 0) made["a"] = "b";
  return made;
}

function arrayOf(place: Place, schema: Schema): readonly unknown[] {
  const least = Number(schema["minItems"] ?? 0);
  const most = Math.min(Number(schema["maxItems"] ?? 3), least + 2);
  const count = place.depth > deepest ? least : least + place.random.below(Math.max(1, most - least + 1));
  const items = (schema["items"] ?? {}) as Schema;
  return Array.from({ length: Math.min(count, 20) }, () => valueOf(deeper(place), items));
}

function numberOf(random: SeededRandom, schema: Schema): number {
  const low = Number(schema["minimum"] ?? schema["exclusiveMinimum"] ?? -5);
  const high = Number(schema["maximum"] ?? schema["exclusiveMaximum"] ?? low + 100);
  const edge = random.below(6);
  if (edge === 0) return low;
  if (edge === 1) return high;
  const between = low + random.next() * Math.min(high - low, 1_000);
  return schema["type"] === "integer" ? Math.round(between) : between;
}

function textOf(random: SeededRandom, schema: Schema): string {
  const least = Math.min(Number(schema["minLength"] ?? 0), 1_000);
  const usual = pick(random, [
    "a",
    "hello there",
    "x-1",
    "2026-01-01",
    "5m",
    "*",
    "10.0.0.0/8",
    "https://a.example",
  ]);
  return usual.padEnd(least, "a");
}
