import { createCatalogue } from "../engine/catalogue.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Provider } from "../spec/provider.ts";
import { messages, post } from "./asking.fixture.ts";
import { askOnce, begun, chat, holdAnswer, streamed, whole } from "./idempotency/asking-once.fixture.ts";
import { type Served, serveScripted, textAnswer } from "./serving.fixture.ts";

let served: Served;
afterEach(() => served.close());

/** Endpoints that write an answer, streamed and not. */
const endpoints: readonly (readonly [path: string, body: object])[] = [
  [chat, whole],
  [chat, streamed],
  ["/v1/completions", { model: "m", prompt: "Hello" }],
  ["/v1/completions", { model: "m", prompt: "Hello", stream: true }],
  ["/v1/completions", { model: "m", prompt: ["Hello", "Goodbye"] }],
  ["/v1/chat", { model: "m", prompt: "Hello" }],
  ["/v1/chat", { model: "m", prompt: "Hello", stream: true }],
  ["/v1/messages", { model: "m", max_tokens: 5, messages }],
  ["/v1/messages", { model: "m", max_tokens: 5, messages, stream: true }],
];

/** Asks, leaves when the upstream has been asked, and waits until nothing of it is left. */
async function leave(path: string, body: object): Promise<void> {
  const before = served.attempts.length;
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${served.key}`, "content-type": "application/json" };
  const asked = post(served, path, body, { headers, signal: leaving.signal });
  await expect.poll(() => served.attempts.length).toBeGreaterThan(before);
  leaving.abort();
  await asked.then((response) => response.text()).catch(() => undefined); // it was aborted
}

describe("a client that leaves", () => {
  beforeEach(async () => (served = await serveScripted()));

  test.each(endpoints)("has its upstream told before the first byte: %s %j", async (path, body) => {
    served.script = () => [new Promise(() => undefined), ...textAnswer("late")];
    await leave(path, body);
    await expect.poll(() => served.attempts.every(({ signal }) => signal.aborted)).toBe(true);
    await expect.poll(() => served.open.size).toBe(0);
  });

  test("leaves nothing behind, however often", async () => {
    holdAnswer(served);
    const count = 100;
    await leave(chat, streamed);
    const timers = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === "Timeout" || name === "TCPSocketWrap")
        .length;
    await expect.poll(() => served.open.size).toBe(0);
    const before = timers();
    for (let i = 0; i < count; i++) {
      const [path = chat, body = streamed] = endpoints[i % endpoints.length] ?? [];
      await leave(path, body);
    }
    await expect.poll(() => served.attempts.every(({ signal }) => signal.aborted)).toBe(true);
    await expect.poll(() => served.open.size).toBe(0);
    expect(served.admission.running).toBe(0);
    // Of the clients' own connections a few may be kept.
    await expect.poll(timers).toBeLessThan(before + count / 5);
  });
});

describe("where answers are heard out, a client that leaves", () => {
  beforeEach(async () => {
    const draining = (scripted: Provider) =>
      createCatalogue([scripted], [], { traits: new Map([[scripted, { onDisconnect: "drain" }]]) });
    served = await serveScripted(draining);
  });

  test.each(endpoints)("goes unnoticed upstream, and breaks nothing here: %s %j", async (path, body) => {
    const gate = Promise.withResolvers<void>();
    served.script = () => [gate.promise, ...textAnswer("late")];
    await leave(path, body);
    await expect.poll(() => served.open.size).toBe(0);
    gate.resolve();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(served.attempts.some(({ signal }) => signal.aborted)).toBe(false);
    expect(served.failures.filter(({ code }) => code === "internal")).toEqual([]);
  });

  test("and comes again with its idempotency key gets the answer, and there was one call", async () => {
    const { go } = holdAnswer(served);
    const leaving = new AbortController();
    await begun(await askOnce(served, "k", streamed, chat, { signal: leaving.signal }));
    leaving.abort();
    await expect.poll(() => served.open.size).toBe(0);
    const early = await askOnce(served, "k", streamed);
    expect(early.status).toBe(409);
    go();
    await expect.poll(async () => (await askOnce(served, "k", streamed)).status).toBe(200);
    const again = await askOnce(served, "k", streamed);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await again.text()).toMatch(/first[^]*then[^]*\[DONE\]/);
    expect(served.attempts).toHaveLength(1);
  });

  test("gets it whole as well", async () => {
    const { go } = holdAnswer(served);
    const leaving = new AbortController();
    const asked = askOnce(served, "k", whole, chat, { signal: leaving.signal });
    await expect.poll(() => served.attempts.length).toBe(1);
    leaving.abort();
    await expect(asked).rejects.toThrow("aborted");
    go();
    await expect.poll(async () => (await askOnce(served, "k", whole)).status).toBe(200);
    expect(await (await askOnce(served, "k", whole)).text()).toContain("first then");
    expect(served.attempts).toHaveLength(1);
  });

  test("and whose call is ended by this side ends it upstream", async () => {
    holdAnswer(served);
    const { ParleyError } = await import("../spec/errors.ts");
    const headers = { authorization: `Bearer ${served.key}`, "content-type": "application/json" };
    const stream = await begun(await post(served, chat, streamed, { headers }));
    for (const exchange of served.open) exchange.abort(new ParleyError("shutting_down"));
    await expect.poll(() => served.attempts[0]?.signal.aborted).toBe(true);
    expect(await stream.rest()).toContain("shutting down");
  });
});
