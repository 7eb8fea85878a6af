import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import { type Books, openBooks, type Play, stop, text, used } from "./books.fixture.ts";
import { collect } from "./collect.ts";
import { mostUnheard, ReadOn } from "./read-on.ts";

const price = { input: 1_000_000, output: 1_000_000 };

let books: Books;
afterEach(() => books.close());

const rows = () => books.stores.ledger.list({ limit: 10 });

/** Reads until there is something of the answer. */
async function untilText(stream: EventStream): Promise<StreamEvent | undefined> {
  for (;;) {
    const { value } = await stream.next();
    if (value === undefined || value.type === "text-delta") return value;
  }
}

/** A call that is left after its first words, and what was left of it then. */
async function leaveAfterFirst(play: Play, onDisconnect: "cancel" | "drain", reason?: unknown) {
  books = await openBooks(() => play, { price, onDisconnect });
  await books.stores.budgets.set({
    id: "bud_1",
    subject: { type: "project", id: "proj_1" },
    period: "total",
    unit: "micros",
    amount: 1_000,
    shadow: false,
    createdAt: 1,
  });
  await books.rules.refresh();
  const caller = new AbortController();
  const stream = books.engine.run(books.call({ signal: caller.signal }));
  await untilText(stream);
  caller.abort(reason);
  await stream.return();
  return { caller, budget: (await books.stores.budgets.list())[0] };
}

const answer: Play = [text("hello"), text(" you"), stop, used(3, 7)];

describe("an upstream whose answers are heard out", () => {
  test("is read to the end after the caller has left, and its usage is exact", async () => {
    const { budget } = await leaveAfterFirst(answer, "drain");
    expect(await rows()).toMatchObject([{ state: "settled", costMicros: 10, usage: { outputTokens: 7 } }]);
    expect((await rows())[0]).not.toHaveProperty("estimate");
    expect(budget).toMatchObject({ spent: 10, reserved: 0 });
  });

  test("is told nothing of it", async () => {
    await leaveAfterFirst(answer, "drain");
    expect(books.attempts[0]?.signal.aborted).toBe(false);
  });

  test("is told when this side ends the call, as at a shutdown", async () => {
    await leaveAfterFirst([text("hello"), undefined, ...answer], "drain", new ParleyError("shutting_down"));
    expect(books.attempts[0]?.signal.aborted).toBe(true);
    expect((await rows())[0]).toMatchObject({ state: "settled", outcome: "cancelled" });
    expect((await rows())[0]).toHaveProperty("estimate");
  });

  test("is given up when too much comes", async () => {
    const large = text("x".repeat(mostUnheard / 2));
    await leaveAfterFirst([text("hello"), large, large, large, undefined, stop, used(3, 7)], "drain");
    expect(books.attempts[0]?.signal.aborted).toBe(true);
    expect((await rows())[0]).toHaveProperty("estimate");
  });

  test("that fails then is settled as a failure", async () => {
    await leaveAfterFirst([text("hello"), new ParleyError("upstream_truncated")], "drain");
    expect(await rows()).toMatchObject([{ state: "settled", outcome: "failed" }]);
  });

  test("keeps no listener at the caller's signal", async () => {
    const { caller } = await leaveAfterFirst(answer, "drain");
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
  });

  test("that is collected whole is read on as well", async () => {
    const caller = new AbortController();
    books = await openBooks(() => [async () => caller.abort(), ...answer], { price, onDisconnect: "drain" });
    await collect(books.engine.run(books.call({ signal: caller.signal, stream: false })));
    expect(await rows()).toMatchObject([{ state: "settled", outcome: "ended", costMicros: 10 }]);
  });

  test("is not asked at all when the caller has left before", async () => {
    books = await openBooks(() => answer, { price, onDisconnect: "drain" });
    const stream = books.engine.run(books.call({ signal: AbortSignal.abort() }));
    await expect(untilText(stream)).rejects.toMatchObject({ code: "cancelled" });
    expect(books.attempts).toEqual([]);
    expect(await rows()).toMatchObject([{ state: "never_sent" }]);
  });
});

test("every other upstream is told at once, and what it used is estimated", async () => {
  await leaveAfterFirst([text("hello"), undefined, ...answer], "cancel");
  expect(books.attempts[0]?.signal.aborted).toBe(true);
  expect((await rows())[0]).toMatchObject({ state: "settled", outcome: "cancelled" });
  expect((await rows())[0]).toHaveProperty("estimate");
});

test("a caller who has left before the wish is made is heard of, too", async () => {
  books = await openBooks(() => answer);
  expect(new ReadOn(AbortSignal.abort(new ParleyError("shutting_down"))).signal.aborted).toBe(true);
  expect(new ReadOn(AbortSignal.abort()).unheard).toBe(true);
});
