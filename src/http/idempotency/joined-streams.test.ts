import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { type Served, serveScripted, textAnswer } from "../serving.fixture.ts";
import { askOnce, begun, chat, holdAnswer, streamed } from "./asking-once.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const ask = (key: string, body: object = streamed, path = chat, more: RequestInit = {}) =>
  askOnce(served, key, body, path, more);
const held = () => holdAnswer(served);
const idempotency = () => served.keys.stores.idempotency;

describe("a stream", () => {
  test("is joined from its first byte by who asks again, and is one call", async () => {
    const { go } = held();
    const first = await begun(await ask("k", streamed));
    const response = await ask("k", streamed);
    expect(response.headers.get("idempotent-replayed")).toBe("true");
    const second = await begun(response);
    await expect.poll(() => second.read()).toContain("first");
    go();
    const text = await first.rest();
    expect(await second.rest()).toBe(text);
    expect(text).toContain("[DONE]");
    expect(await (await ask("k", streamed)).text()).toBe(text);
    expect(served.attempts).toHaveLength(1);
  });

  test("asked for two hundred times at once is one call, and all read the same", async () => {
    served.script = () => textAnswer(...Array.from({ length: 50 }, (_, number) => ` ${number}`));
    const all = await Promise.all(Array.from({ length: 200 }, async () => (await ask("k", streamed)).text()));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toContain("[DONE]");
    expect(served.attempts).toHaveLength(1);
  });

  test("goes on when the first caller leaves and another listens", async () => {
    const { go } = held();
    const leaving = new AbortController();
    await begun(await ask("k", streamed, chat, { signal: leaving.signal }));
    const second = await begun(await ask("k", streamed));
    leaving.abort();
    await expect.poll(() => served.open.size).toBe(1);
    expect(served.attempts[0]?.signal.aborted).toBe(false);
    go();
    expect(await second.rest()).toContain("[DONE]");
    expect((await ask("k", streamed)).headers.get("idempotent-replayed")).toBe("true");
    expect(served.attempts).toHaveLength(1);
  });

  test("ends when the last caller leaves, and can be asked for anew", async () => {
    held();
    const leaving = [new AbortController(), new AbortController()];
    for (const { signal } of leaving) await begun(await ask("k", streamed, chat, { signal }));
    leaving[0]?.abort();
    await expect.poll(() => served.open.size).toBe(1);
    expect(served.attempts[0]?.signal.aborted).toBe(false);
    leaving[1]?.abort();
    await expect.poll(() => served.attempts[0]?.signal.aborted).toBe(true);
    await expect.poll(() => served.open.size).toBe(0);
    served.script = () => textAnswer("anew");
    const again = await ask("k", streamed);
    expect(again.headers.get("idempotent-replayed")).toBeNull();
    expect(await again.text()).toContain("anew");
    expect(served.attempts).toHaveLength(2);
  });

  test("that breaks off ends with an error for all, and can be asked for anew", async () => {
    const { fail } = held();
    const first = await begun(await ask("k", streamed));
    const second = await begun(await ask("k", streamed));
    fail(new ParleyError("upstream_truncated"));
    const text = await first.rest();
    expect(text).toContain("broke off");
    expect(text).not.toContain("[DONE]");
    expect(await second.rest()).toBe(text);
    served.script = () => textAnswer("whole");
    expect(await (await ask("k", streamed)).text()).toContain("whole");
  });

  test("shows its end only when it is kept", async () => {
    const gate = Promise.withResolvers<void>();
    const store = idempotency();
    const finish = store.finish.bind(store);
    vi.spyOn(store, "finish").mockImplementation(async (...words) => {
      await gate.promise;
      return finish(...words);
    });
    const stream = await begun(await ask("k", streamed));
    const rest = stream.rest();
    await expect.poll(() => stream.read()).toContain("there");
    await expect.poll(() => vi.mocked(store.finish).mock.calls.length).toBe(1);
    expect(stream.read()).not.toContain("[DONE]");
    gate.resolve();
    expect(await rest).toContain("[DONE]");
  });

  test("tells each of its callers why it ends, and goes on for the others", async () => {
    const { go } = held();
    const first = await begun(await ask("k", streamed));
    const second = await begun(await ask("k", streamed));
    const [one] = served.open;
    one?.abort(new ParleyError("invalid_api_key", { message: "This API key was revoked." }));
    expect(await first.rest()).toContain("revoked");
    go();
    const text = await second.rest();
    expect(text).toContain("[DONE]");
    expect(text).not.toContain("revoked");
  });

  test("ends for all at a shutdown, with the reason", async () => {
    held();
    const all = await Promise.all([1, 2, 3].map(async () => begun(await ask("k", streamed))));
    for (const exchange of served.open) exchange.abort(new ParleyError("shutting_down"));
    for (const text of await Promise.all(all.map((stream) => stream.rest()))) {
      expect(text).toContain("Parley is shutting down.");
      expect(text).not.toContain("[DONE]");
    }
    await expect.poll(() => served.open.size).toBe(0);
  });
});
