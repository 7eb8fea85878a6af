import fc from "fast-check";
import { expect, test } from "vitest";
import { fetchFile, mib, sha256, someBytes } from "./fetch-file.fixture.ts";
import { serveFile, testWeb } from "./file-server.fixture.ts";
import { MemoryFiles } from "./memory-files.fixture.ts";
import type { DownloadProgress } from "./meter.ts";

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
        const fetched = await fetchFile({
          server,
          files,
          web,
          options: { partBytes, parallel, retries: 20 },
        });
        expect(fetched).toEqual({ bytes: size, sha256: sha256(bytes) });
        expect(files.files.get("file")?.equals(bytes)).toBe(true);
        expect([...files.files.keys()]).toEqual(["file"]);
        expect(files.opened).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test("tries that end at any points, and a last one, make a whole file", async () => {
  const bytes = someBytes(20_000);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(6_000), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 500, max: 9_000 }),
      async (cuts, partBytes) => {
        const server = await serveFile(bytes);
        const files = new MemoryFiles();
        const web = testWeb();
        for (const cut of cuts) {
          server.cuts.splice(0, 1, cut);
          await fetchFile({ server, files, web, options: { partBytes, parallel: 1, retries: 0 } }).catch(
            (error: unknown) => {
              expect(error).toMatchObject({ code: expect.stringMatching(/^upstream_(failed|truncated)$/) });
            },
          );
          if (files.files.has("file")) return;
        }
        server.cuts.splice(0);
        await fetchFile({ server, files, web, options: { partBytes } });
        expect(files.files.get("file")?.equals(bytes)).toBe(true);
      },
    ),
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
  files.files.set(
    "file.part.journal",
    Buffer.from('parley-download 1 5000 etag "one"\n0 1000\n1000 2000\n2000 300'),
  );
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
  files.files.set(
    "file.part.journal",
    Buffer.from(`parley-download 1 5000 sha256 ${sha256(bytes)}\n0 5000\n`),
  );
  await fetchFile({ server, files, request: { sha256: sha256(bytes) } });
  expect(server.requests).toEqual([]);
  expect(files.files.get("file")?.equals(bytes)).toBe(true);
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

test("an abort ends it at once in every phase, and keeps what has come", async () => {
  const bytes = someBytes(30 * mib);
  const server = await serveFile(bytes);
  for (const phase of ["downloading", "verifying"] as const) {
    const files = new MemoryFiles();
    const controller = new AbortController();
    const onProgress = (progress: DownloadProgress): void => {
      if (progress.phase === phase && progress.bytes > 0) controller.abort();
    };
    const failure = fetchFile({
      server,
      files,
      options: { signal: controller.signal, onProgress, partBytes: 16 * mib },
    });
    await expect(failure).rejects.toMatchObject({ code: "cancelled" });
    expect(files.opened).toBe(0);
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
