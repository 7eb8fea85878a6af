import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DataError } from "../data-error.ts";
import { makeOnce } from "../make-once.ts";

/**
 * The key that signs checkpoints of the audit log: Ed25519, as PEM (PKCS #8), readable by its owner alone and made on first
 * use. Throws a `DataError` when the file is something else: whoever has put it there may have meant it.
 */
export async function loadSigningKey(path: string): Promise<KeyObject> {
  const there = await readFile(path, "latin1").catch(unlessMissing);
  if (there !== undefined) return readKey(path, there);
  const { privateKey } = generateKeyPairSync("ed25519");
  await makeOnce(path, String(privateKey.export({ type: "pkcs8", format: "pem" })));
  // Somebody else may have been first.
  return readKey(path, await readFile(path, "latin1"));
}

function readKey(path: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Told below; the cause would repeat what is in the file.
  }
  throw new DataError(
    `${path} is damaged: it must hold an Ed25519 private key as PEM. Restore it from a backup, or make another one: openssl genpkey -algorithm ed25519 -out ${path}`,
  );
}

/** What may be known to everybody. */
export function publicHalf(privateKey: KeyObject): KeyObject {
  return createPublicKey(privateKey);
}

/** Reads a public key: as PEM, or what a private key's public half is. Throws a `DataError` for anything else. */
export function readPublicKey(text: string, where: string): KeyObject {
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Told below.
  }
  throw new DataError(`${where} holds no Ed25519 key. \`parley audit public-key\` prints one.`);
}

/** Those of other machines, and of before; see `AuditSettings`. Throws a `DataError` for one that is missing or none. */
export async function loadOtherKeys(paths: readonly string[]): Promise<readonly KeyObject[]> {
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(path, "latin1").catch(unlessMissing);
      if (text === undefined) throw new DataError(`${path} is missing; audit.otherKeys names it.`);
      return readPublicKey(text, path);
    }),
  );
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
