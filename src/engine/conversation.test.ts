import { afterEach, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { StreamEvent } from "../spec/event.ts";
import type { Item } from "../spec/item.ts";
import { type Books, items, openBooks, type Play, stop, text, used } from "./books.fixture.ts";
import { collect } from "./collect.ts";

let books: Books | undefined;
afterEach(() => books?.close());

async function world(play: () => Play, keepPartial = false) {
  books = await openBooks(play, { keepPartial });
  const { stores, engine, call } = books;
  await stores.conversations.insert({ id: "conv_1", projectId: "proj_1", createdAt: 1, metadata: {} });
  let calls = 0;
  const run = (words: string, more: Parameters<Books["call"]>[0] = {}) =>
    engine.run(
      call({
        id: `req_${calls++}`,
        conversationId: "conv_1",
        task: { kind: "generate", items: items(words), options: {} },
        ...more,
      }),
    );
  /** What was said, by whom, and whether it broke off. */
  const told = async () =>
    (await stores.memory.newest("conv_1", 100)).toReversed().map(({ item, ...rest }) => {
      const [part] = item.type === "message" ? item.content : [];
      const said = part?.type === "text" ? part.text : part?.type === "refusal" ? part.refusal : item.type;
      return "incomplete" in rest ? `${said}…` : said;
    });
  return { ...books, run, told };
}

const call: StreamEvent = {
  type: "tool-call-start",
  choice: 0,
  index: 0,
  callId: "c1",
  name: "f",
  kind: "function",
};
const thought: StreamEvent = { type: "reasoning-delta", choice: 0, text: "hm" };
const failed = new ParleyError("upstream_failed");
const cut: StreamEvent = { type: "choice-finish", choice: 0, finish: { unified: "length" } };

test("two turns at once: the second sees the first", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let plays = 0;
  const { run, told, attempts } = await world(() =>
    plays++ === 0 ? [text("one"), () => held, stop, used(1, 1)] : [text("two"), stop, used(1, 1)],
  );
  const first = run("first");
  while ((await first.next()).value?.type !== "text-delta");
  const second = collect(run("second"));
  // It waits, and asks nobody.
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(attempts).toHaveLength(1);
  release();
  await collect(first);
  await second;
  expect(await told()).toEqual(["first", "one", "second", "two"]);
  expect(attempts[1]?.task).toMatchObject({ items: [{}, {}, {}] });
});

test("instructions are pinned, and not kept again as long as they are in force", async () => {
  const { run, told, stores } = await world(() => [text("yes"), stop, used(1, 1)]);
  const instructed = (rule: string) => {
    const [message] = items(rule);
    const instruction = { ...message, role: "developer" } as Item;
    const task = { kind: "generate", items: [instruction, ...items("q")], options: {} } as const;
    return collect(run("", { task }));
  };
  for (const rule of ["A", "A", "B", "A"]) await instructed(rule);
  await collect(run("last"));
  expect((await told()).filter((said) => said !== "q" && said !== "yes")).toEqual(["A", "B", "A", "last"]);
  expect(await stores.memory.pinned("conv_1")).toHaveLength(3);
});

test("an answer that was cut is marked, and so is nothing else", async () => {
  const { run, told } = await world(() => [thought, text("one"), cut, used(1, 1)]);
  await collect(run("first"));
  expect(await told()).toEqual(["first", "reasoning", "one…"]);
});

test.each([
  ["failed", [thought, text("on"), call, failed], false, []],
  ["failed, and kept as far as it came", [thought, text("on"), call, failed], true, ["first", "on…"]],
  ["failed before its first word, which nothing is kept of", [thought, call, failed], true, []],
] as const)("a turn that %s", async (_name, play, keepPartial, kept) => {
  const { run, told } = await world(() => play, keepPartial);
  await expect(collect(run("first"))).rejects.toMatchObject({ code: "upstream_failed" });
  expect(await told()).toEqual(kept);
});

test.each([
  [false, []],
  [true, ["first", "on…"]],
])("a turn whose reader leaves, kept in part: %s", async (keepPartial, kept) => {
  const { run, told } = await world(() => [text("on"), undefined], keepPartial);
  const leaving = new AbortController();
  const stream = run("first", { signal: leaving.signal });
  while ((await stream.next()).value?.type !== "text-delta");
  leaving.abort();
  await stream.return();
  await expect.poll(told).toEqual(kept);
  // The conversation is free for the next one, who leaves before anything was asked.
  await run("second").return();
  const third = run("third");
  while ((await third.next()).value?.type !== "text-delta");
  await third.return();
});

test("the record of a call says what was sent, also where it failed", async () => {
  let plays = 0;
  const { run, reports } = await world(() => (plays++ === 0 ? [text("one"), stop, used(1, 1)] : [failed]));
  await collect(run("first"));
  await expect(collect(run("second"))).rejects.toMatchObject({ code: "upstream_failed" });
  const second = run("third", { memory: { policy: "error", maxTokens: 5 } });
  await expect(collect(second)).rejects.toMatchObject({ code: "context_length_exceeded" });
  const [first, other, refused] = reports.map(({ context }) => context);
  expect(first).toMatchObject({
    conversationId: "conv_1",
    policy: "recall",
    whole: true,
    recent: { items: 0 },
  });
  expect(other).toMatchObject({ recent: { items: 2 }, dropped: { items: 0, tokens: 0 }, warnings: [] });
  // Plain JSON: it can be kept as it is.
  expect(JSON.parse(JSON.stringify(other))).toEqual(other);
  expect(refused).toBeUndefined();
});

test("a conversation that was deleted meanwhile takes nothing, and the caller is told", async () => {
  const { run, stores } = await world(() => [
    text("one"),
    () => stores.conversations.remove("proj_1", "conv_1", 1).then(() => undefined),
    stop,
    used(1, 1),
  ]);
  await expect(collect(run("first"))).rejects.toMatchObject({ code: "not_found" });
  await expect(collect(run("second"))).rejects.toMatchObject({ code: "not_found" });
});
