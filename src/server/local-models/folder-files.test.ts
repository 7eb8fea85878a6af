import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createFolderFiles } from "./folder-files.ts";

function folderFiles() {
  const folder = mkdtempSync(join(tmpdir(), "parley-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const root = join(folder, "models");
  return { root, files: createFolderFiles(root) };
}

test("a file is made with its folders, for this user alone, and written at any place", async () => {
  const { root, files } = folderFiles();
  const file = await files.open("a/b/c.gguf");
  await file.write(3, Buffer.from("def"));
  await file.write(0, Buffer.from("abc"));
  expect((await file.read(2, 100)).toString()).toBe("cdef");
  expect(await file.size()).toBe(6);
  await file.sync();
  await file.truncate(2);
  await file.close();
  expect(readFileSync(join(root, "a/b/c.gguf"), "utf8")).toBe("ab");
  expect(statSync(join(root, "a/b/c.gguf")).mode & 0o777).toBe(0o600);
  expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
  const again = await files.open("a/b/c.gguf");
  expect(await again.size()).toBe(2);
  await again.close();
});

test.each(["../x", "a/../../x", "/etc/passwd", "", ".", "a\0b"])(
  "a path that leaves the folder is a mistake of the program: %j",
  async (path) => {
    const { files } = folderFiles();
    expect(() => files.place(path)).toThrow(TypeError);
    await expect(Promise.try(() => files.open(path))).rejects.toThrow(TypeError);
    await expect(files.remove(path)).rejects.toThrow(TypeError);
  },
);

test("what is not there is absent, and has room", async () => {
  const { files } = folderFiles();
  expect(await files.list()).toEqual([]);
  expect(await files.sizeOf("a/b.gguf")).toBeUndefined();
  expect(await files.readText("a/b.gguf.json")).toBeUndefined();
  expect(await files.freeBytes("a/b.gguf")).toBeGreaterThan(0);
  await files.remove("a/b.gguf");
  await expect(files.openToRead("a/b.gguf")).rejects.toMatchObject({ code: "ENOENT" });
});

test("empty folders go with their last file, and others stay", async () => {
  const { root, files } = folderFiles();
  mkdirSync(join(root, "a/b"), { recursive: true });
  writeFileSync(join(root, "a/b/c.gguf"), "c");
  writeFileSync(join(root, "a/d.gguf"), "d");
  await files.remove("a/b/c.gguf");
  expect(readdirSync(join(root, "a"))).toEqual(["d.gguf"]);
  await files.remove("a/d.gguf");
  expect(readdirSync(root)).toEqual([]);
});

test("a lock is held by one, until it is released", async () => {
  const { root, files } = folderFiles();
  const release = await files.lock("a/b.gguf");
  expect(release).toBeDefined();
  expect(await files.lock("a/b.gguf")).toBeUndefined();
  await release?.();
  expect(existsSync(join(root, "a"))).toBe(false);
  const next = await files.lock("a/b.gguf");
  expect(next).toBeDefined();
  await next?.();
});

test("of many who want a lock one gets it", async () => {
  const { files } = folderFiles();
  const releases = await Promise.all(Array.from({ length: 20 }, () => files.lock("b.gguf")));
  expect(releases.filter((release) => release !== undefined)).toHaveLength(1);
});

test("the lock of a process that was killed is free, that of one that lives is not", async () => {
  const { root, files } = folderFiles();
  mkdirSync(root);
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lock = join(root, "b.gguf.lock");
  writeFileSync(lock, `${child.pid} ${hostname()} x`);
  expect(await files.lock("b.gguf")).toBeUndefined();
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  const release = await files.lock("b.gguf");
  expect(release).toBeDefined();
  await release?.();
});

test("the lock of another machine is held as long as it shows that it lives", async () => {
  const { root, files } = folderFiles();
  mkdirSync(root);
  const lock = join(root, "b.gguf.lock");
  writeFileSync(lock, "1 another-machine x");
  expect(await files.lock("b.gguf")).toBeUndefined();
  const before = new Date(Date.now() - 60_000);
  utimesSync(lock, before, before);
  expect(await files.lock("b.gguf")).toBeDefined();
});

test.runIf(process.platform === "linux")(
  "a place where nothing can be made is an error that comes at once",
  () => {
    // In a process of its own: Node's recursive way of making folders would spin there for ever.
    const code = `
    import { createFolderFiles } from ${JSON.stringify(new URL("./folder-files.ts", import.meta.url).href)};
    const files = createFolderFiles("/proc/nope/models");
    for (const make of [() => files.open("a/b.gguf"), () => files.lock("a/b.gguf")])
      await make().then(() => console.log("made"), (error) => console.log(error.name, error.message));
  `;
    const { stdout, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      encoding: "utf8",
      timeout: 20_000,
      killSignal: "SIGKILL",
    });
    expect(signal).toBeNull();
    expect(stdout.match(/^DataError \/proc\/nope cannot be made: /gm)).toHaveLength(2);
  },
);
