import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

const secretForm = /^sk-parley-[0-9A-Za-z]{49}\n$/;
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

async function create(world: World, ...words: readonly string[]): Promise<string> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("keys", "create", ...words)).toBe(0);
  return fresh.stdout.text.trim();
}

async function list(world: World): Promise<readonly Record<string, unknown>[]> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("keys", "list", "--json")).toBe(0);
  return (fresh.stdout.json() as { keys: Record<string, unknown>[] }).keys;
}

test("the secret stands alone on standard output, this once", async () => {
  const world = new World();
  expect(await world.run("keys", "create", "--name", "ann's laptop")).toBe(0);
  expect(world.stdout.text).toMatch(secretForm);
  expect(world.stderr.text).toBe(
    'The key "ann\'s laptop". It is shown this once and stored only as a hash:\n',
  );
  const secret = world.stdout.text.trim();
  const shown = new World({ folder: world.folder });
  expect(await shown.run("keys", "list")).toBe(0);
  expect(shown.stdout.text).toContain("ann's laptop");
  expect(shown.stdout.text).not.toContain(secret);
  expect(shown.stderr.text).toBe("");
});

test("with --json the key and what is known of it is one object", async () => {
  const world = new World();
  expect(await world.run("keys", "create", "--name", "ci", "--json")).toBe(0);
  const made = world.stdout.json() as Record<string, string>;
  expect(made).toEqual({
    id: expect.stringMatching(/^key_[0-9a-f]{32}$/),
    name: "ci",
    hint: made["key"]?.slice(-4),
    project: expect.stringMatching(/^proj_/),
    admin: false,
    created_at: time,
    last_used_at: null,
    revoked_at: null,
    key: expect.stringMatching(/^sk-parley-/),
  });
  expect(world.stderr.text).toBe("");
  const { key: _secret, ...rest } = made;
  expect(await list(world)).toEqual([rest]);
});

test("a key without a name is called after its day; a name out of bounds is refused", async () => {
  const world = new World();
  await create(world);
  expect(await list(world)).toEqual([
    expect.objectContaining({ name: expect.stringMatching(/^Key of \d{4}-\d\d-\d\d$/) }),
  ]);
  expect(await world.run("keys", "create", "--name", " ")).toBe(1);
  expect(await world.run("keys", "create", "--name", "x".repeat(101))).toBe(1);
  expect(world.stderr.text).toBe("A key's name has 1 to 100 characters.\n".repeat(2));
});

test("all keys are of one project", async () => {
  const world = new World();
  await create(world);
  await create(world);
  expect(new Set((await list(world)).map(({ project }) => project)).size).toBe(1);
});

test("looking and revoking makes no data", async () => {
  const world = new World();
  expect(await world.run("keys", "list")).toBe(0);
  expect(await world.run("keys", "revoke", "abcd")).toBe(1);
  expect(world.stdout.text).toBe("");
  expect(world.stderr.text).toBe(
    "There are no keys yet. `parley keys create` makes one.\nThere is no such key. `parley keys list` shows all of them.\n",
  );
  expect(existsSync(world.data)).toBe(false);
});

test("a key is revoked by its id, its last four characters, or itself", async () => {
  const world = new World();
  const secrets = [await create(world), await create(world), await create(world)];
  const [first] = await list(world);
  const names = [String(first?.["id"]), secrets[1]?.slice(-4) ?? "", secrets[2] ?? ""];
  for (const name of names) {
    const fresh = new World({ folder: world.folder });
    expect(await fresh.run("keys", "revoke", name)).toBe(0);
    expect(fresh.stdout.text).toMatch(
      /^The key ".*" that ends in \w{4} is revoked\. Running servers refuse it within a second\.\n$/,
    );
    for (const secret of secrets) expect(fresh.stdout.text + fresh.stderr.text).not.toContain(secret);
  }
  expect((await list(world)).map(({ revoked_at }) => revoked_at)).toEqual([time, time, time]);
});

test("revoking again says when it was done, and changes nothing", async () => {
  const world = new World();
  await create(world);
  const [key] = await list(world);
  expect(await new World({ folder: world.folder }).run("keys", "revoke", String(key?.["id"]))).toBe(0);
  const [revoked] = await list(world);
  const again = new World({ folder: world.folder });
  expect(await again.run("keys", "revoke", String(key?.["id"]), "--json")).toBe(0);
  expect(again.stdout.json()).toEqual(revoked);
});

test("an unknown key is refused, and a secret among the words is not repeated", async () => {
  const world = new World();
  await create(world);
  const other = await create(new World());
  for (const name of [other, `${other}x`, "key_0"]) expect(await world.run("keys", "revoke", name)).toBe(1);
  expect(world.stderr.text).not.toContain(other);
  expect(world.stderr.text).toContain("There is no key key_0.");
});

test("a name that would steer the terminal does not, when made and when listed", async () => {
  const world = new World();
  expect(await world.run("keys", "create", "--name", "evil\x1b[2J\u009b1m")).toBe(0);
  expect(world.stderr.text).toContain('"evil[2J1m"');
  for (const words of [
    ["keys", "list"],
    ["keys", "list", "--json"],
  ]) {
    const fresh = new World({ folder: world.folder });
    expect(await fresh.run(...words)).toBe(0);
    expect(/[^\P{Cc}\n]/u.test(fresh.stdout.text)).toBe(false);
  }
});

test("a data folder that is a file is a sentence, not an empty list", async () => {
  const world = new World();
  writeFileSync(world.data, "");
  expect(await world.run("keys", "list")).toBe(1);
  expect(world.stderr.text).toContain("there is a file where a folder should be");
});

test("a damaged or missing secret stops the command and is not replaced", async () => {
  const world = new World();
  await create(world);
  writeFileSync(join(world.data, "secret.key"), "damaged");
  expect(await world.run("keys", "list")).toBe(1);
  expect(world.stderr.text).toContain(
    "is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.",
  );
});

test("a file that is no database is a sentence", async () => {
  const world = new World();
  mkdirSync(world.data);
  writeFileSync(join(world.data, "secret.key"), "0".repeat(64));
  writeFileSync(join(world.data, "parley.db"), "no database, ".repeat(1000));
  expect(await world.run("keys", "list")).toBe(1);
  expect(world.stderr.text).toBe(
    "The database is damaged. `parley doctor` says more; restore the data folder from a backup.\n",
  );
});

test("with --admin the key may keep house as well, and the list says so", async () => {
  const world = new World();
  expect(await world.run("keys", "create", "--name", "keeper", "--admin", "--json")).toBe(0);
  expect(world.stdout.json()).toMatchObject({ name: "keeper", admin: true });
  await create(world, "--name", "caller");
  expect(await list(world)).toMatchObject([
    { name: "keeper", admin: true },
    { name: "caller", admin: false },
  ]);
});
