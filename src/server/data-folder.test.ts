import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Secret } from "../lib/secret.ts";
import { DataError } from "./data-error.ts";
import { openDataFolder } from "./data-folder.ts";

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-data-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("the folder and its secret are made on first use, for their owner alone, and stay", async () => {
  const folder = join(testFolder(), "made", "here");
  const first = await openDataFolder(folder);
  expect(first.database).toEqual({ type: "sqlite", path: join(folder, "parley.db"), durability: "process" });
  expect(first.pepper).toHaveLength(32);
  expect(mode(folder)).toBe("700");
  expect(mode(join(folder, "secret.key"))).toBe("600");
  expect(await openDataFolder(folder)).toEqual(first);
});

test("two folders have two secrets", async () => {
  const [one, other] = await Promise.all([openDataFolder(testFolder()), openDataFolder(testFolder())]);
  expect(one.pepper.equals(other.pepper)).toBe(false);
});

test("those that start together agree", async () => {
  const folder = join(testFolder(), "data");
  const all = await Promise.all(Array.from({ length: 20 }, () => openDataFolder(folder)));
  expect(new Set(all.map(({ pepper }) => pepper.toString("hex"))).size).toBe(1);
});

test("a file that another process has made and not yet written is waited for", async () => {
  const folder = testFolder();
  const path = join(folder, "secret.key");
  writeFileSync(path, "");
  const opening = openDataFolder(folder);
  setTimeout(() => writeFileSync(path, "ab".repeat(32)), 50);
  expect((await opening).pepper.toString("hex")).toBe("ab".repeat(32));
});

test.each(["", "ab".repeat(31), "xy".repeat(32), `${"ab".repeat(32)}\n\n`])(
  "a damaged secret is refused and not replaced: %j",
  async (text) => {
    const folder = testFolder();
    const path = join(folder, "secret.key");
    writeFileSync(path, text);
    await expect(openDataFolder(folder)).rejects.toThrow(DataError);
    expect(readFileSync(path, "latin1")).toBe(text);
  },
);

test("a secret that is missing beside a database is not made anew", async () => {
  const folder = testFolder();
  writeFileSync(join(folder, "parley.db"), "");
  await expect(openDataFolder(folder)).rejects.toThrow(
    /secret\.key is missing, and without it no key .* can be verified\.\nRestore it/,
  );
});

test("a folder that is there is left as it is", async () => {
  const folder = testFolder();
  chmodSync(folder, 0o750);
  await openDataFolder(folder);
  expect(mode(folder)).toBe("750");
});

test("a file where a folder should be is refused", async () => {
  const file = join(testFolder(), "file");
  writeFileSync(file, "");
  for (const place of [file, join(file, "below")]) {
    const error: unknown = await openDataFolder(place).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({
      message: `${place} cannot be made: there is a file where a folder should be. Name another data folder: PARLEY_DATA=/path`,
      cause: { syscall: "mkdir" },
    });
  }
});

test("a link to nowhere is refused", async () => {
  const link = join(testFolder(), "link");
  symlinkSync(join(testFolder(), "gone"), link);
  await expect(openDataFolder(link)).rejects.toThrow(DataError);
});

// In a process of its own, which can be ended: Node's own way of making folders would spin there.
test.runIf(process.platform === "linux")("a place where nothing can be made is refused at once", () => {
  const module = new URL("data-folder.ts", import.meta.url).href;
  const code = `import { openDataFolder } from ${JSON.stringify(module)};
    for (const place of ["/proc/nope", "/proc/nope/deeper"])
      await openDataFolder(place).catch(({ name, message }) => console.log(name, message));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    encoding: "utf8",
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  expect(stdout.match(/^DataError \/proc\/nope cannot be made: /gm)).toHaveLength(2);
});

test("a secret from the settings takes the file's place, as base64 or as the file has it", async () => {
  const folder = join(testFolder(), "data");
  const bytes = Buffer.alloc(40, 7);
  const given = await openDataFolder(folder, { secret: new Secret(bytes.toString("base64")) });
  expect(given.pepper.equals(bytes)).toBe(true);
  expect(existsSync(folder)).toBe(false);
  const { pepper } = await openDataFolder(folder);
  const text = readFileSync(join(folder, "secret.key"), "latin1").trim();
  const same = await openDataFolder(join(folder, "other"), { secret: new Secret(text) });
  expect(same.pepper.equals(pepper)).toBe(true);
});

test("a secret that was made just now for a PostgreSQL is told so, once", async () => {
  const folder = join(testFolder(), "data");
  const database = new Secret("postgres://db.example/parley");
  const first = await openDataFolder(folder, { database });
  expect(first.database).toEqual({ type: "postgres", url: database, newSecret: join(folder, "secret.key") });
  const second = await openDataFolder(folder, { database });
  expect(second.database).toEqual({ type: "postgres", url: database });
});
