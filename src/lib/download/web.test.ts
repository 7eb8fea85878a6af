import { expect, test } from "vitest";
import { serveFile, testWeb } from "./file-server.fixture.ts";

const signal = new AbortController().signal;

async function redirecting(location: string | undefined) {
  const server = await serveFile(Buffer.from("here"));
  server.instead = (request, response) => {
    if (request.url === "/there") return false;
    response.writeHead(302, location === undefined ? {} : { location }).end("Found");
    return true;
  };
  return server;
}

test("a relative redirect is followed", async () => {
  const server = await redirecting("/there");
  const { response, url } = await testWeb().get(server.url, {}, signal);
  expect(response.status).toBe(200);
  expect(url.pathname).toBe("/there");
});

test.each([
  ["to itself for ever", "/again", "redirects more than 5 times"],
  ["nowhere", undefined, "an address that makes no sense"],
  ["to no address", "http://", "an address that makes no sense"],
  ["to a file", "file:///etc/passwd", "file is refused"],
  ["to a name and a password", "http://ann:secret@127.0.0.1/", "user name or password"],
])("a redirect %s is refused", async (_where, location, words) => {
  const server = await redirecting(location);
  await expect(testWeb().get(server.url, {}, signal)).rejects.toThrow(words);
});

test("http is only asked where that is allowed, at the start and after a redirect", async () => {
  const server = await redirecting("http://other.invalid/there");
  const web = testWeb({ mayBePlain: (url) => url.hostname === "127.0.0.1" });
  await expect(web.get(server.url, {}, signal)).rejects.toThrow("http is refused for other.invalid");
  await expect(web.get(new URL("http://other.invalid/"), {}, signal)).rejects.toThrow(
    "http is refused for other.invalid",
  );
  await expect(web.get(new URL("ftp://127.0.0.1/"), {}, signal)).rejects.toThrow("ftp is refused");
});

test("what was encrypted stays so", async () => {
  const plain = await serveFile(Buffer.from("here"));
  const web = testWeb({
    connect: () => ({
      send: () => ({
        started: Promise.resolve({
          status: 302,
          headers: { location: plain.url.href },
          next: () => Promise.resolve(undefined),
          read: () => Promise.reject(new TypeError("nobody reads a redirect like this")),
          cancel: () => undefined,
        }),
        cancel: () => undefined,
      }),
      close: () => Promise.resolve(),
    }),
  });
  await expect(web.get(new URL("https://hub.invalid/file"), {}, signal)).rejects.toThrow(
    "redirects from https to http, which is refused",
  );
  expect(plain.requests).toEqual([]);
});
