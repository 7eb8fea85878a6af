import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { systemClock } from "../clock.ts";
import { download, type DownloadOptions, type DownloadRequest } from "./download.ts";
import { type FileServer, serveFile, testWeb } from "./file-server.fixture.ts";
import { MemoryFiles } from "./memory-files.fixture.ts";
import type { DownloadProgress } from "./meter.ts";
import type { Web } from "./web.ts";

const mib = 1024 * 1024;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes of which no two places look alike. */
function someBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(at, at);
  return bytes;
}

interface Given {
  readonly server: FileServer;
  readonly files?: MemoryFiles;
  readonly web?: Web;
  readonly request?: Partial<DownloadRequest>;
  readonly options?: Partial<DownloadOptions>;
}

function fetchFile({ server, files = new MemoryFiles(), web = testWeb(), request = {}, options = {} }: Given) {
  const sleep = async (_ms: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) throw new ParleyError("cancelled");
  };
  return download(
    { files, web, clock: systemClock, sleep },
    { url: server.url, target: "file", ...request },
    { signal: new AbortController().signal, reserveBytes: 0, ...options },
  );
}

test("any file, in parts of any size, cut at any points, comes whole", async () => {
  const server = await serveFile(Buffer.alloc(0));
  const web = testWeb();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(3_000),
      fc.integer({ min: 100, max: 4_000 }),
      fc.array(fc.nat(1_500), { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (size, partBytes, cuts, parallel, ranges) => {
        const bytes = someBytes(size);
        Object.assign(server, { bytes, ranges });
        server.cuts.splice(0, server.cuts.length, ...cuts);
        const files = new MemoryFiles();
        const fetched = await fetchFile({ server, files, web, options: { partBytes, parallel, retries: 20 } });
        expect(fetched).toEqual({ bytes: size, sha256: sha256(bytes) });
        expect(files.files.get("file")?.equals(bytes)).toBe(true);
        expect([...files.files.keys()]).toEqual(["file"]);
        expect(files.open_).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test("tries that end at any points, and a last one, make a whole file, and ask for nothing twice", async () => {
  const bytes = someBytes(20_000);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(6_000), { minLength: 1, maxLength: 5 }), fc.integer({ min: 500, max: 9_000 }), async (cuts, partBytes) => {
      const server = await serveFile(bytes);
      const files = new MemoryFiles();
      const web = testWeb();
      for (const cut of cuts) {
        server.cuts.splice(0, 1, cut);
        await fetchFile({ server, files, web, options: { partBytes, parallel: 1, retries: 0 } }).catch((error: unknown) => {
          expect(error).toMatchObject({ code: expect.stringMatching(/^upstream_(failed|truncated)$/) });
        });
        if (files.files.has("file")) return;
      }
      server.cuts.splice(0);
      await fetchFile({ server, files, web, options: { partBytes } });
      expect(files.files.get("file")?.equals(bytes)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test("what an earlier try has left is not fetched again", async () => {
  const server = await serveFile(someBytes(10_000));
  const files = new MemoryFiles();
  server.cuts.push(7_000);
  const options = { partBytes: 10_000, retries: 0 };
  await expect(fetchFile({ server, files, options })).rejects.toMatchObject({ code: "upstream_truncated" });
  expect([...files.files.keys()].sort()).toEqual(["file.part", "file.part.journal"]);
  await fetchFile({ server, files, options });
  expect(server.requests.map(({ range }) => range)).toEqual(["bytes=0-9999", "bytes=7000-9999"]);
});

test("a journal that was cut in the middle of a line counts without it", async () => {
  const bytes = someBytes(5_000);
  const server = await serveFile(bytes);
  const files = new MemoryFiles();
  files.files.set("file.part", Buffer.concat([bytes.subarray(0, 2_000), Buffer.alloc(3_000, 255)]));
  files.files.set("file.part.journal", Buffer.from('parley-download 1 5000 etag "one"\n0 1000\n1000 2000\n2000 300'));
  expect(await fetchFile({ server, files })).toMatchObject({ sha256: sha256(bytes) });
  expect(server.requests[0]?.range).toBe("bytes=2000-4999");
});

test.each([
  ["another version on the server", 'parley-download 1 5000 etag "old"\n0 1000\n'],
  ["another size", 'parley-download 1 4999 etag "one"\n0 1000\n'],
  ["nothing to know the version by", "parley-download 1 5000\n0 1000\n"],
  ["a journal of somebody else", "hello\n0 1000\n"],
  ["more than the part file has", 'parley-download 1 5000 etag "one"\n0 4000\n'],
])("what is left is thrown away: %s", async (_why, journal) => {
  const bytes = someBytes(5_000);
  const server = await serveFile(bytes);
  const files = new MemoryFiles();
  files.files.set("file.part", Buffer.alloc(2_000, 255));
  files.files.set("file.part.journal", Buffer.from(journal));
  expect(await fetchFile({ server, files })).toEqual({ bytes: 5_000, sha256: sha256(bytes) });
});

test("a file that was whole when the last try ended is only verified", async () => {
  const bytes = someBytes(5_000);
  const server = await serveFile(bytes);
  const files = new MemoryFiles();
  files.files.set("file.part", bytes);
  files.files.set("file.part.journal", Buffer.from(`parley-download 1 5000 sha256 ${sha256(bytes)}\n0 5000\n`));
  await fetchFile({ server, files, request: { sha256: sha256(bytes) } });
  expect(server.requests).toEqual([]);
  expect(files.files.get("file")?.equals(bytes)).toBe(true);
});

test("a wrong hash deletes the file and says so", async () => {
  const server = await serveFile(someBytes(5_000));
  const files = new MemoryFiles();
  const failure = fetchFile({ server, files, request: { sha256: "0".repeat(64) } });
  await expect(failure).rejects.toMatchObject({ code: "upstream_invalid", message: expect.stringMatching(/SHA-256 .* not 0{64}\. It was deleted\./) });
  expect(files.files.size).toBe(0);
  expect(files.open_).toBe(0);
});

test("a file that is not accepted is deleted", async () => {
  const server = await serveFile(someBytes(5_000));
  const files = new MemoryFiles();
  const accept = () => Promise.reject(new ParleyError("invalid_value", { message: "no" }));
  await expect(fetchFile({ server, files, request: { accept } })).rejects.toThrow("no");
  expect(files.files.size).toBe(0);
});

test("another size than promised is refused before anything is fetched", async () => {
  const server = await serveFile(someBytes(5_000));
  const files = new MemoryFiles();
  await expect(fetchFile({ server, files, request: { bytes: 5_001 } })).rejects.toThrow("has 5000 bytes, and should have 5001");
  server.ranges = false;
  await expect(fetchFile({ server, files, request: { bytes: 5_001 } })).rejects.toThrow("has 5000 bytes, and should have 5001");
  expect(files.files.size).toBe(0);
});

test("whoever may refuse the size hears of it first", async () => {
  const server = await serveFile(someBytes(5_000));
  const files = new MemoryFiles();
  const admit = (bytes: number): void => {
    throw new ParleyError("invalid_value", { message: `${bytes} is too much` });
  };
  await expect(fetchFile({ server, files, request: { admit } })).rejects.toThrow("5000 is too much");
  expect(files.files.size).toBe(0);
});

test("without ranges and length, chunks tell the end; without these, only a hash could", async () => {
  const bytes = someBytes(5_000);
  const server = await serveFile(bytes);
  server.ranges = false;
  server.length = false;
  expect(await fetchFile({ server })).toMatchObject({ bytes: 5_000 });
  server.instead = (_request, response) => {
    response.shouldKeepAlive = false;
    response.useChunkedEncodingByDefault = false;
    response.end(bytes);
    return true;
  };
  await expect(fetchFile({ server })).rejects.toThrow("does not say how large the file is");
  expect(await fetchFile({ server, request: { sha256: sha256(bytes) } })).toMatchObject({ bytes: 5_000 });
});

test("a full disk keeps what has come, and the next try goes on from there", async () => {
  const bytes = someBytes(40 * mib);
  const server = await serveFile(bytes);
  const files = new MemoryFiles();
  files.beforeWrite = (path, end) => {
    if (path === "file.part" && end > 20 * mib) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const options = { parallel: 1, partBytes: 16 * mib };
  await expect(fetchFile({ server, files, options })).rejects.toMatchObject({
    code: "storage_unavailable",
    message: expect.stringContaining("The disk is full. What has come is kept"),
  });
  expect(files.open_).toBe(0);
  const before = server.requests.length;
  files.beforeWrite = () => undefined;
  await fetchFile({ server, files, options });
  expect(server.requests[before]?.range).toMatch(/^bytes=(1[6-9]|2\d)\d{6}-/);
  expect(files.files.get("file")?.equals(bytes)).toBe(true);
});

test("a disk that is too small is refused first, and one that gets full meanwhile is noticed before it is", async () => {
  const server = await serveFile(someBytes(40 * mib));
  const files = new MemoryFiles();
  files.free = 41 * mib;
  const options = { reserveBytes: 2 * mib, parallel: 1, partBytes: 16 * mib };
  await expect(fetchFile({ server, files, options })).rejects.toThrow("There is too little room on the disk: 0.04 GiB are to come");
  expect([...files.files.keys()].filter((path) => path.endsWith("journal"))).toEqual([]);
  files.free = 50 * mib;
  files.beforeWrite = () => (files.free -= mib * 2);
  await expect(fetchFile({ server, files, options })).rejects.toThrow("The disk is full");
  expect(files.files.has("file.part.journal")).toBe(true);
});

test("the token goes to its own origin and to no other, however often it is redirected", async () => {
  const server = await serveFile(someBytes(5_000));
  const hub = await serveFile(Buffer.alloc(0));
  hub.instead = (_request, response) => {
    response.writeHead(302, { location: `${server.url.href}?signed` }).end("Found");
    return true;
  };
  const web = testWeb({ token: "secret-token", tokenOrigin: hub.url.origin });
  await fetchFile({ server: hub, web, options: { partBytes: 1_000 } });
  expect(hub.requests.map(({ authorization }) => authorization)).toContain("Bearer secret-token");
  expect(server.requests.length).toBe(5);
  for (const headers of server.requests) expect(JSON.stringify(headers)).not.toContain("secret");
});

test("an address that was good for a while only is asked for anew", async () => {
  const server = await serveFile(someBytes(5_000));
  const hub = await serveFile(Buffer.alloc(0));
  let links = 0;
  hub.instead = (_request, response) => {
    response.writeHead(302, { location: `${server.url.href}?link=${++links}` }).end();
    return true;
  };
  const uses = new Map<string, number>();
  server.instead = (request, response) => {
    const url = request.url ?? "";
    uses.set(url, (uses.get(url) ?? 0) + 1);
    if ((uses.get(url) ?? 0) <= 2) return false;
    response.writeHead(403).end();
    return true;
  };
  expect(await fetchFile({ server: hub, options: { partBytes: 1_000, parallel: 1 } })).toMatchObject({ bytes: 5_000 });
  expect(links).toBe(3);
});

test.each([
  [404, "not_found"],
  [401, "upstream_credentials"],
  [403, "upstream_credentials"],
  [418, "upstream_invalid"],
])("status %i is final", async (status, code) => {
  const server = await serveFile(Buffer.alloc(0));
  server.instead = (_request, response) => {
    response.writeHead(status).end("no");
    return true;
  };
  const files = new MemoryFiles();
  await expect(fetchFile({ server, files })).rejects.toMatchObject({ code, raw: { status }, message: expect.stringContaining("127.0.0.1") });
  expect(server.requests.length).toBe(1);
  expect(files.files.size).toBe(0);
});

test("a server that is busy for a while is asked again, within bounds", async () => {
  const server = await serveFile(someBytes(9_000));
  let busy = 0;
  server.instead = (request, response) => {
    if (request.headers.range?.startsWith("bytes=0-") === true || busy-- <= 0) return false;
    response.writeHead(503, { "retry-after": "1" }).end();
    return true;
  };
  busy = 3;
  expect(await fetchFile({ server, options: { partBytes: 3_000, parallel: 1 } })).toMatchObject({ bytes: 9_000 });
  busy = 1_000;
  await expect(fetchFile({ server, options: { partBytes: 3_000, parallel: 1, retries: 4 } })).rejects.toMatchObject({ code: "upstream_overloaded" });
  expect(busy).toBe(995);
});

test("a file that changes on the server meanwhile is noticed", async () => {
  const server = await serveFile(someBytes(9_000));
  server.instead = () => {
    server.etag = `"${server.requests.length}"`;
    return false;
  };
  await expect(fetchFile({ server, options: { partBytes: 3_000 } })).rejects.toThrow("changed while it was fetched");
});

test.each([
  ["another range", { "content-range": "bytes 1-99/100" }, 206, "another range"],
  ["no range at all", {}, 206, "another range"],
  ["a web page", { "content-type": "text/html; charset=utf-8" }, 200, "a web page instead of a file"],
  ["compressed bytes", { "content-encoding": "gzip" }, 200, "compressed"],
])("%s is refused", async (_what, headers, status, words) => {
  const server = await serveFile(Buffer.alloc(0));
  server.instead = (_request, response) => {
    response.writeHead(status, headers).end("x".repeat(99));
    return true;
  };
  await expect(fetchFile({ server })).rejects.toThrow(words);
});

test("an abort ends it at once in every phase, and keeps what has come", async () => {
  const bytes = someBytes(30 * mib);
  const server = await serveFile(bytes);
  for (const phase of ["downloading", "verifying"] as const) {
    const files = new MemoryFiles();
    const controller = new AbortController();
    const onProgress = (progress: DownloadProgress): void => {
      if (progress.phase === phase && progress.bytes > 0) controller.abort();
    };
    const failure = fetchFile({ server, files, options: { signal: controller.signal, onProgress, partBytes: 16 * mib } });
    await expect(failure).rejects.toMatchObject({ code: "cancelled" });
    expect(files.open_).toBe(0);
    expect([...files.files.keys()].sort()).toEqual(["file.part", "file.part.journal"]);
    expect(await fetchFile({ server, files })).toMatchObject({ sha256: sha256(bytes) });
  }
});

test("progress grows to the whole, with what was there before, and then the file is verified", async () => {
  const server = await serveFile(someBytes(10_000));
  const files = new MemoryFiles();
  server.cuts.push(4_000);
  await fetchFile({ server, files, options: { retries: 0 } }).catch(() => undefined);
  const seen: DownloadProgress[] = [];
  await fetchFile({ server, files, options: { onProgress: (progress) => seen.push(progress) } });
  expect(seen[0]).toMatchObject({ phase: "downloading", bytes: 4_000, totalBytes: 10_000 });
  const last = seen.filter(({ phase }) => phase === "downloading").at(-1);
  expect(last).toMatchObject({ bytes: 10_000, totalBytes: 10_000 });
  expect(seen.at(-1)?.phase).toBe("verifying");
});
