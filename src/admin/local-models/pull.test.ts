import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyGguf } from "../../lib/gguf.fixture.ts";
import type { LocalModelDeps } from "./deps.ts";
import { startHub } from "./local-models.fixture.ts";
import { type PullOptions, type PullProgress, pullModel } from "./pull.ts";

const model = tinyGguf({ weights: 50_000 });
const sha256 = createHash("sha256").update(model).digest("hex");
const place = "ann/tiny-GGUF";
const repositories = {
  [place]: { "tiny-Q4_K_M.gguf": model, "tiny-Q8_0.gguf": tinyGguf(), "README.md": Buffer.from("hello") },
};
const file = `${place}/tiny-Q4_K_M.gguf`;

const pull = (deps: LocalModelDeps, reference: string, options: Partial<PullOptions> = {}) =>
  pullModel(deps, reference, { signal: new AbortController().signal, ...options });

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort()
    : [];

test("a repository's usual file is fetched, verified, and remembered", async () => {
  const { deps, folder } = await startHub({ repositories });
  const seen: PullProgress[] = [];
  const pulled = await pull(deps, `hf:${place}`, { onProgress: (progress) => seen.push(progress) });
  expect(pulled).toEqual({
    name: "ann/tiny-GGUF/tiny-Q4_K_M",
    file: join(folder, file),
    bytes: model.length,
    sha256,
    source: "hf:ann/tiny-GGUF:tiny-Q4_K_M.gguf",
    wasThere: false,
  });
  expect(readFileSync(join(folder, file)).equals(model)).toBe(true);
  expect(filesBelow(folder)).toEqual(["tiny-Q4_K_M.gguf", "tiny-Q4_K_M.gguf.json"]);
  expect(JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8"))).toEqual({
    source: pulled.source,
    sha256,
    size: model.length,
    pulledAt: expect.stringMatching(/^\d{4}-/),
  });
  expect(seen[0]).toMatchObject({ phase: "downloading", totalBytes: model.length, name: pulled.name });
});

test("what is there already is not fetched again; a newer version takes its place", async () => {
  const { hub, deps, folder } = await startHub({ repositories });
  await pull(deps, `hf:${place}`);
  const before = hub.requests.filter(({ host }) => host === "cdn").length;
  expect(await pull(deps, `hf:${place}:Q4_K_M`)).toMatchObject({ wasThere: true, sha256 });
  expect(hub.requests.filter(({ host }) => host === "cdn").length).toBe(before);
  const newer = tinyGguf({ weights: 60_000 });
  hub.replace(place, "tiny-Q4_K_M.gguf", newer);
  expect(await pull(deps, `hf:${place}`)).toMatchObject({ wasThere: false, bytes: newer.length });
  expect(readFileSync(join(folder, file)).equals(newer)).toBe(true);
});

test("the same file put there by hand is recognised, another one is left alone", async () => {
  const { deps, folder } = await startHub({ repositories });
  mkdirSync(join(folder, place), { recursive: true });
  writeFileSync(join(folder, file), model);
  expect(await pull(deps, `hf:${place}`)).toMatchObject({ wasThere: true, sha256 });
  writeFileSync(join(folder, place, "tiny-Q8_0.gguf"), "mine");
  await expect(pull(deps, `hf:${place}:Q8_0`)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("There is another file at"),
  });
  expect(readFileSync(join(folder, place, "tiny-Q8_0.gguf"), "utf8")).toBe("mine");
});

test("cuts are survived, and a pull that failed is taken up", async () => {
  const { hub, deps, folder } = await startHub({
    repositories,
    faults: { [file]: { cutAfterBytes: 30_000 } },
  });
  await expect(pull(deps, `hf:${place}`)).resolves.toMatchObject({ sha256 });
  hub.misbehave(place, "tiny-Q8_0.gguf", { cutAfterBytes: 10 });
  await expect(pull(deps, `hf:${place}:Q8_0`)).rejects.toMatchObject({ code: "upstream_truncated" });
  expect(filesBelow(folder)).toContain("tiny-Q8_0.gguf.part.journal");
  hub.misbehave(place, "tiny-Q8_0.gguf", {});
  await pull(deps, `hf:${place}:Q8_0`);
  expect(hub.requests.at(-1)?.headers.range).not.toMatch(/^bytes=0-/);
});

test.each([
  ["a wrong hash", { wrongHash: true }, "upstream_invalid", "It was deleted"],
  ["other bytes", { wrongBytes: true }, "upstream_invalid", "It was deleted"],
  ["another size", { announcedSize: 123 }, "upstream_invalid", "bytes, and should have 123"],
  ["another range", { wrongRange: true }, "upstream_invalid", "another range"],
  ["a redirect for ever", { redirect: "loop" }, "upstream_invalid", "redirects more than 5 times"],
  ["a redirect to a file", { redirect: "file:///etc/passwd" }, "upstream_invalid", "file is refused"],
  ["403", { status: 403 }, "upstream_credentials", "set HF_TOKEN"],
  ["404", { status: 404 }, "not_found", "has no ann/tiny-GGUF"],
  ["503 for ever", { cdnStatus: 503 }, "upstream_overloaded", "status 503"],
] as const)("%s is an error that says so, and nothing is left", async (_what, faults, code, words) => {
  const { deps, folder } = await startHub({ repositories, faults: { [file]: faults } });
  await expect(pull(deps, `hf:${place}`)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
  expect(filesBelow(folder)).toEqual([]);
  expect(existsSync(join(folder, place))).toBe(false);
});

test("no ranges, no length, no hash, expired links: it comes all the same", async () => {
  for (const faults of [
    { ranges: false },
    { ranges: false, noLength: true },
    { noHash: true },
    { linkUses: 1, cutAfterBytes: 90_000 },
    { cdnStatus: 503, retryAfter: 0, times: 2 },
  ]) {
    const { deps } = await startHub({ repositories, faults: { [file]: faults } });
    expect(await pull(deps, `hf:${place}`)).toMatchObject({ sha256 });
  }
});

test("a server that falls silent is asked again", async () => {
  const { deps } = await startHub({
    repositories,
    faults: { [file]: { stallAfterBytes: 50_000, times: 1 } },
  });
  expect(await pull(deps, `hf:${place}`)).toMatchObject({ sha256 });
});

test("the list of files may come in pages", async () => {
  const { deps } = await startHub({ repositories, pageSize: 1 });
  expect(await pull(deps, `hf:${place}:Q8_0`)).toMatchObject({ name: "ann/tiny-GGUF/tiny-Q8_0" });
});

test("the token opens what is closed, and goes to the hub alone", async () => {
  const options = { repositories, tokens: ["good-token"], deniedTokens: ["denied-token"] };
  const stranger = await startHub(options);
  await expect(pull(stranger.deps, `hf:${place}`)).rejects.toMatchObject({
    code: "upstream_credentials",
    message: expect.stringContaining("set HF_TOKEN to a token"),
  });
  for (const token of ["bad-token", "denied-token"]) {
    const refused = await startHub(options, { HF_TOKEN: token });
    const failure = await pull(refused.deps, `hf:${place}`).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "upstream_credentials",
      message: expect.stringContaining("The token in HF_TOKEN"),
    });
    expect(String(failure)).not.toContain(token);
  }
  const { deps, hub } = await startHub(options, { HF_TOKEN: "good-token" });
  expect(await pull(deps, `hf:${place}`)).toMatchObject({ sha256 });
  const seen = (host: string): unknown[] =>
    hub.requests.filter((request) => request.host === host).map(({ headers }) => headers.authorization);
  expect(new Set(seen("hub"))).toEqual(new Set(["Bearer good-token"]));
  expect(new Set(seen("cdn"))).toEqual(new Set([undefined]));
});

test.each([
  "../../escaped.gguf",
  "..\\escaped.gguf",
  "/etc/x.gguf",
  "a/../../x.gguf",
  "nul.gguf",
  "a\0b.gguf",
  ".hidden.gguf",
  "a b.gguf",
])("a hub that calls a file %j gets nothing written", async (path) => {
  const { deps, folder } = await startHub({ repositories: { [place]: { [path]: model } } });
  await expect(pull(deps, `hf:${place}`)).rejects.toMatchObject({
    code: "upstream_invalid",
    message: expect.stringContaining("no name for a file here"),
  });
  expect(filesBelow(join(folder, ".."))).toEqual([]);
});

test("files of one name in several folders of a repository do not meet", async () => {
  const { deps } = await startHub({
    repositories: { [place]: { "one/m.gguf": model, "two/m.gguf": tinyGguf() } },
  });
  expect(await pull(deps, `hf:${place}:one/m.gguf`)).toMatchObject({ name: `${place}/one_m` });
  expect(await pull(deps, `hf:${place}:two/m.gguf`)).toMatchObject({ name: `${place}/two_m` });
});

test("what is no model is deleted", async () => {
  for (const content of [Buffer.from("hello, I am no model at all"), model.subarray(0, 1_000)]) {
    const { deps, folder } = await startHub({ repositories: { [place]: { "m.gguf": content } } });
    await expect(pull(deps, `hf:${place}`)).rejects.toThrow(/no usable GGUF file|not whole/);
    expect(filesBelow(folder)).toEqual([]);
  }
});

test("an address elsewhere: with its hash, and without the secrets in its query written down", async () => {
  const { deps, hub, folder } = await startHub({ repositories });
  const address = `${hub.cdnUrl}/${file}?expires=3600&signature=1`;
  await expect(pull(deps, `${address}#sha256=${"0".repeat(64)}`)).rejects.toThrow("It was deleted");
  const pulled = await pull(deps, `${address}#sha256=${sha256}`);
  const host = new URL(hub.cdnUrl).host.replace(":", "_");
  expect(pulled).toMatchObject({ name: `${host}/tiny-GGUF/tiny-Q4_K_M`, source: `${hub.cdnUrl}/${file}` });
  expect(readFileSync(join(folder, `${pulled.name}.gguf.json`), "utf8")).not.toContain("signature");
  expect(await pull(deps, address)).toMatchObject({ wasThere: true });
});

test("an address without encryption is refused, but on this machine", async () => {
  const { deps } = await startHub({ repositories });
  await expect(pull(deps, "http://models.example/a/m.gguf")).rejects.toThrow(
    "http is refused for models.example",
  );
  await expect(pull(deps, "https://models.example/a/m.zip")).rejects.toThrow("ends in .gguf");
});

test("a model that is too large for the memory is refused, unless somebody insists; one that may be is warned of", async () => {
  const { deps, hub } = await startHub({ repositories });
  const small: LocalModelDeps = {
    ...deps,
    memory: () => ({ totalBytes: 100 * 1024 ** 2, freeBytes: 50 * 1024 ** 2 }),
  };
  await expect(pull(small, `hf:${place}`)).rejects.toMatchObject({
    code: "invalid_value",
    message: expect.stringContaining("needs about 0.4 GiB of memory, and this machine has 0.1 GiB"),
  });
  expect(hub.requests.every(({ status }) => status !== undefined)).toBe(true);
  const warnings: string[] = [];
  await pull(small, `hf:${place}`, { force: true, onWarning: (sentence) => warnings.push(sentence) });
  expect(warnings).toEqual([
    "This model needs about 0.4 GiB of memory, and 0.0 GiB of 0.1 GiB are free now.",
  ]);
});

test("a disk without room is refused before anything is fetched", async () => {
  const { deps, folder } = await startHub({ repositories });
  const full: LocalModelDeps = { ...deps, files: { ...deps.files, freeBytes: () => Promise.resolve(1_000) } };
  await expect(pull(full, `hf:${place}`)).rejects.toMatchObject({
    code: "storage_unavailable",
    message: expect.stringContaining("too little room"),
  });
  expect(filesBelow(folder).filter((name) => name.endsWith(".gguf"))).toEqual([]);
});

test("the same file is pulled once at a time; when that has ended, the way is free", async () => {
  const { deps, hub } = await startHub({ repositories, faults: { [file]: { bytesPerSecond: 100_000 } } });
  const controller = new AbortController();
  let second: Promise<unknown> | undefined;
  const first = pull(deps, `hf:${place}`, {
    signal: controller.signal,
    onProgress: () =>
      (second ??= pull(deps, `hf:${place}`)
        .catch((error: unknown) => error)
        .finally(() => controller.abort())),
  });
  await expect(first).rejects.toMatchObject({ code: "cancelled" });
  expect(await second).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("is being pulled right now"),
  });
  hub.misbehave(place, "tiny-Q4_K_M.gguf", {});
  expect(await pull(deps, `hf:${place}`)).toMatchObject({ sha256 });
});
