import { generateKeyPairSync } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";

import { auditHash } from "../../lib/audit-hash.ts";
import type { AuditRecord } from "../../spec/audit.ts";
import { auditRecord } from "../../stores/sql/audit-rows.ts";
import { checkpointLine, signCheckpoint } from "./checkpoint.ts";
import { checkpointsOf, entry, logOf, publicKeys, restamped, signingKey, verdictOn } from "./log.fixture.ts";
import { verifyAudit } from "./verify.ts";

const size = 60;
const log = logOf(size);
const checkpoints = checkpointsOf(log, [20, 40, size]);

test("a log that nobody has touched is sound, and so is one that has grown since", async () => {
  const known = { entries: size, first: 1, last: size, checkpoints: 3, covered: size, signedAt: 5_000_060 };
  const sound = { problems: [], ...known };
  expect(await verdictOn(log, checkpoints)).toEqual(sound);
  const grown = logOf(size + 5);
  expect((await verdictOn(grown, checkpoints)).problems).toEqual([]);
  expect((await verdictOn([], [])).problems).toEqual([]);
});

const textMembers = [
  "id",
  "actorKind",
  "actorId",
  "actorName",
  "address",
  "userAgent",
  "action",
  "subjectKind",
  "subjectId",
  "projectId",
  "outcome",
  "details",
  "previous",
  "hash",
] as const satisfies readonly (keyof AuditRecord)[];

const place = fc.integer({ min: 0, max: size - 1 });

/** What somebody may do to the log; each changes something. */
const deeds = fc.oneof(
  fc.record({ at: place, member: fc.constantFrom(...textMembers), text: fc.string() }).map(
    ({ at, member, text }) =>
      (records: AuditRecord[]) =>
        void records.splice(at, 1, { ...records[at]!, [member]: `${records[at]![member] ?? ""}${text}x` }),
  ),
  fc.record({ at: place, details: fc.constantFrom(" {}", '{"name":1}', "{}", "no JSON") }).map(
    ({ at, details }) =>
      (records: AuditRecord[]) =>
        void records.splice(at, 1, { ...records[at]!, details }),
  ),
  fc.record({ at: place, by: fc.integer({ min: 1, max: 100_000 }) }).map(
    ({ at, by }) =>
      (records: AuditRecord[]) =>
        void records.splice(at, 1, { ...records[at]!, at: records[at]!.at + by }),
  ),
  fc.record({ at: place, many: fc.integer({ min: 1, max: 20 }) }).map(
    ({ at, many }) =>
      (records: AuditRecord[]) =>
        void records.splice(at, many),
  ),
  fc.record({ at: place, other: place }).map(({ at, other }) => (records: AuditRecord[]) => {
    const to = other === at ? (at + 1) % size : other;
    [records[at], records[to]] = [records[to]!, records[at]!];
  }),
  fc.record({ at: place }).map(({ at }) => (records: AuditRecord[]) => {
    records.splice(at, 0, { ...records[at]!, id: "audit_log-forged" });
  }),
  place.map((left) => (records: AuditRecord[]) => void records.splice(left)),
);

test("whatever is edited, deleted, added, moved, restamped or cut off before the last checkpoint is found", async () => {
  await fc.assert(
    fc.asyncProperty(deeds, fc.boolean(), async (deed, restamps) => {
      const records = [...log];
      deed(records);
      const changed = restamps ? restamped(records) : records;
      // Whoever restamps undoes by that what was done to the hashes alone.
      fc.pre(!isDeepStrictEqual(changed, log));
      const { problems } = await verdictOn(changed, checkpoints);
      expect(problems).not.toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("without restamping it is the very entry that is named", async () => {
  await fc.assert(
    fc.asyncProperty(place, async (at) => {
      const edited = log.with(at, { ...log[at]!, actorName: "mallory" });
      const [problem] = (await verdictOn(edited, checkpoints)).problems;
      expect(problem).toEqual({
        sequence: at + 1,
        message: `Entry ${at + 1} was changed: it does not fit its hash.`,
      });
    }),
  );
});

test("with restamping it is named between which checkpoints the change lies", async () => {
  const edited = restamped(log.with(29, { ...log[29]!, actorName: "mallory" }));
  const [problem] = (await verdictOn(edited, checkpoints)).problems;
  expect(problem?.sequence).toBe(21);
  expect(problem?.message).toContain("One or more of the entries 21 to 40 are not what was there");
});

test("a gap, a cut end and a cut beginning are told as such", async () => {
  const messages = async (records: readonly AuditRecord[]) =>
    (await verdictOn(records, checkpoints)).problems.map(({ message }) => message);
  expect(await messages(log.toSpliced(4, 3))).toEqual(["Entries 5 to 7 are missing."]);
  expect((await messages(log.slice(0, 50)))[0]).toContain("The end was cut off: the last entry is 50");
  expect((await messages(log.slice(3)))[0]).toContain("The entries 1 to 3 are missing, and nothing");
  expect((await messages([]))[0]).toContain("The end was cut off");
});

test("what is newer than the last checkpoint is held by the hashes and the head alone", async () => {
  const early = checkpoints.slice(0, 2);
  expect((await verdictOn(log.slice(0, 50), early, log.at(-1))).problems).toHaveLength(1);
  expect((await verdictOn(log.with(50, { ...log[50]!, at: 7 }), early)).problems).not.toEqual([]);
  // The limit of the promise: behind the last checkpoint, whoever restamps everything and the head is not seen.
  expect((await verdictOn(log.slice(0, 50), early)).problems).toEqual([]);
});

test("checkpoints of another key, and damaged ones, are no checkpoints", async () => {
  const stranger = generateKeyPairSync("ed25519").privateKey;
  const { hash } = log[19]!;
  const forged = checkpointLine(signCheckpoint(stranger, { kind: "checkpoint", size: 20, hash, at: 1 }));
  const messages = async (line: string) =>
    (await verdictOn(log, [line])).problems.map(({ message }) => message).join();
  expect(await messages(forged)).toContain("is not signed by the given key");
  expect(await messages(checkpoints[0]!.replace('"size":20', '"size":21'))).toContain("not signed");
  expect(await messages(checkpoints[0]!.slice(0, -9))).toContain("was changed or cut off");
  expect(await messages("an unrelated line of syslog")).toBe("");
  expect(await messages(`<109>1 2026-11-22T08:00:00Z host parley - - - ${checkpoints[0]!}`)).toBe("");
});

test("what was forgotten on purpose is signed, in the log or beside it; nobody else can say so", async () => {
  const { hash } = log[9]!;
  const signed = checkpointLine(signCheckpoint(signingKey, { kind: "pruned", size: 10, hash, at: 9 }));
  const left = log.slice(10);
  expect((await verdictOn(left, [...checkpoints, signed])).problems).toEqual([]);
  const last = left.at(-1)!;
  const note = (line: string): AuditRecord =>
    auditRecord(entry(61, { action: "audit_log.pruned", details: { through: 10, signed: line } }), {
      sequence: 61,
      at: 1,
      previous: last.hash,
    });
  expect((await verdictOn([...left, note(signed)], checkpoints)).problems).toEqual([]);
  const stranger = generateKeyPairSync("ed25519").privateKey;
  const forged = checkpointLine(signCheckpoint(stranger, { kind: "pruned", size: 10, hash, at: 9 }));
  expect((await verdictOn([...left, note(forged)], checkpoints)).problems).not.toEqual([]);
  expect((await verdictOn(log.slice(11), [...checkpoints, signed])).problems).not.toEqual([]);
});

test("an entry that cannot be read is a changed one, and the numbers go on", async () => {
  async function* records(): AsyncGenerator<AuditRecord | undefined> {
    yield* log.slice(0, 5);
    yield undefined;
    yield* log.slice(6);
  }
  const verdict = await verifyAudit({ records: records(), checkpointLines: checkpoints, publicKeys });
  expect(verdict.problems[0]?.sequence).toBe(6);
});

test("the hash tells apart what only looks alike", () => {
  const { hash: _hash, ...record } = log[0]!;
  const one = auditHash({ ...record, address: null, userAgent: "null" });
  expect(one).not.toBe(auditHash({ ...record, address: "null", userAgent: null }));
  expect(auditHash({ ...record, actorId: "a", actorName: "bc" })).not.toBe(
    auditHash({ ...record, actorId: "ab", actorName: "c" }),
  );
});
