import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/**
 * What somebody has signed of the audit log, outside of the database. `checkpoint`: it had that many entries ever, and
 * the last of them had this hash. `pruned`: the entries up to this number were forgotten on purpose.
 */
export interface Checkpoint {
  readonly kind: "checkpoint" | "pruned";
  /** The number of the last entry. */
  readonly size: number;
  /** Its hash. */
  readonly hash: string;
  /** Unix milliseconds, by the database's clock. */
  readonly at: number;
  /** Which key has signed, see `keyName`. */
  readonly key: string;
  /** Ed25519 (RFC 8032), in base64. */
  readonly signature: string;
}

const marker = "parley audit";

/** Names a public key: the first 16 hexadecimal digits of the SHA-256 of its DER form. */
export function keyName(publicKey: KeyObject): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}

export function signCheckpoint(
  privateKey: KeyObject,
  said: Omit<Checkpoint, "key" | "signature">,
): Checkpoint {
  const key = keyName(createPublicKey(privateKey));
  return {
    ...said,
    key,
    signature: sign(null, signedBytes({ ...said, key }), privateKey).toString("base64"),
  };
}

/** Whether one of the keys has signed it. */
export function isSigned(checkpoint: Checkpoint, publicKeys: readonly KeyObject[]): boolean {
  const bytes = signedBytes(checkpoint);
  const signature = Buffer.from(checkpoint.signature, "base64");
  return publicKeys.some((key) => verify(null, bytes, key, signature));
}

/** One line of JSON, without a line end. */
export function checkpointLine({ kind, size, hash, at, key, signature }: Checkpoint): string {
  return JSON.stringify({
    [marker]: kind,
    size,
    hash,
    at: new Date(at).toISOString(),
    key,
    signature,
  });
}

/**
 * Reads a line, also one that has something in front, as in a file of syslog. `undefined` for lines of others; `"damaged"`
 * for what was a checkpoint once.
 */
export function readCheckpoint(line: string): Checkpoint | "damaged" | undefined {
  const start = line.indexOf(`{"${marker}":`);
  if (start < 0) return undefined;
  try {
    const { [marker]: kind, size, hash, at, key, signature } = JSON.parse(line.slice(start)) as Written;
    const read = { kind, size, hash, at: Date.parse(String(at)), key, signature };
    return isCheckpoint(read) && checkpointLine(read) === line.slice(start).trimEnd() ? read : "damaged";
  } catch {
    return "damaged";
  }
}

type Written = Readonly<Record<string, unknown>>;

function isCheckpoint(read: Readonly<Record<keyof Checkpoint, unknown>>): read is Checkpoint {
  const { kind, size, hash, at, key, signature } = read;
  return (
    (kind === "checkpoint" || kind === "pruned") &&
    Number.isSafeInteger(size) &&
    Number.isSafeInteger(at) &&
    [hash, key, signature].every((text) => typeof text === "string")
  );
}

/** The signature stands for these bytes: for what it is, and by which version of this rule, comes first. */
function signedBytes({ kind, size, hash, at, key }: Omit<Checkpoint, "signature">): Buffer {
  return Buffer.from(JSON.stringify([`${marker} 1`, kind, size, hash, at, key]));
}
