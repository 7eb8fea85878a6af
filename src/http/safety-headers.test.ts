import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveScripted, type Served } from "./serving.fixture.ts";

let served: Served;
beforeAll(async () => {
  served = await serveScripted();
});
afterAll(() => served.close());

/** What browsers are told with every answer of the API. */
const expected = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": null,
  "x-content-type-options": "nosniff",
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** `fetch` forbids TRACE, and other things that a stranger may send. */
function ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: served.port, host: "127.0.0.1", method, path, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

function told({ headers }: Answer): object {
  return Object.fromEntries(Object.keys(expected).map((name) => [name, headers[name] ?? null]));
}

async function listedRoutes(): Promise<readonly (readonly [string, string])[]> {
  const document = (await (await fetch(`${served.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { readonly tags: readonly string[] }>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    // Pages have headers of their own.
    Object.keys(methods)
      .filter((method) => methods[method]?.tags.includes("Console") === false)
      .map((method) => [method.toUpperCase(), path.replaceAll(/\{[^}]+\}/g, "x")] as const),
  );
}

test("every route of the table, with a key and without one, says so", async () => {
  const routes = await listedRoutes();
  expect(routes.length).toBeGreaterThan(40);
  for (const [method, path] of routes)
    for (const headers of [{}, { authorization: `Bearer ${served.key}` }])
      expect([method, path, told(await ask(method, path, headers))]).toEqual([method, path, expected]);
});

test("so does what no route answers", async () => {
  const preflight = { origin: "https://page.example", "access-control-request-method": "POST" };
  const answers = [
    await ask("GET", "/nowhere"),
    await ask("DELETE", "/v1/chat/completions"),
    await ask("OPTIONS", "/v1/chat/completions", preflight),
    await ask("GET", "/v1/models", { expect: "something" }),
    await ask("GET", "/%zz"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 204, 417, 404]);
  for (const answer of answers) expect(told(answer)).toEqual(expected);
});

test("TRACE and other methods are not allowed, and nothing is echoed", async () => {
  for (const method of ["TRACE", "PUT", "PATCH", "PROPFIND"]) {
    const answer = await ask(method, "/v1/chat/completions", { "x-echo": "me" });
    expect([method, answer.status, answer.headers["allow"]]).toEqual([method, 405, "POST"]);
    expect(answer.headers["x-echo"]).toBeUndefined();
  }
});

test("without TLS nobody is told to use it always, and by a stranger's word neither", async () => {
  const answer = await ask("GET", "/healthz", { "x-forwarded-proto": "https", "x-forwarded-for": "1.2.3.4" });
  expect(answer.headers["strict-transport-security"]).toBeUndefined();
});
