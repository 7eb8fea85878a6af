/** How a secret can stand in bytes without looking like itself. */

/** Less than that is no half of a secret, but a word that may be anywhere. */
const shortest = 8;

export interface Needle {
  /** Such as `the owner's key, half of it, in base64`. Never the secret. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** What to search for: a secret as it is, its halves, and both in the usual codings. */
export function needlesOf(name: string, secret: string): readonly Needle[] {
  const whole = Buffer.from(secret);
  const middle = Math.ceil(whole.length / 2);
  const parts: readonly (readonly [string, Buffer])[] = [
    ["", whole],
    [", its first half", whole.subarray(0, middle)],
    [", its second half", whole.subarray(middle)],
    ...decoded(secret).map((bytes): [string, Buffer] => [", decoded", bytes]),
  ];
  return parts
    .filter(([, bytes]) => bytes.length >= shortest)
    .flatMap(([part, bytes]) =>
      written(bytes).map(([way, text]) => ({ name: `${name}${part}${way}`, bytes: text })),
    );
}

/** Bytes behind a text that is nothing but a coding of them. */
function decoded(secret: string): readonly Buffer[] {
  const bare = secret.replace(/^[a-z]+_/, "");
  return /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(bare) && !secret.startsWith("sk-")
    ? [Buffer.from(bare, "base64")]
    : [];
}

function written(bytes: Buffer): readonly (readonly [string, Buffer])[] {
  const text = (way: string, from: string): readonly [string, Buffer] => [way, Buffer.from(from)];
  const url = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return [
    ["", bytes],
    text(", in hex", bytes.toString("hex")),
    text(", in hex, in capitals", bytes.toString("hex").toUpperCase()),
    text(", in percents", url),
    text(", in percents, in capitals", url.toUpperCase()),
    text(", for an address", encodeURIComponent(bytes.toString("latin1"))),
    [", in UTF-16", Buffer.from(bytes.toString("latin1"), "utf16le")],
    ...[0, 1, 2].flatMap((offset) =>
      (["base64", "base64url"] as const).map((coding) =>
        text(`, in ${coding}`, within(bytes, offset, coding)),
      ),
    ),
  ];
}

/** What of the coding is the same whatever stands around the bytes, `offset` bytes into a group of three. */
function within(bytes: Buffer, offset: number, coding: "base64" | "base64url"): string {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3)).toString(coding);
  // The first character of a group is of its first byte alone, and so on.
  return whole.slice(Math.ceil((offset * 8) / 6));
}

/** The names of those that stand in the bytes. */
export function foundIn(bytes: Buffer, needles: readonly Needle[]): readonly string[] {
  return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ name }) => name);
}
