import type { SeededRandom } from "../seeded-random.ts";

interface Format {
  make(random: SeededRandom): string;
  /** Whether a text has the format; linear in its length. */
  test(text: string): boolean;
}

const digits = (random: SeededRandom, bound: number, width: number): string =>
  String(random.below(bound)).padStart(width, "0");

/** Hexadecimal digits, four for each group. */
const hex = (random: SeededRandom, groups: number): string =>
  Array.from({ length: groups }, () => random.below(65_536).toString(16).padStart(4, "0")).join("");

const date = (random: SeededRandom): string =>
  `20${digits(random, 100, 2)}-0${1 + random.below(9)}-${10 + random.below(19)}`;

const time = (random: SeededRandom): string =>
  `${digits(random, 24, 2)}:${digits(random, 60, 2)}:${digits(random, 60, 2)}Z`;

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  const found = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return found.getUTCMonth() + 1 === month && found.getUTCDate() === day;
}

const isTime = (text: string): boolean =>
  /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text);

const isIpv4 = (text: string): boolean => {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
};

const isHostname = (text: string): boolean =>
  text.length <= 253 &&
  text
    .split(".")
    .every((label) => /^[A-Za-z0-9-]{1,63}$/.test(label) && !label.startsWith("-") && !label.endsWith("-"));

const isEmail = (text: string): boolean => {
  const at = text.lastIndexOf("@");
  return (
    /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}$/.test(text.slice(0, Math.max(at, 0))) && isHostname(text.slice(at + 1))
  );
};

const isUri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(text);
const isReference = (text: string): boolean => /^[^\s<>"{}|\\^`]*$/.test(text);
const isPointer = (text: string): boolean => /^(\/([^~/]|~0|~1)*)*$/.test(text);

const name = (random: SeededRandom): string => `name${random.below(1000)}`;
const email: Format = { make: (random) => `${name(random)}@example.com`, test: isEmail };
const hostname: Format = { make: (random) => `${name(random)}.example.com`, test: isHostname };
const uri: Format = { make: (random) => `https://example.com/${name(random)}`, test: isUri };
const reference: Format = { make: (random) => `/${name(random)}`, test: isReference };

/**
 * The formats of JSON Schema 2020-12 (Validation, section 7.3) that we can make.
 * An unknown format says nothing, as the specification has it.
 */
export const formatTable: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date", { make: date, test: isDate }],
  ["time", { make: time, test: isTime }],
  [
    "date-time",
    {
      make: (random) => `${date(random)}T${time(random)}`,
      test: (text) => /^.{10}[Tt]/.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11)),
    },
  ],
  [
    "duration",
    {
      make: (random) => `P${1 + random.below(30)}DT${1 + random.below(23)}H`,
      test: (text) =>
        text.length > 2 &&
        !text.endsWith("T") &&
        /^P(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)$/.test(text),
    },
  ],
  ["email", email],
  ["idn-email", email],
  ["hostname", hostname],
  ["idn-hostname", hostname],
  ["ipv4", { make: (random) => `192.0.2.${1 + random.below(254)}`, test: isIpv4 }],
  [
    "ipv6",
    {
      make: (random) => `2001:db8::${1 + random.below(9999)}`,
      test: (text) => URL.canParse(`http://[${text}]/`),
    },
  ],
  ["uri", uri],
  ["iri", uri],
  ["uri-reference", reference],
  ["iri-reference", reference],
  [
    "uuid",
    {
      make: (random) => {
        const all = hex(random, 8);
        return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`;
      },
      test: (text) => /^[\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}$/.test(text),
    },
  ],
  ["json-pointer", { make: (random) => `/${name(random)}`, test: isPointer }],
  ["regex", { make: () => "^[a-z]+$", test: isRegex }],
]);

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
}
