import { expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { fetchFile, mib, someBytes } from "./fetch-file.fixture.ts";
import { serveFile, testWeb } from "./file-server.fixture.ts";
import { MemoryFiles } from "./memory-files.fixture.ts";

test("a wrong hash deletes the file and says so", async () => {
  const server = await serveFile(someBytes(5_000));
  const files = new MemoryFiles();
  const failure = fetchFile({ server, files, request: { sha256: "0".repeat(64) } });
  await expect(failure).rejects.toMatchObject({
    code: "upstream_invalid",
    message: expect.stringMatching(/SHA-256 .* not 0{64}\. It was deleted\./),
  });
  expect(files.files.size).toBe(0);
  expect(files.opened).toBe(0);
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
  await expect(fetchFile({ server, files, request: { bytes: 5_001 } })).rejects.toThrow(
    "has 5000 bytes, and should have 5001",
  );
  server.ranges = false;
  await expect(fetchFile({ server, files, request: { bytes: 5_001 } })).rejects.toThrow(
    "has 5000 bytes, and should have 5001",
  );
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

test("a full disk keeps what has come, and the next try goes on from there", async () => {
  const bytes = someBytes(40 * mib);
  const server = await serveFile(bytes);
  const files = new MemoryFiles();
  files.beforeWrite = (path, end) => {
    if (path === "file.part" && end > 20 * mib)
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const options = { parallel: 1, partBytes: 16 * mib };
  await expect(fetchFile({ server, files, options })).rejects.toMatchObject({
    code: "storage_unavailable",
    message: expect.stringContaining("The disk is full. What has come is kept"),
  });
  expect(files.opened).toBe(0);
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
  await expect(fetchFile({ server, files, options })).rejects.toThrow(
    "There is too little room on the disk: 0.04 GiB are to come",
  );
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
  expect(await fetchFile({ server: hub, options: { partBytes: 1_000, parallel: 1 } })).toMatchObject({
    bytes: 5_000,
  });
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
  await expect(fetchFile({ server, files })).rejects.toMatchObject({
    code,
    raw: { status },
    message: expect.stringContaining("127.0.0.1"),
  });
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
  expect(await fetchFile({ server, options: { partBytes: 3_000, parallel: 1 } })).toMatchObject({
    bytes: 9_000,
  });
  busy = 1_000;
  await expect(
    fetchFile({ server, options: { partBytes: 3_000, parallel: 1, retries: 4 } }),
  ).rejects.toMatchObject({ code: "upstream_overloaded" });
  expect(busy).toBe(995);
});

test("a file that changes on the server meanwhile is noticed", async () => {
  const server = await serveFile(someBytes(9_000));
  server.instead = () => {
    server.etag = `"${server.requests.length}"`;
    return false;
  };
  await expect(fetchFile({ server, options: { partBytes: 3_000 } })).rejects.toThrow(
    "changed while it was fetched",
  );
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
