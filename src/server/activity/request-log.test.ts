import { expect, test, vi } from "vitest";
import { newKey } from "../../admin/key-format.ts";
import { startActive } from "./active-server.fixture.ts";

/** Must never be found in what is kept, unless it is asked for. */
const canary = "sk-canary-0123456789abcdefghij";

test("a call has one row: who asked, which way it went, what it used, and nothing that was said", async () => {
  const { chat, within, server } = await startActive();
  const reply = await chat("a private word", { stream: true }, { "user-agent": `agent/1 ${canary}` });
  await reply.text();
  await server.stop();
  const id = reply.headers.get("x-request-id") ?? "";
  const [row, whole] = await within(async ({ requests }) => {
    const { rows } = await requests.list({ limit: 9 });
    expect(rows).toHaveLength(1);
    return [rows[0], await requests.find(id)] as const;
  });
  expect(row).toMatchObject({
    id,
    projectId: "proj_default",
    endpoint: "/v1/chat/completions",
    method: "POST",
    status: 200,
    outcome: "ended",
    streamed: true,
    asked: "rehearsal",
    provider: "rehearsal",
    model: "rehearsal",
    address: "127.0.0.1",
    userAgent: "agent/1 [redacted]",
    costMicros: 0,
    repeats: 1,
  });
  expect(row?.keyId).toMatch(/^key_/);
  expect(row?.settingsVersion).toMatch(/^\w+/);
  expect(row?.inputTokens).toBeGreaterThan(0);
  expect(row?.firstMs).toBeLessThanOrEqual(row?.durationMs ?? 0);
  expect(Math.abs((row?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  const record = JSON.parse(whole?.record ?? "{}") as { attempts: Record<string, number>[]; route: object };
  expect(record.route).toMatchObject({ chosen: "rehearsal/rehearsal", considered: ["rehearsal/rehearsal"] });
  const [attempt] = record.attempts;
  expect(attempt?.["ended_ms"]).toBeGreaterThanOrEqual(attempt?.["first_ms"] ?? Number.NaN);
  expect(attempt?.["first_ms"]).toBeGreaterThanOrEqual(attempt?.["begun_ms"] ?? Number.NaN);
  expect(JSON.stringify(whole)).not.toContain("a private word");
  expect(whole).not.toHaveProperty("question");
});

test("what fails has its row, with why", async () => {
  const { chat, ask, within, server } = await startActive();
  await (await chat("x", { model: "nobody/has-this" })).text();
  await (await ask("/v1/chat/completions", "{ no json")).text();
  await (await chat("x", { model: "rehearsal-rate-limited" })).text();
  await (await ask("/v1/models")).text();
  await server.stop();
  const rows = await within(async ({ requests }) => (await requests.list({ limit: 9 })).rows.toReversed());
  expect(rows).toMatchObject([
    { status: 404, outcome: "refused", errorCode: "model_not_found", asked: "nobody/has-this" },
    { status: 400, outcome: "refused", errorCode: "invalid_json" },
    {
      outcome: "failed",
      asked: "rehearsal-rate-limited",
      provider: "rehearsal",
      model: "rehearsal-rate-limited",
    },
  ]);
});

test("a caller who leaves is noted, and the call's end with it", async () => {
  const { within, server, key } = await startActive(
    "providers: { slow: { type: rehearsal, tokensPerSecond: 5 } }",
  );
  const leaving = new AbortController();
  const reply = await fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: "slow/rehearsal",
      stream: true,
      messages: [{ role: "user", content: "x" }],
    }),
    signal: leaving.signal,
  });
  await reply.body?.getReader().read();
  leaving.abort();
  await vi.waitFor(
    () =>
      within(async ({ requests }) =>
        expect((await requests.list({ limit: 9 })).rows).toMatchObject([
          { outcome: "cancelled", asked: "slow/rehearsal", provider: "slow" },
        ]),
      ),
    { timeout: 10_000, interval: 100 },
  );
});

test("a flood of refused requests is a handful of rows that count all of them", async () => {
  const { server, within } = await startActive();
  for (let round = 0; round < 20; round++) {
    const replies = await Promise.all(
      Array.from({ length: 100 }, () =>
        fetch(`${server.url}/v1/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${newKey()}` },
        }),
      ),
    );
    // A hundred wrong keys, and from then on that these are too many.
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([round === 0 ? 401 : 429]));
    await Promise.all(replies.map((reply) => reply.arrayBuffer()));
  }
  await server.stop();
  const rows = await within(async ({ requests }) => (await requests.list({ limit: 99 })).rows);
  expect(rows.length).toBeLessThanOrEqual(6);
  expect(rows.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(2_000);
  expect(new Set(rows.map(({ errorCode }) => errorCode))).toEqual(new Set(["invalid_api_key"]));
}, 60_000);

test("what was said is kept by choice, cut, and without what looks like a secret", async () => {
  const { chat, ask, within, server, key } = await startActive(
    "log: { requests: { content: all, maxBytes: 1KiB } }",
  );
  const first = await chat(`find the needle, ${canary} and ${key}`);
  const said = await first.text();
  const long = await chat("x".repeat(5_000), { stream: true });
  await long.text();
  const session = (await (await ask("/v1/chat", { message: "hello", model: "rehearsal" })).json()) as Record<
    string,
    unknown
  >;
  await server.stop();
  await within(async ({ requests }) => {
    const one = await requests.find(first.headers.get("x-request-id") ?? "");
    expect(one?.question).toContain("find the needle, [redacted] and [redacted]");
    expect(one?.answer?.slice(0, 20)).toBe(said.slice(0, 20));
    const other = await requests.find(long.headers.get("x-request-id") ?? "");
    expect(other?.question).toMatch(/\[cut after 1024 of 5\d\d\d bytes\]$/);
    expect(other?.answer).toContain("data: ");
    const found = await requests.list({ text: "NEEDLE", limit: 9 });
    expect(found.rows.map(({ id }) => id)).toEqual([one?.id]);
    const { rows } = await requests.list({ limit: 9 });
    const all = JSON.stringify(await Promise.all(rows.map(({ id }) => requests.find(id))));
    expect(rows).toHaveLength(3);
    for (const secret of [key, canary, ...Object.values(session).filter(isToken)])
      expect(all).not.toContain(secret);
  });
});

function isToken(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("sess_");
}

test("only of calls that failed, and of single projects, where that is what is wanted", async () => {
  const { chat, within, server, read } = await startActive("log: { requests: { content: errors } }");
  await (await chat("well")).text();
  await (await chat("badly", { model: "nobody/has-this" })).text();
  await server.reload(read("log: { requests: { projects: { proj_default: { content: all } } } }"));
  await (await chat("anything")).text();
  await server.reload(read("log: { requests: { enabled: false } }"));
  await (await chat("unseen")).text();
  await server.stop();
  await within(async ({ requests }) => {
    const { rows } = await requests.list({ limit: 9 });
    const kept = await Promise.all(rows.map(async ({ id }) => (await requests.find(id))?.question));
    expect(kept.toReversed().map((text) => /well|badly|anything/.exec(text ?? "")?.[0])).toEqual([
      undefined,
      "badly",
      "anything",
    ]);
  });
});

test("with an idempotency key the call has a row, and each repetition one of its own", async () => {
  const { chat, within, server } = await startActive();
  const ids: string[] = [];
  for (let time = 0; time < 2; time++) {
    const reply = await chat("once", {}, { "idempotency-key": "one" });
    await reply.text();
    ids.push(reply.headers.get("x-request-id") ?? "");
  }
  await server.stop();
  await within(async ({ requests }) => {
    const [call, again] = await Promise.all(ids.map((id) => requests.find(id)));
    expect(call).toMatchObject({ provider: "rehearsal", outcome: "ended", status: 200 });
    expect(again).toMatchObject({ outcome: "ended", status: 200 });
    expect(again).not.toHaveProperty("provider");
  });
});
