import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { buildCatalogue } from "../build.ts";
import { loadSettings } from "../settings/load.ts";
import { endpointsOf } from "./asked-endpoint.ts";
import { checkProvider } from "./check-providers.ts";

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function check(baseUrl: string, more: { apiKey?: string; offline?: boolean } = {}) {
  const { offline = false, ...rest } = more;
  const settings = loadSettings({
    env: {},
    cwd: "/",
    readFile: () => "",
    input: { providers: { up: { type: "openai-compatible", baseUrl, ...rest } } },
  });
  const { catalogue, close } = await buildCatalogue(settings, systemClock);
  const [each] = settings.providers.flatMap(endpointsOf);
  const [provider] = catalogue.providers;
  if (each === undefined || provider === undefined) throw new Error("no provider");
  const asked = await checkProvider(each, provider, offline);
  await close();
  return asked;
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

test("one that lists its models is well; it is asked with the key", async () => {
  const asked: unknown[] = [];
  const url = await listen((request, response) => {
    asked.push(request.method, request.url, request.headers.authorization);
    response.end('{"data":[{"id":"a"},{"id":"b"}]}');
  });
  expect(await check(`${url}/v1`, { apiKey: "the-key" })).toEqual({
    name: "up",
    findings: [{ check: "Provider up", level: "ok", message: `${url}/v1 answers and lists 2 models.` }],
    models: ["a", "b"],
  });
  expect(asked).toEqual(["GET", "/v1/models", "Bearer the-key"]);
});

test("a service with thousands of models may list them all", async () => {
  const data = Array.from({ length: 3000 }, (_, index) => ({
    id: `model-${index}`,
    description: "x".repeat(200),
  }));
  const { models } = await check(`${await listen(json(200, { data }))}/v1`);
  expect(models).toHaveLength(3000);
});

describe("what goes wrong is a finding that says what to do", () => {
  test.each([
    [401, { error: { message: "Incorrect API key: secret-words" } }, "problem", "wants a key (HTTP 401)"],
    [403, {}, "problem", "wants a key (HTTP 403)"],
    [404, {}, "warning", "has no list of models (HTTP 404)"],
    [429, {}, "warning", "is busy just now (HTTP 429)"],
    [429, { error: { code: "insufficient_quota" } }, "problem", "quota is used up (HTTP 429)"],
    [500, {}, "problem", "fails (HTTP 500)"],
    [503, {}, "warning", "is busy just now (HTTP 503)"],
    [200, { models: [] }, "problem", "something that is no list of models"],
    [301, {}, "problem", "something that is no list of models"],
  ])("status %i with %j", async (status, body, level, words) => {
    const { findings, models } = await check(`${await listen(json(status, body))}/v1`);
    expect(findings).toMatchObject([
      { level, message: expect.stringContaining(words), remedy: expect.stringMatching(/\w/) },
    ]);
    expect(JSON.stringify(findings)).not.toContain("secret-words");
    expect(models).toBeUndefined();
  });

  test("a key that is refused is named by its setting, and not shown", async () => {
    const { findings } = await check(`${await listen(json(401, {}))}/v1`, { apiKey: "the-key" });
    expect(findings).toMatchObject([
      {
        message: expect.stringContaining("refuses the key"),
        remedy: expect.stringContaining("providers.up.apiKey"),
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain("the-key");
  });

  test("a page instead of JSON", async () => {
    const { findings } = await check(await listen((_request, response) => void response.end("<html>")));
    expect(findings).toMatchObject([
      { level: "problem", message: expect.stringContaining("no list of models") },
    ]);
  });

  test("nobody there", async () => {
    const { findings } = await check("http://127.0.0.1:9/v1");
    expect(findings).toMatchObject([
      { level: "problem", message: "http://127.0.0.1:9/v1 cannot be reached: nothing listens there." },
    ]);
  });

  test("TLS where there is none", async () => {
    const url = (await listen(json(200, {}))).replace("http:", "https:");
    const { findings } = await check(`${url}/v1`);
    expect(findings).toMatchObject([
      { level: "problem", message: expect.stringContaining("does not speak TLS") },
    ]);
  });

  test("no answer", async () => {
    const { findings } = await check(`${await listen(() => undefined)}/v1`);
    expect(findings).toMatchObject([
      { level: "problem", message: expect.stringContaining("did not answer within 5 seconds") },
    ]);
  });
});

test("offline nobody is asked", async () => {
  let asked = 0;
  const url = await listen((_request, response) => void (asked++, response.end()));
  const { findings, models } = await check(`${url}/v1`, { offline: true });
  expect(findings).toEqual([
    { check: "Provider up", level: "ok", message: `${url}/v1 was not asked (--offline).` },
  ]);
  expect(models).toBeUndefined();
  expect(asked).toBe(0);
});

test("a key on its way over plain http to another machine is a warning", async () => {
  const { findings } = await check("http://192.0.2.1/v1", { apiKey: "the-key", offline: true });
  expect(findings).toMatchObject([
    { level: "ok" },
    { level: "warning", message: "The key travels to http://192.0.2.1/v1 in clear text." },
  ]);
  expect((await check("http://192.0.2.1/v1", { offline: true })).findings).toHaveLength(1);
  expect((await check("https://192.0.2.1/v1", { apiKey: "the-key", offline: true })).findings).toHaveLength(
    1,
  );
  expect((await check("http://[::1]:8000/v1", { apiKey: "the-key", offline: true })).findings).toHaveLength(
    1,
  );
});
