import { appendFileSync, copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { World } from "../world.fixture.ts";

/** A log of some entries with a checkpoint, exported and with its key beside it. */
async function logWorld() {
  const here = new World();
  const { data } = here;
  const file = (name: string): string => join(here.folder, name);
  const parley = async (...words: string[]) => {
    const before = here.stdout.text.length;
    const code = await here.run(...words);
    return { code, out: here.stdout.text.slice(before) };
  };
  expect((await parley("keys", "create", "--name", "one")).code).toBe(0);
  const { out } = await parley("keys", "create", "--name", "two", "--json");
  expect((await parley("audit", "checkpoint")).out).toContain("speaks for 3 entries");
  writeFileSync(file("audit.jsonl"), (await parley("audit", "export")).out);
  writeFileSync(file("audit.pub"), (await parley("audit", "public-key")).out);
  const checkpoints = join(data, "audit-checkpoints.jsonl");
  const offline = (log: string) =>
    parley("audit", "verify", "--log", log, "--key", file("audit.pub"), "--checkpoints", checkpoints);
  return { parley, file, data, offline, secondKey: JSON.parse(out) as { key: string; id: string } };
}

test("what the terminal changes is in the log, without a secret, and the log verifies", async () => {
  const { parley, secondKey, file } = await logWorld();
  const list = await parley("audit", "list");
  expect(list.out).toMatch(
    /^No\. +Time +Who +From +What +To what +Outcome\n3 +\S+Z +operator operator +- +api_key\.created/,
  );
  expect(list.out.trim().split("\n")).toHaveLength(4);
  expect((await parley("audit", "list", "--subject", secondKey.id, "--json")).out).toContain('"sequence":3');
  expect((await parley("audit", "list", "--action", "project.created")).out.trim().split("\n")).toHaveLength(
    2,
  );
  expect(readFileSync(file("audit.jsonl"), "utf8")).not.toContain(secondKey.key);
  expect(await parley("audit", "verify")).toEqual({
    code: 0,
    out: expect.stringMatching(/is sound: 3 entries up to 3\. 1 checkpoints speak for the first 3\.\n$/),
  });
});

test("an export verifies without anything else, and not when something is missing from it", async () => {
  const { offline, file, parley } = await logWorld();
  expect((await offline(file("audit.jsonl"))).code).toBe(0);
  const lines = readFileSync(file("audit.jsonl"), "utf8").trim().split("\n");
  const spoil = async (changed: readonly string[]) => {
    writeFileSync(file("spoiled.jsonl"), `${changed.join("\n")}\n`);
    return offline(file("spoiled.jsonl"));
  };
  expect(await spoil(lines.slice(0, 2))).toEqual({
    code: 1,
    out: expect.stringContaining("The end was cut off: the last entry is 2"),
  });
  expect(await spoil(lines.toSpliced(1, 1))).toMatchObject({
    code: 1,
    out: expect.stringContaining("Entry 2 is missing."),
  });
  expect(
    await spoil(
      lines.map((line) => line.replace('"name":"one"', '"name":"won"').replace('"new":"one"', '"new":"won"')),
    ),
  ).toMatchObject({
    code: 1,
    out: expect.stringContaining("Entry 2 was changed"),
  });
  const csv = await parley("audit", "export", "--csv", "--action", "api_key.created");
  expect(csv.out.split("\r\n")).toHaveLength(4);
});

test("a database file is verified as it is, and nothing is left beside a copy", async () => {
  const { parley, data, file } = await logWorld();
  copyFileSync(join(data, "parley.db"), file("copy.db"));
  expect((await parley("audit", "verify", "--database", file("copy.db"))).code).toBe(0);
  const database = new DatabaseSync(file("copy.db"));
  database.exec("update audit_entries set actor_name = 'mallory' where sequence = 2");
  database.close();
  const verdict = await parley("audit", "verify", "--database", file("copy.db"), "--json");
  expect(verdict.code).toBe(1);
  expect(JSON.parse(verdict.out)).toMatchObject({
    sound: false,
    entries: 3,
    covered: 3,
    problems: [{ sequence: 2, message: "Entry 2 was changed: it does not fit its hash." }],
  });
});

test("without a checkpoint the log is only said to be sound in itself, and strangers' words are told apart", async () => {
  const { parley, file, data } = await logWorld();
  writeFileSync(file("empty.jsonl"), "");
  expect(await parley("audit", "verify", "--checkpoints", file("empty.jsonl"))).toMatchObject({
    code: 3,
    out: expect.stringContaining("There is no checkpoint to hold it against"),
  });
  appendFileSync(join(data, "audit-checkpoints.jsonl"), '{"parley audit":"checkpoint","size":9}\n');
  expect(await parley("audit", "verify")).toMatchObject({ code: 1 });
});

test("what a key signed that was replaced counts where the settings name its public half", async () => {
  const { parley, data, file } = await logWorld();
  renameSync(join(data, "audit.key"), file("before.key"));
  expect((await parley("audit", "public-key")).code).toBe(0);
  expect((await parley("audit", "verify")).out).toContain("is not signed by the given key");
  writeFileSync(file("parley.yaml"), "audit: { otherKeys: [audit.pub] }\n");
  expect((await parley("audit", "verify")).code).toBe(0);
  expect((await parley("keys", "create")).code).toBe(0);
  expect((await parley("audit", "checkpoint")).code).toBe(0);
  expect((await parley("audit", "verify")).out).toContain("2 checkpoints speak for the first 4");
});

test.each([
  [["audit", "list", "--limit", "0"], 2],
  [["audit", "list", "--action", "nothing.known"], 2],
  [["audit", "export", "--json", "--csv"], 2],
  [["audit", "verify", "--log", "a", "--database", "b"], 2],
  [["audit", "verify", "--database", "nowhere.db"], 1],
  [["audit", "verify", "--log", "nowhere.jsonl"], 1],
])("%j ends with %i", async (words, code) => {
  const { parley } = await logWorld();
  expect((await parley(...words)).code).toBe(code);
});
