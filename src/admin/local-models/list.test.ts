import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyGguf } from "../../lib/gguf.fixture.ts";
import { listLocalModels } from "./list.ts";
import { startHub } from "./local-models.fixture.ts";
import { pullModel } from "./pull.ts";
import { removeModel } from "./remove.ts";

const place = "ann/tiny-GGUF";
const repositories = {
  [place]: { "tiny-Q4_K_M.gguf": tinyGguf({ weights: 50_000 }), "tiny-Q8_0.gguf": tinyGguf() },
};

async function filled() {
  const world = await startHub({ repositories });
  const { deps, folder, hub } = world;
  const signal = new AbortController().signal;
  await pullModel(deps, `hf:${place}:Q8_0`, { signal });
  hub.misbehave(place, "tiny-Q4_K_M.gguf", { cutAfterBytes: 20_000 });
  await pullModel(deps, `hf:${place}`, { signal }).catch(() => undefined);
  mkdirSync(join(folder, "mine"));
  writeFileSync(join(folder, "mine", "own.gguf"), tinyGguf());
  writeFileSync(join(folder, "mine", "mmproj-own.gguf"), tinyGguf());
  writeFileSync(join(folder, "cut.gguf"), tinyGguf().subarray(0, 60));
  writeFileSync(join(folder, "notes.txt"), "hello");
  return world;
}

test("models are listed with what their files and their pulls say; what is unknown is absent", async () => {
  const { deps, folder } = await filled();
  const models = await listLocalModels(deps);
  expect(models.map(({ name, state }) => `${name} ${state}`)).toEqual([
    "ann/tiny-GGUF/tiny-Q4_K_M partial",
    "ann/tiny-GGUF/tiny-Q8_0 ready",
    "cut broken",
    "mine/own ready",
  ]);
  const [partial, pulled, broken, own] = models;
  expect(partial).toMatchObject({
    bytes: expect.any(Number),
    totalBytes: repositories[place]?.["tiny-Q4_K_M.gguf"].length,
  });
  expect(partial?.bytes).toBeGreaterThanOrEqual(20_000);
  expect(pulled).toMatchObject({
    quantisation: "F32",
    architecture: "llama",
    contextTokens: 2048,
    source: `hf:${place}:tiny-Q8_0.gguf`,
  });
  expect(own).toMatchObject({ file: join(folder, "mine/own.gguf"), bytes: tinyGguf().length });
  expect(own).not.toHaveProperty("source");
  expect(broken).not.toHaveProperty("architecture");
});

test("a model in several files is one: while it comes, when it is there, and when it is removed", async () => {
  const part = (index: number) => `big-Q4_K_M-0000${index}-of-00003.gguf`;
  const content = tinyGguf({ weights: 50_000 });
  const { deps, hub } = await startHub({
    repositories: { [place]: Object.fromEntries([3, 1, 2].map((index) => [part(index), content])) },
  });
  const pull = () => pullModel(deps, `hf:${place}`, { signal: new AbortController().signal });
  hub.misbehave(place, part(2), { cutAfterBytes: 20_000 });
  await pull().catch(() => undefined);
  const name = `${place}/big-Q4_K_M-00001-of-00003`;
  const [partial, ...others] = await listLocalModels(deps);
  expect(others).toEqual([]);
  expect(partial).toMatchObject({ name, state: "partial", architecture: "llama" });
  expect(partial?.bytes).toBeGreaterThanOrEqual(content.length + 20_000);
  expect(partial?.bytes).toBeLessThan(2 * content.length);
  expect(partial).not.toHaveProperty("totalBytes");
  hub.misbehave(place, part(2), {});
  await pull();
  expect(await listLocalModels(deps)).toMatchObject([{ name, state: "ready", bytes: 3 * content.length }]);
  await deps.files.remove(`${place}/${part(3)}`);
  expect(await listLocalModels(deps)).toMatchObject([{ name, state: "partial", bytes: 2 * content.length }]);
  expect(await removeModel(deps, "big-Q4_K_M-00001-of-00003")).toEqual({ name, bytes: 2 * content.length });
  expect(await deps.files.list()).toEqual([]);
});

test("no folder, no models", async () => {
  const { deps } = await startHub({ repositories });
  expect(await listLocalModels(deps)).toEqual([]);
});

test("a model is removed with all that belongs to it, and empty folders with it", async () => {
  const { deps, folder } = await filled();
  expect(await removeModel(deps, "tiny-Q8_0")).toEqual({
    name: `${place}/tiny-Q8_0`,
    bytes: tinyGguf().length,
  });
  expect(await removeModel(deps, place)).toMatchObject({ name: `${place}/tiny-Q4_K_M` });
  expect((await deps.files.list()).map(({ path }) => path)).toEqual([
    "cut.gguf",
    "mine/mmproj-own.gguf",
    "mine/own.gguf",
    "notes.txt",
  ]);
  expect(() => rmSync(join(folder, "ann"))).toThrow("ENOENT");
});

test.each([
  ["nothing-like-it", "not_found", "`parley models --local` shows what is there."],
  ["tiny-Q8_1", "not_found", "Did you mean tiny-Q8_0?"],
  [place, "invalid_value", "may mean several models"],
  ["../../etc/passwd", "not_found", "There is no local model"],
  ["notes.txt", "not_found", "There is no local model"],
  ["", "not_found", "There is no local model"],
])("%s is not removed", async (name, code, words) => {
  const { deps } = await filled();
  const before = await deps.files.list();
  await expect(removeModel(deps, name)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
  expect(await deps.files.list()).toEqual(before);
});

test("what is being pulled is not removed", async () => {
  const { deps } = await filled();
  const release = await deps.files.lock(`${place}/tiny-Q8_0.gguf`);
  await expect(removeModel(deps, "tiny-Q8_0")).rejects.toMatchObject({ code: "conflict" });
  await release?.();
  await removeModel(deps, "tiny-Q8_0");
});
