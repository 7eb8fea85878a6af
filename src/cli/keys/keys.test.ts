import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { World } from "../world.fixture.ts";

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
  const hint = made["key"]?.slice(-4);
  expect(made).toEqual({
    id: expect.stringMatching(/^key_[0-9a-f]{32}$/),
    name: "ci",
    hint,
    project: expect.stringMatching(/^proj_/),
    admin: false,
    role: null,
    project_role: "member",
    owner: null,
    status: "active",
    scopes: ["chat", "responses", "conversations", "embeddings", "audio", "images", "models"],
    models: null,
    addresses: null,
    origins: null,
    metadata: {},
    created_at: time,
    expires_at: null,
    last_used_at: null,
    idle_days: 0,
    revoked_at: null,
    secrets: [{ hint, created_at: time, last_used_at: null, ends_at: null, works: true }],
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
  const none = `There is no data in ${world.data} yet. Set PARLEY_DATA, or \`data\` in the settings, to look elsewhere.\n`;
  expect(await world.run("keys", "list")).toBe(0);
  expect(await world.run("keys", "revoke", "abcd")).toBe(1);
  expect(world.stdout.text).toBe("");
  expect(world.stderr.text).toBe(
    `${none}There are no keys yet. \`parley keys create\` makes one.\n${none}There is no key abcd. \`parley keys list\` shows all of them.\n`,
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
  const { secrets: _secrets, ...rest } = revoked ?? {};
  expect(again.stdout.json()).toMatchObject(rest);
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

test("what a key may do is said when it is made, and changed later", async () => {
  const world = new World();
  const terms = ["--scopes", "chat,models", "--models", "gpt-*, m", "--addresses", "10.0.0.0/8"];
  await create(world, ...terms, "--origins", "https://a.example", "--expires", "90d", "--metadata", "team=a");
  const [made] = await list(world);
  expect(made).toMatchObject({
    scopes: ["chat", "models"],
    models: ["gpt-*", "m"],
    addresses: ["10.0.0.0/8"],
    origins: ["https://a.example"],
    expires_at: time,
    metadata: { team: "a" },
  });
  const id = String(made?.["id"]);
  const change = (...words: readonly string[]) =>
    new World({ folder: world.folder }).run("keys", "update", id, ...words);
  expect(await change("--models", "all", "--expires", "never", "--name", "new")).toBe(0);
  const [changed] = await list(world);
  expect(changed).toMatchObject({ name: "new", models: null, expires_at: null, scopes: ["chat", "models"] });
  expect(await change()).toBe(2);
  expect(await change("--scopes", "nonsense")).toBe(1);
  expect(await change("--expires", "tomorrow")).toBe(2);
  expect(await change("--project-role", "king")).toBe(2);
});

test("a rotation prints its id first and its secret alone, and can be repeated and ended", async () => {
  const world = new World();
  await create(world);
  const [before] = await list(world);
  const id = String(before?.["id"]);
  const first = new World({ folder: world.folder });
  expect(await first.run("keys", "rotate", id, "--overlap", "24h")).toBe(0);
  expect(first.stdout.text).toMatch(secretForm);
  const rotation = /^Rotation (rot_[0-9a-f]{32}) of the key key_/.exec(first.stderr.text)?.[1] ?? "";
  expect(first.stderr.text).toContain(`The old one (…${String(before?.["hint"])}) works until 20`);
  const again = new World({ folder: world.folder });
  expect(await again.run("keys", "rotate", id, "--rotation-id", rotation, "--json")).toBe(0);
  const repeated = again.stdout.json() as { key: string; secrets: { works: boolean }[] };
  expect(repeated.key).not.toBe(first.stdout.text.trim());
  expect(repeated.secrets.map(({ works }) => works)).toEqual([true, false, true]);
  expect(await world.run("keys", "rotate", id)).toBe(1);
  expect(world.stderr.text).toContain("The key is being rotated: its old secret");
  const listed = new World({ folder: world.folder });
  await listed.run("keys", "list");
  expect(listed.stdout.text).toMatch(/old secret …\w{4} until \S+, never used/);
  expect(await new World({ folder: world.folder }).run("keys", "end-rotation", id)).toBe(0);
  const [after] = await list(world);
  expect(after?.["secrets"]).toMatchObject([{ works: true }, { works: false }, { works: false }]);
});

test("stale keys are listed, and others are not", async () => {
  const world = new World();
  await create(world, "--name", "fresh");
  const none = new World({ folder: world.folder });
  expect(await none.run("keys", "list", "--stale", "90d")).toBe(0);
  expect(none.stderr.text).toContain("No key is unused for 90d.");
  const all = new World({ folder: world.folder });
  await all.run("keys", "list", "--stale", "0d");
  expect(all.stdout.text).toContain("fresh");
  expect(await all.run("keys", "list", "--stale", "long")).toBe(2);
});

test("a text is checked without a database, and against it", async () => {
  const world = new World();
  const secret = await create(world, "--name", "laptop");
  const [key] = await list(world);
  const check = async (text: string, ...words: readonly string[]) => {
    const fresh = new World({ folder: world.folder });
    fresh.stdin.end(`${text}\n`);
    const code = await fresh.run("keys", "check", ...words);
    expect(fresh.stdout.text + fresh.stderr.text).not.toContain(text);
    return { code, text: fresh.stdout.text };
  };
  const active = await check(secret);
  expect(active.code).toBe(0);
  expect(active.text).toMatch(
    /^This is the key "laptop" \(key_[0-9a-f]{32}\) of the project proj_default. It works/,
  );
  expect((await check(secret, "--offline")).text).toContain("Whether it works was not looked up");
  const mistyped = secret.slice(0, -1) + (secret.endsWith("a") ? "b" : "a");
  expect(await check(mistyped)).toMatchObject({ code: 1, text: expect.stringContaining("is wrong") });
  const stranger = await create(new World());
  expect(await check(stranger)).toMatchObject({ code: 1, text: expect.stringContaining("none of this") });
  expect(JSON.parse((await check(secret, "--json")).text)).toMatchObject({
    well_formed: true,
    status: "active",
    key: { name: "laptop" },
  });
  const id = String(key?.["id"]);
  await new World({ folder: world.folder }).run("keys", "rotate", id, "--overlap", "0s");
  expect(await check(secret)).toMatchObject({ code: 1, text: expect.stringContaining("was replaced") });
  await new World({ folder: world.folder }).run("keys", "revoke", id);
  expect(await check(secret)).toMatchObject({ code: 1, text: expect.stringContaining("is revoked") });
});
