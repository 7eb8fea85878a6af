import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keyName } from "../../admin/audit/checkpoint.ts";
import { loadOtherKeys, loadSigningKey, publicHalf, readPublicKey } from "./signing-key.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "parley-audit-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("it is made once, whoever comes first, for its owner's eyes", async () => {
  const path = join(folder(), "audit.key");
  const keys = await Promise.all([1, 2, 3, 4].map(() => loadSigningKey(path)));
  expect(new Set(keys.map((key) => keyName(publicHalf(key)))).size).toBe(1);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(path, ".."))).toEqual(["audit.key"]);
});

test("a damaged file, or a key of another kind, is never replaced, and not repeated", async () => {
  const path = join(folder(), "audit.key");
  const other = generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" });
  for (const text of ["canary", "", String(other)]) {
    writeFileSync(path, text);
    const failure = await loadSigningKey(path).catch((error: unknown) => error);
    expect(String(failure)).toContain("is damaged");
    expect(String(failure)).not.toContain("canary");
    expect(readFileSync(path, "utf8")).toBe(text);
  }
});

test("a public key is read from itself or from the private one", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  const secret = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  expect(keyName(readPublicKey(pem, "here"))).toBe(keyName(publicKey));
  expect(keyName(readPublicKey(secret, "here"))).toBe(keyName(publicKey));
  expect(() => readPublicKey("nothing", "here")).toThrow("here holds no Ed25519 key");
});

test("keys of others are read at the start, or it is said which file is missing or holds none", async () => {
  const path = folder();
  const pem = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" });
  writeFileSync(join(path, "other.pub"), pem);
  expect(await loadOtherKeys([join(path, "other.pub")])).toHaveLength(1);
  await expect(loadOtherKeys([join(path, "gone.pub")])).rejects.toThrow("audit.otherKeys names it");
  writeFileSync(join(path, "no.pub"), "canary");
  await expect(loadOtherKeys([join(path, "no.pub")])).rejects.toThrow("holds no Ed25519 key");
});
