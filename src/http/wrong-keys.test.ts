import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKey } from "../admin/key-format.ts";
import { ParleyError } from "../spec/errors.ts";
import { type Served, serveScripted } from "./serving.fixture.ts";
import { WrongKeys } from "./wrong-keys.ts";

describe("the count", () => {
  let now = 0;
  let keys: WrongKeys;
  beforeEach(() => {
    now = 1_000_000;
    keys = new WrongKeys({ monotonic: () => now });
  });
  const wrong = new ParleyError("invalid_api_key");
  const from = (address: string) => ({ socket: { remoteAddress: address } }) as IncomingMessage;
  const codeFrom = (address: string, error = wrong) => keys.judge(from(address), error).code;

  test("the hundred and first wrong key of a minute hears when to come back, and others are told as ever", () => {
    for (let count = 0; count < 100; count++) expect(codeFrom("192.0.2.1")).toBe("invalid_api_key");
    now += 20_000;
    expect(keys.judge(from("192.0.2.1"), wrong)).toMatchObject({
      code: "rate_limit_exceeded",
      status: 429,
      retryAfterMs: 40_000,
      cause: wrong,
    });
    expect(codeFrom("192.0.2.2")).toBe("invalid_api_key");
    now += 40_000;
    expect(codeFrom("192.0.2.1")).toBe("invalid_api_key");
  });

  test("a whole network of IPv6 is one address", () => {
    for (let count = 0; count < 100; count++) codeFrom(`2001:db8::${count}`);
    expect(codeFrom("2001:db8::ffff")).toBe("rate_limit_exceeded");
  });

  test("what is no wrong key is not counted", () => {
    const others = [new ParleyError("missing_api_key"), new ParleyError("insufficient_scope")];
    for (let count = 0; count < 300; count++)
      for (const other of others) expect(keys.judge(from("192.0.2.1"), other)).toBe(other);
    expect(codeFrom("192.0.2.1")).toBe("invalid_api_key");
  });

  test("addresses without number take no memory without bound", () => {
    for (let count = 0; count < 20_000; count++)
      codeFrom(`10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`);
    expect(codeFrom("192.0.2.1")).toBe("rate_limit_exceeded");
    expect(codeFrom("10.0.0.1")).toBe("invalid_api_key");
  });
});

describe("in a server", () => {
  let served: Served;
  beforeEach(async () => {
    served = await serveScripted();
    served.wrongKeys = new WrongKeys({ monotonic: () => performance.now() });
  });
  afterEach(() => served.close());

  const statusOf = async (headers: Record<string, string>, path = "/v1/models") => {
    const reply = await fetch(`${served.url}${path}`, { headers });
    await reply.text();
    return [reply.status, Number(reply.headers.get("retry-after") ?? 0) > 0] as const;
  };
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  test("a flood of wrong keys hears 429 at every door, is told to the audit log, and locks nobody out", async () => {
    for (let count = 0; count < 100; count++)
      expect(await statusOf(bearer(count % 2 === 0 ? newKey() : "sk-none"))).toEqual([401, false]);
    expect(await statusOf(bearer(newKey()))).toEqual([429, true]);
    expect(await statusOf({ "x-api-key": newKey() }, "/v1/messages/count_tokens")).toEqual([405, false]);
    const token = await fetch(`${served.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "key_1",
        client_secret: newKey(),
      }),
    });
    expect([token.status, await token.json()]).toEqual([
      429,
      { error: "temporarily_unavailable", error_description: expect.stringContaining("Too many wrong keys") },
    ]);
    expect(await statusOf(bearer(served.key))).toEqual([200, false]);
    expect(served.refusals).toHaveLength(102);
    expect(new Set(served.refusals.map(({ reason }) => reason))).toEqual(new Set(["wrong_key"]));
  });
});

test("a wrong client of the token endpoint is told to the audit log", async () => {
  const served = await serveScripted();
  try {
    for (const path of ["token", "revoke"]) {
      const reply = await fetch(`${served.url}/oauth/${path}`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          token: "x",
          client_id: "key_1",
          client_secret: newKey(),
        }),
      });
      expect(reply.status).toBe(401);
      await reply.text();
    }
    expect(served.refusals).toMatchObject([
      { action: "authentication.failed", reason: "wrong_key" },
      { action: "authentication.failed", reason: "wrong_key" },
    ]);
  } finally {
    await served.close();
  }
});
