import { afterEach, beforeEach, expect, test } from "vitest";
import type { AuditStore } from "../../spec/audit.ts";
import type { Stores } from "../../spec/stores.ts";
import { auditEntry } from "../../stores/contract-audit.fixture.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { type CheckpointPlace, pruneAudit, writeCheckpoint } from "./checkpoints.ts";
import { publicKeys, signingKey } from "./log.fixture.ts";
import { verifyAudit } from "./verify.ts";

let stores: Stores;
let audit: AuditStore;
beforeEach(async () => {
  stores = await openSqlite({ path: ":memory:", now: Date.now });
  audit = stores.audit;
});
afterEach(() => stores.close());

function place(name: string) {
  const lines: string[] = [];
  const state = { broken: false };
  const written: CheckpointPlace = {
    name,
    async write(line) {
      if (state.broken) throw new Error("the mount is gone");
      lines.push(line);
    },
  };
  return { lines, state, place: written };
}

async function verdict(checkpointLines: readonly string[]) {
  async function* records() {
    yield* await audit.records(0, 100_000);
  }
  return verifyAudit({ records: records(), checkpointLines, publicKeys, head: await audit.head() });
}

test("a checkpoint goes to all places, speaks for what there is, and is not repeated", async () => {
  const [one, other] = [place("one"), place("other")];
  const deps = { audit, privateKey: signingKey, places: [one.place, other.place] };
  expect(await writeCheckpoint(deps, 0)).toBeUndefined();
  await audit.append([auditEntry("a"), auditEntry("b")]);
  expect(await writeCheckpoint(deps, 0)).toBe(2);
  expect(await writeCheckpoint(deps, 0)).toBeUndefined();
  expect(other.lines).toEqual(one.lines);
  expect(await verdict(one.lines)).toMatchObject({ problems: [], checkpoints: 1, covered: 2 });
});

test("a place that does not take it makes it fail, the others get it, and it is due again", async () => {
  const [broken, sound] = [place("the broken one"), place("the sound one")];
  const deps = { audit, privateKey: signingKey, places: [broken.place, sound.place] };
  await audit.append([auditEntry("a")]);
  broken.state.broken = true;
  await expect(writeCheckpoint(deps, 3_600_000)).rejects.toThrow("the broken one did not take it");
  expect(sound.lines).toHaveLength(1);
  broken.state.broken = false;
  expect(await writeCheckpoint(deps, 3_600_000)).toBe(1);
  expect(broken.lines).toHaveLength(1);
});

test("what is older than the retention is forgotten, and the log still verifies, with and without the second place", async () => {
  const second = place("the second place");
  const deps = { audit, privateKey: signingKey, places: [second.place] };
  await audit.append(Array.from({ length: 2_500 }, (_, number) => auditEntry(`p${number}`)));
  const day = 86_400_000;
  expect(await pruneAudit(deps, 7 * day, Date.now())).toBe(0);
  // Old enough, and not yet worth an entry.
  expect(await pruneAudit(deps, day, Date.now() + 1.5 * day)).toBe(0);
  // What pruning itself writes is as old as all else by the clock of the database, which has not moved.
  expect(await pruneAudit(deps, 7 * day, Date.now() + 9 * day)).toBe(2_502);
  const left = await audit.records(0, 9);
  expect(left.map(({ sequence, action }) => [sequence, action])).toEqual([[2_503, "audit_log.pruned"]]);
  expect((await verdict(second.lines)).problems).toEqual([]);
  expect((await verdict([])).problems).toEqual([]);
});

test("where the second place does not take it, nothing is forgotten", async () => {
  const second = place("the second place");
  second.state.broken = true;
  await audit.append([auditEntry("a")]);
  const deps = { audit, privateKey: signingKey, places: [second.place] };
  await expect(pruneAudit(deps, 1, Date.now() + 9 * 86_400_000)).rejects.toThrow("did not take it");
  expect(await audit.records(0, 9)).toHaveLength(1);
});
