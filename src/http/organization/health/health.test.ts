import { afterAll, beforeAll, expect, test } from "vitest";
import { createCatalogue } from "../../../engine/catalogue.ts";
import { createKey } from "../../../admin/keys.ts";
import { defaultProject } from "../../../admin/projects.ts";
import { operator } from "../../../spec/actor.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { type Served, serveScripted, textAnswer } from "../../serving.fixture.ts";
import { type HealthObject, healthObject } from "./schema.ts";

let served: Served;
let viewer: string;
beforeAll(async () => {
  served = await serveScripted((scripted) => {
    const twin = { ...scripted };
    return createCatalogue(
      [scripted, twin],
      [
        {
          name: "chat",
          strategy: "weighted",
          sticky: "off",
          hedge: { after: "p95" },
          maxPrice: { output: 3_000_000 },
          retries: { attempts: 0 },
          targets: [
            { provider: "scripted", model: "m", weight: 3, when: { maxTokens: 500, tools: false } },
            { provider: "scripted", model: "other", region: "eu" },
          ],
        },
        { name: "plain", targets: [{ provider: "scripted", model: "m" }] },
        { name: "*", targets: [{ provider: "scripted" }] },
      ],
      {
        traits: new Map([
          [scripted, { label: "a", weight: 2, region: "us" }],
          [twin, { label: "b" }],
        ]),
      },
    );
  });
  const { id: projectId } = await defaultProject(served.keys);
  viewer = (await createKey(served.keys, operator, { projectId, name: "v", role: "viewer" })).secret.reveal();
});
afterAll(() => served.close());

async function health(): Promise<HealthObject> {
  const reply = await fetch(`${served.url}/v1/organization/health`, {
    headers: { authorization: `Bearer ${viewer}` },
  });
  expect(reply.status).toBe(200);
  return healthObject.strict().parse(await reply.json());
}

const ask = (model: string): Promise<Response> =>
  fetch(`${served.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello?" }] }),
  });

test("routes are told as the settings have them, with the endpoints of each target", async () => {
  const { routes, endpoints } = await health();
  expect(routes.map(({ model }) => model)).toEqual(["chat", "plain", "*"]);
  expect(routes[0]).toMatchObject({
    strategy: "weighted",
    sticky: "off",
    retries: 0,
    hedge_after: "p95",
    coalesce: false,
    max_price: { input: null, output: "3.00" },
    targets: [
      { name: "scripted/m#a", rank: 0, weight: 2, region: "us", when: { maxTokens: 500, tools: false } },
      { name: "scripted/m#b", rank: 0, weight: 1, region: null },
      { name: "scripted/other#a", rank: 1, region: "us", when: {} },
      { name: "scripted/other#b", rank: 1, region: "eu" },
    ],
  });
  expect(endpoints).toMatchObject([
    { provider: "scripted", label: "a", region: "us", weight: 2, state: "well", wait_ms: 0, running: 0 },
    { provider: "scripted", label: "b", region: null, weight: 1 },
  ]);
  // Nobody has asked yet: what is unknown is not 0.
  expect(routes[1]?.targets[0]?.first_ms).toEqual({ streamed: null, whole: null });
  expect(endpoints.flatMap(({ models }) => models)).toEqual([]);
});

test("what calls have come to is seen at the endpoint and at every route that leads there", async () => {
  served.script = () => textAnswer("Hello");
  expect((await ask("plain")).status).toBe(200);
  served.script = () => [new ParleyError("upstream_failed")];
  for (let call = 0; call < 5; call++) await (await ask("plain")).text();
  const { endpoints, routes } = await health();
  const models = endpoints.flatMap(({ models }) => models).filter(({ model }) => model === "m");
  expect(models.some(({ state, wait_ms }) => state !== "well" && wait_ms > 0)).toBe(true);
  expect(models.some(({ first_ms }) => first_ms.whole !== null)).toBe(true);
  expect(models.reduce((sum, { failures }) => sum + failures, 0)).toBeGreaterThanOrEqual(5);
  const [chat] = routes;
  expect(chat?.targets.filter(({ model }) => model === "m").map(({ state }) => state)).toEqual(
    routes[1]?.targets.map(({ state }) => state),
  );
  expect(chat?.targets.filter(({ model }) => model === "other").every(({ state }) => state === "well")).toBe(
    true,
  );
});

test("only who may see providers may see this", async () => {
  const reply = await fetch(`${served.url}/v1/organization/health`, {
    headers: { authorization: `Bearer ${served.key}` },
  });
  expect(reply.status).toBe(403);
});
