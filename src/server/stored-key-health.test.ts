import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../lib/clock.ts";
import { Secret } from "../lib/secret.ts";
import { buildCatalogue } from "./build.ts";
import { load } from "./settings/settings.fixture.ts";

/** Keys of the requests that came. */
const shown: (string | undefined)[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    const good = request.headers.authorization === "Bearer good";
    response.writeHead(good ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(good ? { data: [{ id: "x" }] } : {}));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const refused = { ms: 300_000, growing: false };

test("who was ejected for a key is well again at once with another one, in all its models", async () => {
  const { catalogue, keyed, close } = await buildCatalogue(
    load(`providers: { up: { type: openai-compatible, baseUrl: "${origin}/v1", apiKey: stored } }`),
    systemClock,
  );
  const [way] = keyed;
  const [target] = catalogue.planOf("up/x")?.targets ?? [];
  if (way === undefined || target === undefined) throw new Error("no provider with a stored key");
  const eject = (): void => {
    const now = systemClock.monotonic();
    target.endpoint.health.cool(refused, now, now);
    target.health.cool(refused, now, now);
  };
  const rests = (): readonly boolean[] =>
    [target.endpoint.health, target.health].map((one) => one.coolingMs(systemClock.monotonic()) > 0);

  eject();
  way.provider.use(new Secret("bad"));
  expect(rests()).toEqual([false, false]);
  eject();
  way.provider.use(new Secret("bad"));
  expect(rests()).toEqual([true, true]);
  way.provider.use(new Secret("good"), 1);
  expect(rests()).toEqual([false, false]);
  eject();
  way.provider.use(new Secret("good"), 1);
  expect(rests()).toEqual([true, true]);
  // Whoever sets it again has seen to the account.
  way.provider.use(new Secret("good"), 2);
  expect(rests()).toEqual([false, false]);
  await close();
});

test("a list of models that a key could not read is read with the next one", async () => {
  const { catalogue, keyed, close } = await buildCatalogue(
    load(`providers: { up: { type: openai-compatible, baseUrl: "${origin}/v1", apiKey: stored } }`),
    systemClock,
  );
  const listed = (): boolean => catalogue.list().some(({ id }) => id === "up/x");
  keyed[0]?.provider.use(new Secret("bad"));
  await catalogue.readLists(5_000);
  expect(listed()).toBe(false);
  keyed[0]?.provider.use(new Secret("good"));
  await catalogue.readLists(5_000);
  await expect.poll(listed).toBe(true);
  expect(new Set(shown)).toEqual(new Set(["Bearer bad", "Bearer good"]));
  await close();
});
