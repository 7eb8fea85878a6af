import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { eventData, messages, post } from "./asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "./serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const asking = (path: string, body: object, headers: Record<string, string>) =>
  post(served, path, body, {
    headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json", ...headers },
  });

const bodies = {
  "/v1/chat/completions": { model: "m", messages },
  "/v1/completions": { model: "m", prompt: "hi" },
  "/v1/chat": { model: "m", prompt: "hi" },
  "/v1/messages": { model: "m", max_tokens: 10, messages },
  "/v1/embeddings": { model: "m", input: "hi" },
} as const;
const paths = Object.keys(bodies) as readonly (keyof typeof bodies)[];

describe("x-parley-timeout", () => {
  test.each(["/v1/chat/completions", "/v1/completions", "/v1/chat", "/v1/messages"] as const)(
    "ends a call to %s that nobody answers, and tells its upstream",
    async (path) => {
      served.script = async function* () {
        await new Promise(() => undefined);
        yield new ParleyError("internal");
      };
      const response = await asking(path, bodies[path], { "x-parley-timeout": "60ms" });
      expect(response.status).toBe(504);
      expect(await response.text()).toContain("60 ms that its x-parley-timeout allows");
      expect(served.attempts.map(({ signal }) => signal.aborted)).toEqual([true]);
    },
  );

  test("ends a stream with an error event", async () => {
    served.script = async function* () {
      yield { type: "text-delta" as const, choice: 0, text: "hel" };
      await new Promise(() => undefined);
    };
    const body = { ...bodies["/v1/chat/completions"], stream: true };
    const response = await asking("/v1/chat/completions", body, { "x-parley-timeout": "100" });
    expect(response.status).toBe(200);
    const data = await eventData(response);
    expect(data.at(-1)).not.toBe("[DONE]");
    expect(data.join()).toContain("x-parley-timeout");
  });

  test("does not touch who is in time", async () => {
    served.script = () => textAnswer("in time");
    const response = await asking("/v1/chat/completions", bodies["/v1/chat/completions"], {
      "x-parley-timeout": "10s",
    });
    expect(response.status).toBe(200);
  });
});

describe.each(paths)("%s", (path) => {
  test.each([
    ["x-parley-timeout", "soon"],
    ["x-parley-retries", "many"],
  ])("refuses a wrong %s by its name", async (name, value) => {
    const response = await asking(path, bodies[path], { [name]: value });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(name);
    expect(served.attempts).toEqual([]);
  });
});

test("x-parley-retries: as often as it says, and not at all for 0", async () => {
  served.script = () => [new ParleyError("upstream_overloaded")];
  const attempts = async (retries: string): Promise<number> => {
    const before = served.attempts.length;
    const headers = { "x-parley-retries": retries };
    const response = await asking("/v1/chat/completions", bodies["/v1/chat/completions"], headers);
    expect(response.status).toBe(503);
    return served.attempts.length - before;
  };
  expect(await attempts("0")).toBe(1);
  expect(await attempts("1")).toBe(2);
});
