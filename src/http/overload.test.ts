import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { messages, post, raw } from "./asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "./serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted(undefined, { calls: 1, queue: 1, waitMs: 20 });
});
afterEach(() => served.close());

const chat = "/v1/chat/completions";
const asked = { model: "m", messages };

/** Callers wait for as long as it takes. */
async function waitPatiently(): Promise<void> {
  await served.close();
  served = await serveScripted(undefined, { calls: 1, queue: 1, waitMs: 10_000 });
}

/** A call that has the only place until it is told to go on. */
async function takePlace() {
  const gate = Promise.withResolvers<void>();
  served.script = () => [gate.promise, ...textAnswer("done")];
  const first = post(served, chat, asked);
  await expect.poll(() => served.admission.running).toBe(1);
  return { first, go: () => gate.resolve() };
}

test("a call for which there is no room is refused with 503, says when to come back, and costs nothing", async () => {
  const { first, go } = await takePlace();
  const refused = await post(served, chat, asked);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.headers.get("retry-after-ms")).toBe("1000");
  expect(refused.headers.get("x-should-retry")).toBeNull();
  expect(refused.headers.get("connection")).not.toBe("close");
  expect(refused.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
  expect(await refused.json()).toEqual({
    error: {
      message: "Parley is at work on as many calls as it can bear. Please try again shortly.",
      type: "server_error",
      param: null,
      code: "server_overloaded",
    },
  });
  expect(served.attempts).toHaveLength(1);
  go();
  expect((await first).status).toBe(200);
  await expect.poll(() => served.admission.running).toBe(0);
  expect((await post(served, chat, asked)).status).toBe(200);
});

test("in Anthropic's protocol as its clients know it", async () => {
  const { first, go } = await takePlace();
  const refused = await post(served, "/v1/messages", { ...asked, max_tokens: 5 });
  expect(refused.status).toBe(529);
  expect(refused.headers.get("request-id")).toBe(refused.headers.get("x-request-id"));
  expect(await refused.json()).toMatchObject({ type: "error", error: { type: "overloaded_error" } });
  go();
  await first;
});

test("whoever waits gets the place that becomes free", async () => {
  await waitPatiently();
  const { first, go } = await takePlace();
  const second = post(served, chat, asked);
  await expect.poll(() => served.admission.queued).toBe(1);
  go();
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
});

test("the time that a call allows begins when it comes, and not when it is let in", async () => {
  await waitPatiently();
  const { first, go } = await takePlace();
  const second = post(served, chat, asked, {
    headers: {
      authorization: `Bearer ${served.key}`,
      "content-type": "application/json",
      "x-parley-timeout": "20",
    },
  });
  await expect.poll(() => served.admission.queued).toBe(1);
  await setTimeout(40);
  served.script = () => [Promise.withResolvers<void>().promise];
  go();
  const late = await second;
  expect(late.status).toBe(504);
  expect(await late.text()).toContain("longer than the 20 ms");
  expect((await first).status).toBe(200);
  // Its time was up before anything was asked for.
  expect(served.attempts).toHaveLength(1);
});

test("who leaves while he waits has no place", async () => {
  await waitPatiently();
  const { first, go } = await takePlace();
  const leaving = new AbortController();
  const second = post(served, chat, asked, { signal: leaving.signal });
  second.catch(() => undefined);
  await expect.poll(() => served.admission.queued).toBe(1);
  leaving.abort();
  go();
  expect((await first).status).toBe(200);
  await expect.poll(() => served.admission.queued + served.admission.running).toBe(0);
});

test("asking how it goes, and keeping house, is possible all the while", async () => {
  const { first, go } = await takePlace();
  for (const path of ["/healthz", "/readyz", "/metrics", "/v1/models"]) {
    const response = await fetch(served.url + path, { headers: { authorization: `Bearer ${served.key}` } });
    expect([path, response.status]).toEqual([path, 200]);
  }
  go();
  await first;
});

test("a body that only drips is not waited for", async () => {
  const { first, go } = await takePlace();
  served.admission.look({ turnMs: 0, heap: 0.99 });
  const answer = await raw(
    served,
    `POST ${chat} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-length: 50\r\n\r\n{`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  expect(answer).toMatch(/connection: close/i);
  go();
  await first;
});

test("a large body that nobody will read is not waited for, and its connection is closed", async () => {
  const { first, go } = await takePlace();
  served.admission.look({ turnMs: 0, heap: 0.99 });
  const answer = await raw(
    served,
    `POST ${chat} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-length: 90000\r\n\r\n{`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  expect(answer).toMatch(/connection: close/i);
  go();
  await first;
});
