import { expect, test } from "vitest";
import { operator } from "../../spec/actor.ts";
import type { AuditRecord } from "../../spec/audit.ts";
import { checkpointsOf, logOf, publicKeys } from "./log.fixture.ts";
import { createVerifyOwn } from "./verify-own.ts";

/** A store with that log, and how often somebody went through it. */
function storeOf(log: readonly AuditRecord[]) {
  const asked = { heads: 0, pauses: 0 };
  const audit = {
    records: async (after: number, limit: number) =>
      log.filter(({ sequence }) => sequence > after).slice(0, limit),
    head: async () => {
      asked.heads++;
      const last = log.at(-1);
      return { sequence: last?.sequence ?? 0, hash: last?.hash ?? "", now: 1 };
    },
  };
  const pause = async (): Promise<void> => void asked.pauses++;
  return { audit, asked, pause };
}

const log = logOf(1_200);
const lines = checkpointsOf(log, [600, 1_200]);

test("many who ask at a time cause one walk, which lets others work", async () => {
  const { audit, asked, pause } = storeOf(log);
  const readSigned = async () => ({ lines, unread: ["elsewhere"] });
  const verify = createVerifyOwn({ audit, publicKeys, readSigned, pause });
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => verify(operator)));
  for (const verdict of verdicts)
    expect(verdict).toMatchObject({ problems: [], entries: 1_200, covered: 1_200, unread: ["elsewhere"] });
  expect(asked.heads).toBe(1);
  expect(asked.pauses).toBeGreaterThan(15);
  await verify(operator);
  expect(asked.heads).toBe(2);
});

test("what was forgotten on purpose meanwhile is no fault; what is wrong is said after a second look", async () => {
  let left = log;
  const { audit, asked, pause } = storeOf(log);
  const pruning = {
    ...audit,
    records: async (after: number, limit: number) => {
      const page = left.filter(({ sequence }) => sequence > after).slice(0, limit);
      left = log;
      return page;
    },
  };
  const readSigned = async () => ({ lines, unread: [] });
  const verify = createVerifyOwn({ audit: pruning, publicKeys, readSigned, pause });
  left = log.slice(700);
  expect((await verify(operator)).problems).toEqual([]);
  expect(asked.heads).toBe(2);
  const spoiled = log.with(5, { ...log[5]!, actorName: "mallory" });
  const other = createVerifyOwn({ audit: storeOf(spoiled).audit, publicKeys, readSigned, pause });
  expect((await other(operator)).problems).toMatchObject([{ sequence: 6 }]);
});

test("who may not read the log is refused before anything is looked at", () => {
  const { audit, asked, pause } = storeOf(log);
  const readSigned = async () => ({ lines, unread: [] });
  const verify = createVerifyOwn({ audit, publicKeys, readSigned, pause });
  const viewer = { kind: "key", id: "key_1", name: "v", role: "viewer", projects: new Map() } as const;
  expect(() => verify(viewer)).toThrow(expect.objectContaining({ code: "permission_denied" }));
  expect(asked.heads).toBe(0);
});
