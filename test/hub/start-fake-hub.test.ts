import { createHash, randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { type FakeHub, type FakeHubOptions, startFakeHub } from "./start-fake-hub.ts";

const model = randomBytes(100_000);
const sha256 = createHash("sha256").update(model).digest("hex");
const files = {
  "tiny.gguf": model,
  "deep/er/other.gguf": Buffer.from("GGUF"),
  "README.md": Buffer.from("hello\n"),
};
const repositories = { "ada/tiny": files };
const RESOLVE = "/ada/tiny/resolve/main/tiny.gguf";

let hub: FakeHub | undefined;
afterEach(async () => {
  await hub?.close();
  hub = undefined;
});

async function start(options: Partial<FakeHubOptions> = {}): Promise<FakeHub> {
  hub = await startFakeHub({ repositories, ...options });
  return hub;
}

/** Follows the redirect by hand, so that each step can be looked at. */
async function linkOf({ url }: FakeHub, path = RESOLVE): Promise<string> {
  const answer = await fetch(url + path, { redirect: "manual" });
  expect(answer.status).toBe(302);
  return answer.headers.get("location") ?? "";
}

async function download(hub: FakeHub, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(await linkOf(hub), { headers });
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe("the list", () => {
  test("names files in all folders with their sizes and hashes", async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/api/models/ada/tiny/tree/main?recursive=true`);
    const entries = (await answer.json()) as { path: string }[];
    expect(entries.map(({ path }) => path)).toEqual([
      "README.md",
      "deep",
      "deep/er",
      "deep/er/other.gguf",
      "tiny.gguf",
    ]);
    expect(entries.at(-1)).toEqual({
      type: "file",
      oid: expect.stringMatching(/^[0-9a-f]{40}$/),
      size: model.length,
      lfs: { oid: sha256, size: model.length, pointerSize: 134 },
      path: "tiny.gguf",
    });
    // `printf 'hello\n' | git hash-object --stdin`
    expect(entries[0]).toEqual({
      type: "file",
      oid: "ce013625030ba8dba906f756967f9e9ca394464a",
      size: 6,
      path: "README.md",
    });
  });

  test("names one folder alone, and comes in pages", async () => {
    const { url } = await start({ pageSize: 2 });
    const first = await fetch(`${url}/api/models/ada/tiny/tree/main`);
    const [, next] = /<(.*)>; rel="next"/.exec(first.headers.get("link") ?? "") ?? [];
    const second = await fetch(next ?? "");
    const paths = [
      ...((await first.json()) as { path: string }[]),
      ...((await second.json()) as { path: string }[]),
    ];
    expect(paths.map(({ path }) => path)).toEqual(["README.md", "deep", "tiny.gguf"]);
    expect(second.headers.get("link")).toBeNull();
  });
});

describe("a file", () => {
  test("small: comes from the hub itself", async () => {
    const { url, requests } = await start();
    const answer = await fetch(`${url}/ada/tiny/resolve/main/README.md`);
    expect([answer.status, await answer.text()]).toEqual([200, "hello\n"]);
    expect(requests.map(({ host }) => host)).toEqual(["hub"]);
  });

  test("large: HEAD tells size and hash, and the way leads to another host", async () => {
    const started = await start();
    const head = await fetch(started.url + RESOLVE, { method: "HEAD", redirect: "manual" });
    expect(head.headers.get("x-linked-size")).toBe("100000");
    expect(head.headers.get("x-linked-etag")).toBe(`"${sha256}"`);
    expect(new URL(head.headers.get("location") ?? "").origin).toBe(started.cdnUrl);
    const answer = await download(started);
    expect(answer.headers.get("content-length")).toBe("100000");
    expect((await bytesOf(answer)).equals(model)).toBe(true);
  });

  test.each([
    ["bytes=0-9", 0, 10],
    ["bytes=99990-", 99_990, 100_000],
    ["bytes=-5", 99_995, 100_000],
    ["bytes=99990-200000", 99_990, 100_000],
  ])("range %s", async (range, from, end) => {
    const answer = await download(await start(), { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe(`bytes ${from}-${end - 1}/100000`);
    expect((await bytesOf(answer)).equals(model.subarray(from, end))).toBe(true);
  });

  test("a range behind the end is 416; of a changed file the whole comes", async () => {
    const started = await start();
    expect((await download(started, { range: "bytes=100000-" })).status).toBe(416);
    const etag = (await download(started)).headers.get("etag") ?? "";
    expect((await download(started, { range: "bytes=5-", "if-range": etag })).status).toBe(206);
    started.replace("ada/tiny", "tiny.gguf", Buffer.from("other"));
    const answer = await download(started, { range: "bytes=5-", "if-range": etag });
    expect([answer.status, await answer.text()]).toEqual([200, "other"]);
  });

  test("the download host refuses a token and an unsigned address", async () => {
    const started = await start();
    expect((await download(started, { authorization: "Bearer hf_x" })).status).toBe(400);
    expect((await fetch(`${started.cdnUrl}/ada/tiny/tiny.gguf`)).status).toBe(403);
  });
});

describe("who may read", () => {
  test.each([
    ["no token", undefined, "/ada/tiny", 401, "GatedRepo"],
    ["an unknown token", "hf_unknown", "/ada/tiny", 401, null],
    ["a denied token", "hf_denied", "/ada/tiny", 403, "GatedRepo"],
    ["no token, no repository", undefined, "/no/body", 401, "RepoNotFound"],
    ["a token, no repository", "hf_good", "/no/body", 404, "RepoNotFound"],
    ["a token, no file", "hf_good", "/ada/tiny/resolve/main/no.gguf", 404, "EntryNotFound"],
    ["a token, no revision", "hf_good", "/ada/tiny/resolve/v9/tiny.gguf", 404, "RevisionNotFound"],
  ])("%s", async (_, token, path, status, code) => {
    const { url } = await start({ tokens: ["hf_good"], deniedTokens: ["hf_denied"] });
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const api = path.includes("resolve") ? path : `/api/models${path}/tree/main`;
    const answer = await fetch(url + api, { headers });
    expect([answer.status, answer.headers.get("x-error-code")]).toEqual([status, code]);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });

  test("a good token", async () => {
    const { url } = await start({ tokens: ["hf_good"] });
    const answer = await fetch(`${url}/api/models/ada/tiny`, {
      headers: { authorization: "Bearer hf_good" },
    });
    expect(await answer.json()).toMatchObject({
      id: "ada/tiny",
      siblings: [{ rfilename: "tiny.gguf" }, {}, {}],
    });
  });
});

describe("misbehaviour", () => {
  async function misbehaving(faults: Parameters<FakeHub["misbehave"]>[2]): Promise<FakeHub> {
    return start({ faults: { "ada/tiny/tiny.gguf": faults } });
  }

  test("a wrong hash, size and content", async () => {
    const started = await misbehaving({ wrongHash: true, announcedSize: 7, wrongBytes: true });
    const head = await fetch(started.url + RESOLVE, { method: "HEAD", redirect: "manual" });
    expect(head.headers.get("x-linked-etag")).toMatch(/^"[0-9a-f]{64}"$/);
    expect(head.headers.get("x-linked-etag")).not.toContain(sha256);
    expect(head.headers.get("x-linked-size")).toBe("7");
    const bytes = await bytesOf(await download(started));
    expect([bytes.length, bytes.equals(model)]).toEqual([model.length, false]);
  });

  test("no hash at all", async () => {
    const started = await misbehaving({ noHash: true });
    const list = await fetch(`${started.url}/api/models/ada/tiny/tree/main?recursive=true`);
    expect(await list.text()).not.toContain(sha256);
    const head = await fetch(started.url + RESOLVE, { method: "HEAD", redirect: "manual" });
    expect(head.headers.get("x-linked-etag")).toBeNull();
  });

  test("a cut after exactly so many bytes, as often as told", async () => {
    const started = await misbehaving({ cutAfterBytes: 50_001, times: 1 });
    const answer = await download(started);
    let got = 0;
    await expect(async () => {
      for await (const piece of answer.body ?? []) got += piece.length;
    }).rejects.toThrow("terminated");
    expect(got).toBe(50_001);
    expect((await bytesOf(await download(started))).equals(model)).toBe(true);
  });

  test("silence in the middle", async () => {
    const started = await misbehaving({ stallAfterBytes: 10 });
    const reader = (await download(started)).body?.getReader();
    let got = 0;
    while (got < 10) got += (await reader?.read())?.value?.length ?? Infinity;
    expect(got).toBe(10);
    await reader?.cancel();
  });

  test("no ranges, and ranges that are others", async () => {
    const started = await misbehaving({ ranges: false, noLength: true });
    const whole = await download(started, { range: "bytes=5-" });
    expect([whole.status, whole.headers.get("accept-ranges")]).toEqual([200, null]);
    expect(whole.headers.get("content-length")).toBeNull();
    expect((await bytesOf(whole)).length).toBe(model.length);
    started.misbehave("ada/tiny", "tiny.gguf", { wrongRange: true });
    const part = await download(started, { range: "bytes=5-9" });
    expect(part.headers.get("content-range")).toBe("bytes 6-9/100000");
    expect((await bytesOf(part)).equals(model.subarray(6, 10))).toBe(true);
  });

  test("errors of the hub and of the download host", async () => {
    const started = await misbehaving({ status: 429, retryAfter: 3 });
    const limited = await fetch(started.url + RESOLVE, { redirect: "manual" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "3"]);
    started.misbehave("ada/tiny", "tiny.gguf", { cdnStatus: 503 });
    expect((await download(started)).status).toBe(503);
  });

  test("redirects that never end, or lead elsewhere", async () => {
    const started = await misbehaving({ redirect: "loop" });
    await expect(fetch(started.url + RESOLVE)).rejects.toThrow("fetch failed");
    expect(started.requests.length).toBeGreaterThan(5);
    started.misbehave("ada/tiny", "tiny.gguf", { redirect: "file:///etc/hostname" });
    expect(await linkOf(started)).toBe("file:///etc/hostname");
  });

  test("a link that expires", async () => {
    const started = await misbehaving({ linkUses: 2 });
    const link = await linkOf(started);
    const statuses: number[] = [];
    for (let use = 0; use < 3; use++)
      statuses.push((await fetch(link, { headers: { range: "bytes=0-0" } })).status);
    expect(statuses).toEqual([206, 206, 403]);
    expect((await fetch(await linkOf(started))).status).toBe(200);
  });

  test("slow: its pieces come one by one", async () => {
    const started = await misbehaving({ bytesPerSecond: 400_000 });
    const pieces: number[] = [];
    for await (const piece of (await download(started)).body ?? []) pieces.push(piece.length);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.reduce((sum, length) => sum + length, 0)).toBe(model.length);
  });
});

test("everything asked is written down, and closing cuts what is open", async () => {
  const started = await start({ faults: { "ada/tiny/tiny.gguf": { stallAfterBytes: 1 } } });
  const answer = await download(started, { range: "bytes=7-" });
  const [first, second] = started.requests;
  expect(first).toMatchObject({ host: "hub", method: "GET", url: RESOLVE, status: 302 });
  expect(second).toMatchObject({ host: "cdn", headers: { range: "bytes=7-" } });
  const [read] = await Promise.allSettled([bytesOf(answer), started.close()]);
  hub = undefined;
  expect(read.status).toBe("rejected");
});
