import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkEvents } from "../../src/http/responses/event-rules.fixture.ts";
import { startServer, type StartedServer } from "./started-server.ts";

let first: StartedServer;
let second: StartedServer;
beforeAll(async () => {
  first = await startServer();
  second = await startServer({}, first.data);
});
afterAll(async () => {
  await second.stop();
});

const client = ({ url }: StartedServer) =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey: first.key, maxRetries: 0 });
const events = async ({ url }: StartedServer, id: string, query = "") => {
  const headers = { authorization: `Bearer ${first.key}` };
  return (await fetch(`${url}/v1/responses/${id}?stream=true${query}`, { headers })).text();
};
const begin = (input: string) =>
  client(first).responses.create({ model: "rehearsal-slow", input, background: true });

test("a response that one process makes is streamed by another, from any event on", async () => {
  const { id } = await begin("Count to 8");
  const [here, there] = await Promise.all([events(first, id), events(second, id)]);
  expect(there).toBe(here);
  const all = checkEvents(there);
  expect(all.at(-1)?.type).toBe("response.completed");
  expect(checkEvents(await events(second, id, "&starting_after=6"), 7)).toEqual(all.slice(7));
  const next = await client(second).responses.create({
    model: "rehearsal",
    input: "Count to 2",
    previous_response_id: id,
  });
  expect(next.output_text).toBe("1, 2");
});

test("a response is cancelled by another process than makes it", async () => {
  const { id } = await begin("Count to 200");
  const following = events(first, id);
  await expect.poll(async () => (await client(second).responses.retrieve(id)).status).toBe("in_progress");
  expect((await client(second).responses.cancel(id)).status).toBe("cancelled");
  expect(checkEvents(await following).at(-1)?.type).toBe("response.cancelled");
  expect((await client(first).responses.retrieve(id)).status).toBe("cancelled");
});

test("what was acknowledged survives the process; what it was at work on has failed", async () => {
  const done = await client(first).responses.create({ model: "rehearsal", input: "Count to 3" });
  const { id } = await begin("Count to 200");
  await expect.poll(async () => (await client(second).responses.retrieve(id)).status).toBe("in_progress");
  await first.kill();
  expect((await client(second).responses.retrieve(done.id)).output_text).toBe("1, 2, 3");
  await expect
    .poll(async () => (await client(second).responses.retrieve(id)).status, {
      timeout: 45_000,
      interval: 500,
    })
    .toBe("failed");
  expect(checkEvents(await events(second, id)).at(-1)?.type).toBe("response.failed");
}, 60_000);
