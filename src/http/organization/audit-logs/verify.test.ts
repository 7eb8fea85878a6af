import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointLine, signCheckpoint } from "../../../admin/audit/checkpoint.ts";
import { signingKeys } from "../../serving.fixture.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
beforeAll(async () => {
  keeping = await openKeeping();
});
afterAll(() => keeping.served.close());

const verify = (key?: string) => keeping.ask("POST", "/audit_logs/verify", undefined, key);

/** What was signed when the log had that many entries; of another log, where a hash is given. */
async function signedAt(size: number, at: number, hash?: string): Promise<string> {
  const [last] = await keeping.served.keys.stores.audit.records(size - 1, 1);
  return checkpointLine(
    signCheckpoint(signingKeys.privateKey, { kind: "checkpoint", size, hash: hash ?? last?.hash ?? "", at }),
  );
}

test("a sound log, with how far what was signed speaks for it, and what was out of reach", async () => {
  const { audit } = keeping.served.keys.stores;
  const { sequence } = await audit.head();
  keeping.served.checkpointLines = [await signedAt(1, 1_000_000), await signedAt(2, 2_000_000)];
  const { status, json } = await verify();
  expect(status).toBe(200);
  expect(json).toEqual({
    object: "organization.audit_log.verification",
    sound: true,
    verified_at: expect.any(Number),
    entries: sequence,
    first_sequence: 1,
    last_sequence: sequence,
    checkpoints: { count: 2, covered: 2, last_at: 2_000, unread: ["the syslog at unix:/log"] },
    problems: [],
  });
});

test("a log that is another than what was signed: where it begins", async () => {
  const sound = await signedAt(1, 1_000_000);
  keeping.served.checkpointLines = [sound, await signedAt(2, 2_000_000, "f".repeat(64))];
  const { json } = await verify();
  expect(json).toMatchObject({
    sound: false,
    problems: [{ sequence: 2, message: expect.stringContaining("with the hashes made anew") }],
  });
  keeping.served.checkpointLines = [await signedAt(99, 3_000_000, "f".repeat(64))];
  expect((await verify()).json).toMatchObject({
    sound: false,
    problems: [{ message: expect.stringContaining("The end was cut off") }],
  });
});

test("who may not read the log may not have it verified", async () => {
  const viewer = await keeping.key({ role: "viewer", scopes: ["admin"] });
  expect((await verify(viewer)).status).toBe(403);
});
