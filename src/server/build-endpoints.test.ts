import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../lib/clock.ts";
import { buildCatalogue } from "./build.ts";
import { load } from "./settings/settings.fixture.ts";

/** Keys and addresses of the requests that came. */
const seen: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.headers.authorization} ${request.url}`);
    const broken = request.headers.authorization === "Bearer broken";
    response.writeHead(broken ? 401 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(broken ? {} : { data: [{ id: "x", context_length: 4_096 }] }));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const settings = (rest = "") =>
  load(`providers:
  up:
    type: openai-compatible
    baseUrl: ${url}/v1
    apiKey: broken
    endpoints:
      - {}
      - { name: second, apiKey: own, weight: 3, region: eu, baseUrl: "${url}/v2" }
${rest}`);

test("each endpoint of the settings is a way out of its own, with its own key and address", async () => {
  const { catalogue, close } = await buildCatalogue(settings(), systemClock);
  const targets = catalogue.planOf("up/x")?.targets ?? [];
  expect(targets.map(({ name, weight, region }) => [name, weight, region])).toEqual([
    ["up/x#1", 0.25, undefined],
    ["up/x#second", 0.75, "eu"],
  ]);
  seen.length = 0;
  await Promise.allSettled(targets.map(({ provider }) => provider.listModels(AbortSignal.timeout(5_000))));
  expect(seen.toSorted()).toEqual(["Bearer broken /v1/models", "Bearer own /v2/models"]);
  await close();
});

test("the list of models is asked of one endpoint after the other", async () => {
  const { catalogue, close } = await buildCatalogue(settings(), systemClock);
  await catalogue.readLists(5_000);
  expect(catalogue.list().find(({ id }) => id === "up/x")).toEqual({
    id: "up/x",
    ownedBy: "up",
    contextTokens: 4_096,
  });
  await close();
});

test("where models are written, nobody is asked", async () => {
  const { catalogue, close } = await buildCatalogue(settings("    models: [y]\n"), systemClock);
  seen.length = 0;
  await catalogue.readLists(5_000);
  const ids = catalogue.list().map(({ id }) => id);
  expect([seen, ids.includes("up/y"), ids.includes("up/x")]).toEqual([[], true, false]);
  await close();
});
