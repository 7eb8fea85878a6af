import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { Started } from "./started.fixture.ts";
import { testFolder } from "./world.fixture.ts";

/** Runs the program to its end. */
async function program(
  words: readonly string[],
  options: { folder?: string; input?: string; env?: Record<string, string> } = {},
) {
  const started = new Started(words, { folder: testFolder(), ...options });
  return { code: await started.ended, out: started.stdout, err: started.stderr };
}

test("every command runs in a process of its own, plain and with --json, and ends by itself", async () => {
  const folder = testFolder();
  const key = await program(["keys", "create"], { folder });
  expect(key).toMatchObject({ code: 0, out: expect.stringMatching(/^sk-parley-\w{49}\n$/) });
  const made = await program(["keys", "create", "--json"], { folder });
  const { id } = JSON.parse(made.out) as { id: string };
  expect(await program(["keys", "list"], { folder })).toMatchObject({
    code: 0,
    out: expect.stringContaining(id),
    err: "",
  });
  expect(await program(["keys", "revoke", id, "--json"], { folder })).toMatchObject({ code: 0, err: "" });
  expect(await program(["keys", "revoke", key.out.trim().slice(-4)], { folder })).toMatchObject({
    code: 0,
    err: "",
  });
  const { keys } = JSON.parse((await program(["keys", "list", "--json"], { folder })).out) as {
    keys: { revoked_at: string | null }[];
  };
  expect(keys.map(({ revoked_at }) => typeof revoked_at)).toEqual(["string", "string"]);
  expect(await program(["models"], { folder })).toMatchObject({
    code: 0,
    out: expect.stringContaining("rehearsal"),
  });
  expect(JSON.parse((await program(["models", "--json"], { folder })).out)).toMatchObject({
    default: "rehearsal",
  });
  expect(await program(["doctor", "--offline"], { folder })).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse((await program(["doctor", "--offline", "--json"], { folder })).out)).toMatchObject({
    ok: true,
  });
  expect(await program(["chat", "Hello"], { folder })).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Hello.*\n$/),
    err: "",
  });
  expect(JSON.parse((await program(["chat", "--json"], { folder, input: "Hello" })).out)).toMatchObject({
    object: "chat",
  });
});

test("an unknown option ends with exit code 2 and loads nothing", async () => {
  const folder = testFolder();
  const wrong = await program(["start", "--prot", "1"], { folder });
  expect(wrong).toEqual({
    code: 2,
    out: "",
    err: "error: unknown option '--prot'\n(Did you mean --port?)\n`parley start --help` says more.\n",
  });
  expect(existsSync(join(folder, "parley-data"))).toBe(false);
});

test.each([
  [
    "half a configuration",
    "providers:\n  openai: { type: openai-compatible, preset: openai }\n",
    "parley.yaml, line 2, column 3, providers.openai:\n  This provider needs an API key",
  ],
  ["broken YAML", "providers: [\n", "parley.yaml, line 2, column 1:\n"],
  [
    "an unknown name",
    "prot: 1\n",
    'parley.yaml, line 1, column 1, prot:\n  This setting is not known. Did you mean "port"?',
  ],
])("%s: exit code 1 and the place, without a stack", async (_name, yaml, said) => {
  const folder = testFolder();
  writeFileSync(join(folder, "parley.yaml"), yaml);
  const { code, out, err } = await program(["start"], { folder });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(said);
  expect(err).not.toContain("    at ");
});

test("a damaged secret is a sentence, whatever needs it", async () => {
  const folder = testFolder();
  const data = join(folder, "parley-data");
  mkdirSync(data);
  writeFileSync(join(data, "secret.key"), "damaged");
  for (const words of [["start"], ["chat", "hi"], ["keys", "create"]]) {
    const { code, err } = await program(words, { folder });
    expect({ code, err }).toEqual({
      code: 1,
      err: `${join(data, "secret.key")} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.\n`,
    });
  }
});

test("Ctrl-C in the middle of an answer ends with 130 and leaves the books in order", async () => {
  const folder = testFolder();
  writeFileSync(
    join(folder, "parley.yaml"),
    "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 1 } }\n",
  );
  const chat = new Started(["chat", "Tell me something long"], { folder });
  await chat.says("You");
  chat.signal("SIGINT");
  expect(await chat.ended).toBe(130);
  expect(chat.stderr).toBe("Stopped.\n");
  const database = new DatabaseSync(join(folder, "parley-data", "parley.db"), { readOnly: true });
  expect({ ...database.prepare("select state, outcome from attempts").get() }).toEqual({
    state: "settled",
    outcome: "cancelled",
  });
  expect(database.prepare("select * from instances").all()).toEqual([]);
  database.close();
});

test("a database of a newer program is a sentence, and stays as it is", async () => {
  const folder = testFolder();
  expect(await program(["keys", "create"], { folder })).toMatchObject({ code: 0 });
  const database = new DatabaseSync(join(folder, "parley-data", "parley.db"));
  database.exec("insert into kysely_migration values ('9999-later', 'now')");
  database.close();
  const { code, out, err } = await program(["start"], { folder });
  expect({ code, out, err }).toEqual({
    code: 1,
    out: "",
    err: "The data was written by a newer version of Parley. Start that version, or a newer one.\n",
  });
});

test("when the reader of a pipe leaves, the program ends quietly", async () => {
  const folder = testFolder();
  writeFileSync(
    join(folder, "parley.yaml"),
    "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 2 } }\n",
  );
  const chat = new Started(["chat", "Tell me something long"], { folder });
  await chat.says("You");
  chat.closeOutput();
  expect(await chat.ended).toBe(0);
  expect(chat.stderr).toBe("");
});
