import { afterEach, describe, expect, test } from "vitest";
import type { Budget } from "../spec/budget.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Limit } from "../spec/limit.ts";
import { type Books, items, openBooks, type Play, stop, text, used } from "./books.fixture.ts";
import { collect } from "./collect.ts";

/** One micro-unit a token, in and out. */
const price = { input: 1_000_000, output: 1_000_000 };
const answer: Play = [text("hello"), stop, used(3, 7)];
/** What `books.call()` can use at the most: 16 for the message's frame, 10 bytes, 10 tokens of answer. */
const most = 36;

const budget = (more: Partial<Budget> = {}): Budget => ({
  id: "bud_1",
  subject: { type: "project", id: "proj_1" },
  period: "total",
  unit: "micros",
  amount: 1_000,
  shadow: false,
  createdAt: 1,
  ...more,
});

let books: Books;
afterEach(() => books.close());

async function withBudget(amount: number, play: Play = answer, more: Partial<Budget> = {}): Promise<void> {
  books = await openBooks(() => play, { price });
  await books.stores.budgets.set(budget({ amount, ...more }));
  await books.rules.refresh();
}

const state = async () => (await books.stores.budgets.list())[0];
const rows = () => books.stores.ledger.list({ limit: 1_000 });
const run = (rest?: Parameters<Books["call"]>[0]) => collect(books.engine.run(books.call(rest)));

describe("a budget", () => {
  test("is charged what the answer cost, and keeps nothing reserved", async () => {
    await withBudget(100);
    await run();
    expect(await state()).toMatchObject({ spent: 10, reserved: 0 });
    expect(await rows()).toMatchObject([
      {
        state: "settled",
        costMicros: 10,
        priceVersion: "test-prices",
        settingsVersion: "test-settings",
        atMost: { inputTokens: 26, outputTokens: 10, costMicros: most },
      },
    ]);
  });

  test("reserves before anything is sent", async () => {
    let during: unknown;
    books = await openBooks(
      () => [async () => void (during = (await books.stores.budgets.list())[0]), ...answer],
      { price },
    );
    await books.stores.budgets.set(budget());
    await books.rules.refresh();
    await run();
    expect(during).toMatchObject({ spent: 0, reserved: most });
  });

  test("refuses what it has no room for, before anything is sent, and says not to try again", async () => {
    await withBudget(most - 1);
    await expect(run()).rejects.toMatchObject({ code: "insufficient_quota", retryable: false });
    expect(books.attempts).toHaveLength(0);
    expect(await rows()).toEqual([]);
    expect(await state()).toMatchObject({ spent: 0, reserved: 0 });
  });

  test("500 at once on a budget for 100: exactly 100 are served", async () => {
    // Each uses all that it may.
    await withBudget(100 * most, [text("hello"), stop, used(26, 10)]);
    const ends = await Promise.allSettled(Array.from({ length: 500 }, () => run()));
    const served = ends.filter(({ status }) => status === "fulfilled").length;
    const refused = ends.filter(
      (end) => end.status === "rejected" && end.reason.code === "insufficient_quota",
    ).length;
    expect([served, refused]).toEqual([100, 400]);
    expect(await state()).toMatchObject({ spent: 100 * most, reserved: 0 });
    expect(books.attempts).toHaveLength(100);
  });

  test("nobody is refused for what others only set aside: they wait for it", async () => {
    // Room for one reservation at a time, and for what ten calls really cost.
    await withBudget(10 * 10 + most - 10);
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => run()));
    expect(ends.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => "fulfilled"));
    expect(await state()).toMatchObject({ spent: 100, reserved: 0 });
  });

  test("a call without a bound is bound to what is not spent, and the upstream is told", async () => {
    await withBudget(5_000);
    const unbounded = { kind: "generate", items: items("0123456789"), options: {} } as const;
    await run({ task: unbounded });
    await books.stores.budgets.set(budget({ amount: 3_000 }));
    await run({ task: unbounded });
    expect(books.attempts.map(({ outputTokens }) => outputTokens)).toEqual([4_096, 3_000 - 10 - 26]);
    expect(books.attempts[1]?.task).toMatchObject({ options: { maxOutputTokens: 3_000 - 10 - 26 } });
    await books.stores.budgets.set(budget({ amount: 1_000 }));
    await expect(run({ task: unbounded })).rejects.toMatchObject({ code: "insufficient_quota" });
  });

  test("that only watches tells the upstream nothing", async () => {
    await withBudget(1, answer, { shadow: true });
    await run({ task: { kind: "generate", items: items("0123456789"), options: {} } });
    expect(books.attempts[0]).not.toHaveProperty("outputTokens");
    expect(await state()).toMatchObject({ spent: 10, reserved: 0 });
  });

  test("a call that its caller leaves while it is opened is never sent, and costs nothing", async () => {
    await withBudget(1_000);
    const controller = new AbortController();
    const stream = books.engine.run(books.call({ signal: controller.signal }));
    const first = stream.next();
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: "cancelled" });
    expect(books.attempts).toHaveLength(0);
    expect(await rows()).toMatchObject([{ state: "never_sent", costMicros: 0 }]);
    expect(await state()).toMatchObject({ spent: 0, reserved: 0 });
  });

  test("in tokens counts input and output together", async () => {
    await withBudget(100, answer, { unit: "tokens" });
    await run();
    expect(await state()).toMatchObject({ spent: 10, reserved: 0 });
  });

  test("in money refuses a model whose price is unknown", async () => {
    books = await openBooks(() => answer);
    await books.stores.budgets.set(budget());
    await books.rules.refresh();
    await expect(run()).rejects.toMatchObject({ code: "price_unknown", status: 403 });
    expect(books.attempts).toHaveLength(0);
  });

  test("that only watches refuses nothing and tells what it would have refused", async () => {
    await withBudget(1, answer, { shadow: true });
    await run();
    expect(books.shadows).toEqual(["bud_1"]);
    expect(await state()).toMatchObject({ spent: 10, reserved: 0 });
  });

  test("of another key does not apply", async () => {
    await withBudget(0, answer, { subject: { type: "key", id: "key_2" } });
    await run();
    expect(await state()).toMatchObject({ spent: 0 });
  });
});

describe("an attempt whose usage nobody told", () => {
  test("that was cancelled is charged what was handed on, within bounds", async () => {
    await withBudget(100, [text("a"), text("b"), text("c"), undefined]);
    const stream = books.engine.run(books.call());
    for (let i = 0; i < 4; i++) await stream.next();
    await stream.return();
    expect(await rows()).toMatchObject([
      {
        state: "settled",
        outcome: "cancelled",
        usage: { inputTokens: 7, outputTokens: 3 },
        costMicros: 10,
        estimate: { outputTokensMin: 0, outputTokensMax: 10, costMicrosMin: 0, costMicrosMax: most },
        forwarded: { bytes: 3, pieces: 3 },
      },
    ]);
    expect(await state()).toMatchObject({ spent: 10, reserved: 0 });
  });

  test("that the upstream refused before it began costs nothing, and that is known", async () => {
    await withBudget(100, [new ParleyError("upstream_rejected", { raw: { status: 400 } })]);
    await expect(run()).rejects.toMatchObject({ code: "upstream_rejected" });
    const [row] = await rows();
    expect(row).toMatchObject({ state: "settled", costMicros: 0, usage: {} });
    expect(row).not.toHaveProperty("estimate");
    expect(await state()).toMatchObject({ spent: 0, reserved: 0 });
  });

  test("is put right when the upstream can be asked", async () => {
    books = await openBooks(() => [text("a"), undefined], {
      price,
      lookUp: async () => ({ known: true, usage: { inputTokens: 5, outputTokens: 6 } }),
    });
    await books.stores.budgets.set(budget());
    await books.rules.refresh();
    const stream = books.engine.run(books.call());
    await stream.next();
    await stream.next();
    await stream.return();
    expect(await rows()).toMatchObject([{ state: "settled", estimate: {} }]);
    let [row] = await rows();
    for (let tries = 0; tries < 60 && row?.state !== "recovered"; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      [row] = await rows();
    }
    expect(row).toMatchObject({ state: "recovered", outcome: "cancelled", costMicros: 11 });
    expect(row).not.toHaveProperty("estimate");
    expect(await state()).toMatchObject({ spent: 11, reserved: 0 });
  });

  test("that was never sent costs nothing", async () => {
    await withBudget(100, [new ParleyError("upstream_unreachable")]);
    await expect(run({ retries: 0 })).rejects.toMatchObject({ code: "upstream_unreachable" });
    expect(await rows()).toMatchObject([{ state: "never_sent", costMicros: 0 }]);
    expect(await state()).toMatchObject({ spent: 0, reserved: 0 });
  });

  test("that ended well without usage is an estimate, too", async () => {
    await withBudget(100, [text("hello"), stop, { type: "end" }]);
    await run();
    expect(await rows()).toMatchObject([
      { state: "settled", outcome: "ended", estimate: { outputTokensMin: 0 } },
    ]);
    expect(await state()).toMatchObject({ reserved: 0 });
  });
});

describe("what a dead process left open", () => {
  async function leaveOpen(lookUp?: () => Promise<never>): Promise<void> {
    books = await openBooks(() => [text("a"), text("b"), undefined], {
      price,
      ...(lookUp !== undefined && { lookUp }),
    });
    await books.stores.budgets.set(budget());
    await books.rules.refresh();
    const stream = books.engine.run(books.call());
    for (let i = 0; i < 3; i++) await stream.next();
    await books.stores.ledger.progress([
      { callId: "req_000000", attempt: 1, forwarded: { bytes: 2, pieces: 2 } },
    ]);
  }

  test("is bounded from what was handed on, and gives back what it had set aside", async () => {
    await leaveOpen();
    expect(await rows()).toMatchObject([{ state: "streaming" }]);
    expect(await books.reconcile(0)).toEqual({ recovered: 0, interrupted: 1 });
    expect(await rows()).toMatchObject([
      { state: "interrupted", usage: { inputTokens: 7, outputTokens: 2 }, estimate: { outputTokensMin: 0 } },
    ]);
    // The budget is charged all that was set aside: nobody knows what the upstream did after the last note.
    expect(await state()).toMatchObject({ spent: most, reserved: 0 });
    expect(await books.reconcile(0)).toEqual({ recovered: 0, interrupted: 0 });
  });

  test("is asked of the upstream where it can be asked", async () => {
    const asked: string[] = [];
    await leaveOpen((async (id: string) => {
      asked.push(id);
      return { known: true, usage: { inputTokens: 4, outputTokens: 5 } };
    }) as never);
    expect(await books.reconcile(0)).toEqual({ recovered: 1, interrupted: 0 });
    expect(asked).toEqual(["req_000000-1"]);
    expect(await rows()).toMatchObject([
      { state: "recovered", usage: { inputTokens: 4, outputTokens: 5 }, costMicros: 9 },
    ]);
    expect(await state()).toMatchObject({ spent: 9, reserved: 0 });
  });

  test("waits for an upstream that does not answer, and not for ever", async () => {
    await leaveOpen((async () => {
      throw new ParleyError("upstream_unreachable");
    }) as never);
    expect(await books.reconcile(0)).toEqual({ recovered: 0, interrupted: 0 });
    expect(await books.reconcile(0)).toEqual({ recovered: 0, interrupted: 0 });
    expect(await books.reconcile(0)).toEqual({ recovered: 0, interrupted: 1 });
  });

  test("an attempt that was given up too early is put right when its process wakes up", async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    books = await openBooks(() => [text("a"), () => gate, stop, used(3, 9)], { price });
    await books.stores.budgets.set(budget());
    await books.rules.refresh();
    const answering = run();
    while ((await rows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await books.reconcile(0);
    expect(await rows()).toMatchObject([{ state: "interrupted" }]);
    go();
    await answering;
    expect(await rows()).toMatchObject([{ state: "settled", usage: { inputTokens: 3, outputTokens: 9 } }]);
    expect(await state()).toMatchObject({ spent: 12, reserved: 0 });
  });
});

describe("limits", () => {
  const limit = (
    kind: Limit["kind"],
    amount: number,
    subject: Limit["subject"] = { type: "project", id: "proj_1" },
  ): Limit => ({
    id: `lim_${kind}`,
    subject,
    kind,
    amount,
    createdAt: 1,
  });

  async function withLimit(one: Limit, play: Play = answer): Promise<void> {
    books = await openBooks(() => play, { price });
    await books.stores.limits.set(one);
    await books.rules.refresh();
  }

  test("of requests lets in as many as it says, tells how it stands, and when to come back", async () => {
    await withLimit(limit("requests_per_minute", 2));
    expect((await run()).limits).toMatchObject([{ remaining: 1, amount: 2 }]);
    expect((await run()).limits).toMatchObject([{ remaining: 0 }]);
    const refused = await run().then(
      () => undefined,
      (error: ParleyError) => error,
    );
    expect(refused).toMatchObject({ code: "rate_limit_exceeded", limits: [{ remaining: 0 }] });
    expect(refused?.retryAfterMs).toBeGreaterThan(25_000);
    expect(refused?.retryAfterMs).toBeLessThanOrEqual(30_000);
    expect(await rows()).toHaveLength(2);
  });

  test("of tokens counts what was really used", async () => {
    await withLimit(limit("tokens_per_minute", 100));
    // Estimated at 7 + 10, used 10.
    expect((await run()).limits).toMatchObject([{ remaining: 83 }]);
    expect((await run()).limits).toMatchObject([{ remaining: 73 }]);
  });

  test("of calls at a time: a place is free again before the end is seen, and after a cancelled call", async () => {
    await withLimit(limit("concurrent_calls", 1), [text("a"), undefined]);
    for (let round = 0; round < 3; round++) {
      const stream = books.engine.run(books.call());
      await stream.next();
      await expect(run()).rejects.toMatchObject({ code: "rate_limit_exceeded" });
      await stream.return();
    }
  });

  test("of streams lets other calls be", async () => {
    await withLimit(limit("concurrent_streams", 1), [text("a"), undefined]);
    const stream = books.engine.run(books.call());
    await stream.next();
    const other = books.engine.run(books.call({ stream: false }));
    expect((await other.next()).value).toMatchObject({ type: "start" });
    await Promise.all([stream.return(), other.return()]);
  });

  test("of a model counts that model's calls", async () => {
    await withLimit(limit("requests_per_minute", 1, { type: "model", id: "up/model" }));
    await run();
    await expect(run()).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    await run({ model: "up/other" });
  });

  test("a call that is left before it began takes nothing", async () => {
    await withLimit(limit("concurrent_calls", 1));
    await books.engine.run(books.call()).return();
    expect((await run()).choices).toHaveLength(1);
  });
});
