import { afterEach, describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { StreamStart } from "../spec/event.ts";
import type { Item } from "../spec/item.ts";
import type { TurnKeeper } from "../spec/turn-keeper.ts";
import { type Books, items, openBooks, type Play, stop, text, used } from "./books.fixture.ts";
import { collect } from "./collect.ts";
import { newItem } from "./conversations/item-ids.ts";

let books: Books | undefined;
afterEach(() => books?.close());

const message = (role: "system" | "assistant", words: string): Item => ({
  type: "message",
  role,
  content: [{ type: "text", text: words }],
});
const at = 1;
const answer = newItem(message("assistant", "kept"), { at, id: "msg_answer" });
const keeper = (more: Partial<TurnKeeper> = {}): TurnKeeper => ({
  instructions: [message("system", "Be kind.")],
  said: items("hi").map((item) => newItem(item, { at, id: "msg_said" })),
  answered: [],
  end: () => Promise.resolve({ items: [answer] }),
  partial: () => [answer],
  ...more,
});

async function world(play: () => Play, keepPartial = false) {
  books = await openBooks(play, { keepPartial });
  const { stores, engine, call, attempts } = books;
  await stores.conversations.insert({ id: "conv_1", projectId: "proj_1", createdAt: 1, metadata: {} });
  const task = { kind: "generate", items: items("not this"), options: {} } as const;
  const run = (kept: TurnKeeper) =>
    collect(engine.run(call({ conversationId: "conv_1", task, keeper: kept })));
  const ids = async () => (await stores.memory.newest("conv_1", 9)).map(({ id }) => id).toReversed();
  const sent = () => {
    const asked = attempts.at(-1)?.task;
    return asked?.kind === "generate" ? asked.items : [];
  };
  return { run, ids, sent };
}

const whole: Play = [text("on"), stop, used(1, 1)];

describe("a keeper", () => {
  test("says what is kept, and under which ids; its instructions are for one turn", async () => {
    const { run, ids, sent } = await world(() => whole);
    await run(keeper());
    expect(await ids()).toEqual(["msg_said", "msg_answer"]);
    expect(sent()).toEqual([message("system", "Be kind."), ...items("hi")]);
    await run(keeper({ instructions: [], said: [], end: () => Promise.resolve(undefined) }));
    expect(sent()).toEqual([...items("hi"), message("assistant", "kept")]);
    expect(await ids()).toHaveLength(2);
  });

  test("that fails, fails the answer, and nothing is kept", async () => {
    const { run, ids } = await world(() => whole);
    const failing = keeper({ end: () => Promise.reject(new ParleyError("storage_unavailable")) });
    await expect(run(failing)).rejects.toMatchObject({ code: "storage_unavailable" });
    expect(await ids()).toEqual([]);
    // The conversation is free again.
    await run(keeper());
    expect(await ids()).toHaveLength(2);
  });

  test.each([
    [true, ["msg_said", "msg_answer"]],
    [false, []],
  ])("says what is kept of an answer that broke off, where that is wanted: %s", async (wanted, kept) => {
    const { run, ids } = await world(() => [text("on"), new ParleyError("upstream_truncated")], wanted);
    await expect(run(keeper())).rejects.toMatchObject({ code: "upstream_truncated" });
    expect(await ids()).toEqual(kept);
  });

  test("knows of calls that must have been made before", async () => {
    const { run, ids } = await world(() => whole);
    await expect(run(keeper({ answered: ["call_1"] }))).rejects.toMatchObject({ code: "invalid_value" });
    expect(await ids()).toEqual([]);
  });
});

describe("that a call is taken", () => {
  test("is told before the upstream has answered, with what is known by then", async () => {
    const notes: Partial<StreamStart>[] = [];
    let before = -1;
    books = await openBooks(() => {
      before = notes.length;
      return whole;
    });
    await collect(books.engine.run(books.call({ taken: (told) => notes.push(told) })));
    expect(before).toBe(1);
    expect(notes).toMatchObject([{ route: { attempts: [{}] } }]);
  });

  test("is not told of a call that is refused", async () => {
    const notes: object[] = [];
    books = await openBooks(() => whole);
    const { stores, rules, call, engine } = books;
    await stores.limits.set({
      id: "lim_1",
      subject: { type: "project", id: "proj_1" },
      kind: "requests_per_minute",
      amount: 1,
      createdAt: 1,
    });
    await rules.refresh();
    await collect(engine.run(call({ id: "req_1", taken: (told) => notes.push(told) })));
    expect(notes).toMatchObject([{ limits: [{ limitId: "lim_1" }] }]);
    const refused = collect(engine.run(call({ id: "req_2", taken: (told) => notes.push(told) })));
    await expect(refused).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    expect(notes).toHaveLength(1);
  });
});
