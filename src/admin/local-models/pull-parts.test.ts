import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyGguf } from "../../lib/gguf.fixture.ts";
import type { LocalModelDeps } from "./deps.ts";
import { startHub } from "./local-models.fixture.ts";
import { type PullOptions, type PullProgress, pullModel } from "./pull.ts";

const model = tinyGguf({ weights: 50_000 });
const sha256 = createHash("sha256").update(model).digest("hex");
const place = "ann/tiny-GGUF";
const inParts = Object.fromEntries([1, 2, 3].map((part) => [`big-Q4_K_M-0000${part}-of-00003.gguf`, model]));

const pull = (deps: LocalModelDeps, reference: string, options: Partial<PullOptions> = {}) =>
  pullModel(deps, reference, { signal: new AbortController().signal, ...options });

test("a model in several files is pulled whole, from whichever part, and told of as one", async () => {
  const { deps, hub, folder } = await startHub({ repositories: { [place]: inParts } });
  const seen: PullProgress[] = [];
  const pulled = await pull(deps, `hf:${place}:big-Q4_K_M-00002-of-00003.gguf`, {
    onProgress: (progress) => seen.push(progress),
  });
  const name = `${place}/big-Q4_K_M-00001-of-00003`;
  expect(pulled).toMatchObject({ name, bytes: 3 * model.length, sha256, wasThere: false });
  expect(pulled.file).toBe(join(folder, `${name}.gguf`));
  expect(new Set(seen.map(({ totalBytes }) => totalBytes))).toEqual(new Set([3 * model.length]));
  expect(new Set(seen.map((progress) => progress.name))).toEqual(new Set([name]));
  const downloaded = seen.filter(({ phase }) => phase === "downloading").map(({ bytes }) => bytes);
  expect(downloaded).toEqual(downloaded.toSorted((a, b) => a - b));
  expect(downloaded.at(-1)).toBe(3 * model.length);
  expect(readdirSync(join(folder, place)).sort()).toEqual(
    Object.keys(inParts)
      .flatMap((part) => [part, `${part}.json`])
      .sort(),
  );
  const before = hub.requests.filter(({ host }) => host === "cdn").length;
  expect(await pull(deps, `hf:${place}`)).toMatchObject({ name, wasThere: true, bytes: 3 * model.length });
  expect(hub.requests.filter(({ host }) => host === "cdn").length).toBe(before);
});

test("disk and memory must do for all files of a model, before the first is fetched", async () => {
  const { deps } = await startHub({ repositories: { [place]: inParts } });
  const free = 256 * 1024 ** 2 + 2.5 * model.length;
  const full: LocalModelDeps = { ...deps, files: { ...deps.files, freeBytes: () => Promise.resolve(free) } };
  await expect(pull(full, `hf:${place}`)).rejects.toMatchObject({ code: "storage_unavailable" });
  const warnings: string[] = [];
  const memory = () => ({ totalBytes: 400 * 1024 ** 2 + 2 * model.length, freeBytes: 1024 ** 3 });
  const small: LocalModelDeps = { ...deps, memory };
  await expect(pull(small, `hf:${place}`)).rejects.toMatchObject({ code: "invalid_value" });
  expect((await deps.files.list()).filter(({ path }) => path.endsWith(".gguf"))).toEqual([]);
  const busy: LocalModelDeps = { ...deps, memory: () => ({ totalBytes: 1024 ** 3, freeBytes: 0 }) };
  await pull(busy, `hf:${place}`, { onWarning: (sentence) => warnings.push(sentence) });
  expect(warnings).toHaveLength(1);
});

test("parts at an address elsewhere lie beside each other; one hash cannot be that of all", async () => {
  const { deps, hub } = await startHub({ repositories: { [place]: inParts } });
  const address = `${hub.cdnUrl}/${place}/big-Q4_K_M-00003-of-00003.gguf?expires=3600&signature=1`;
  await expect(pull(deps, `${address}#sha256=${sha256}`)).rejects.toThrow("has a SHA-256 for each");
  const pulled = await pull(deps, address);
  expect(pulled).toMatchObject({
    source: `${hub.cdnUrl}/${place}/big-Q4_K_M-00001-of-00003.gguf`,
    bytes: 3 * model.length,
  });
});
