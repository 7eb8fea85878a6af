import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { eventData, messages, post } from "./asking.fixture.ts";
import { serveScripted, type Served, type Step, textAnswer } from "./serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const openGate = () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { gate, open: () => open() };
};

describe("a failure", () => {
  test("before the first content has its own status, also for a stream", async () => {
    served.script = () => [new ParleyError("rate_limit_exceeded", { retryAfterMs: 1500 })];
    const response = await post(served, "/v1/chat/completions", { model: "m", messages, stream: true });
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after-ms")).toBe("1500");
    expect(response.headers.get("retry-after")).toBe("2");
    expect(response.headers.get("x-should-retry")).toBeNull();
    expect(response.headers.get("x-parley-error")).toBe("rate_limit_exceeded");
    expect(await response.json()).toMatchObject({ error: { code: "rate_limit_exceeded", type: "requests" } });
  });

  test("what no repetition can mend says so to clients that repeat by themselves", async () => {
    served.script = () => [new ParleyError("insufficient_quota")];
    const response = await post(served, "/v1/chat/completions", { model: "m", messages });
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([429, "false"]);
  });

  test("after content is an error event, and never a clean end", async () => {
    served.script = () => [...textAnswer("Hel").slice(0, 1), new ParleyError("upstream_truncated")];
    const data = await eventData(
      await post(served, "/v1/chat/completions", { model: "m", messages, stream: true }),
    );
    expect(data).not.toContain("[DONE]");
    expect(JSON.parse(data.at(-1) ?? "")).toMatchObject({
      error: { type: "server_error", param: null, code: null },
    });
  });

  test("of ours in the middle of a stream is logged as well; an upstream's is told with its attempt", async () => {
    served.script = function* () {
      yield* textAnswer("Hel").slice(0, 1);
      throw new TypeError("secret path /srv/x");
    };
    const data = await eventData(
      await post(served, "/v1/chat/completions", { model: "m", messages, stream: true }),
    );
    expect(data.at(-1)).toContain("It has been logged");
    expect(data.at(-1)).not.toContain("secret");
    expect(served.failures[0]?.cause).toMatchObject({ message: "secret path /srv/x" });
  });

  test("of ours is logged with its cause, and tells the caller nothing of it", async () => {
    served.script = () => {
      throw new TypeError("secret path /srv/x");
    };
    const response = await post(served, "/v1/chat/completions", { model: "m", messages });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(served.failures[0]?.cause).toMatchObject({ message: "secret path /srv/x" });
  });
});

describe("a client that leaves", () => {
  test.each([
    ["before the first event", false, []],
    ["before the first event of a stream", true, []],
    ["in the middle of a stream", true, textAnswer("Hel").slice(0, 1)],
  ])("%s ends the call upstream", async (_when, stream, before) => {
    const { gate, open } = openGate();
    served.script = function* (): Iterable<Step> {
      yield* before;
      open();
      yield new Promise(() => undefined);
    };
    const controller = new AbortController();
    const request = post(
      served,
      "/v1/chat/completions",
      { model: "m", messages, stream },
      { signal: controller.signal },
    );
    const reading = request.then((response) => response.text());
    reading.catch(() => undefined);
    await gate;
    controller.abort();
    await expect(reading).rejects.toThrow(/abort/);
    await expect.poll(() => served.attempts[0]?.signal.aborted).toBe(true);
    await expect.poll(() => served.open.size).toBe(0);
    const [row] = await served.keys.stores.ledger.list({ limit: 10 });
    expect(row).toMatchObject({ state: "settled", outcome: "cancelled" });
  });

  test("does not disturb the next request on the same server", async () => {
    for (let i = 0; i < 50; i++) {
      served.script = () => [textAnswer("x")[0] as Step, new Promise(() => undefined)];
      const controller = new AbortController();
      const response = await post(
        served,
        "/v1/chat/completions",
        { model: "m", messages, stream: true },
        { signal: controller.signal },
      );
      await response.body?.getReader().read();
      controller.abort();
    }
    await expect.poll(() => served.open.size).toBe(0);
    served.script = () => textAnswer("fine");
    expect((await post(served, "/v1/chat/completions", { model: "m", messages })).status).toBe(200);
  });
});
