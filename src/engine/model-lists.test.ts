import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { Provider, ProviderModel } from "../spec/provider.ts";
import { createModelLists } from "./model-lists.ts";
import { scripted } from "./route.fixture.ts";

/** Lists over a clock that stands still, of providers that count how often they are asked. */
function world(answers: Readonly<Record<string, () => Promise<readonly ProviderModel[]>>>) {
  const asked: string[] = [];
  const warnings: string[] = [];
  const time = { ms: 0 };
  const provider = (name: string): Provider =>
    scripted(name.split("#")[0] ?? "", {
      listModels() {
        asked.push(name);
        return answers[name]?.() ?? Promise.resolve([]);
      },
    }).provider;
  const lists = createModelLists(
    { clock: { monotonic: () => time.ms }, warn: (message) => warnings.push(message) },
    Object.keys(answers).map(provider),
  );
  return { lists, asked, warnings, time };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const down = () => Promise.reject(new ParleyError("upstream_unreachable"));

test("nobody is asked until somebody wants to know, and then once for a while", async () => {
  const { lists, asked, time } = world({ a: () => Promise.resolve([{ id: "x" }]) });
  expect([lists.of("a"), lists.find("a", "x"), asked]).toEqual([[], undefined, []]);
  lists.refresh();
  lists.refresh();
  await settled();
  expect([lists.of("a"), lists.find("a", "x")]).toEqual([[{ id: "x" }], { id: "x" }]);
  time.ms = 599_999;
  lists.refresh();
  expect(asked).toEqual(["a"]);
  time.ms = 600_000;
  lists.refresh();
  expect(asked).toEqual(["a", "a"]);
});

test("reading waits for what was never read, and for nothing else", async () => {
  const second = Promise.withResolvers<readonly ProviderModel[]>();
  let times = 0;
  const { lists, time } = world({
    a: () => (times++ === 0 ? Promise.resolve([{ id: "old" }]) : second.promise),
  });
  await lists.read(10_000);
  expect(lists.of("a")).toEqual([{ id: "old" }]);
  time.ms = 600_000;
  await lists.read(10_000); // would hang if it waited
  expect(lists.of("a")).toEqual([{ id: "old" }]);
  second.resolve([{ id: "new" }]);
  await settled();
  expect(lists.of("a")).toEqual([{ id: "new" }]);
});

test("one that does not answer is not waited for beyond the patience, and hides nobody else", async () => {
  const { lists } = world({ a: () => new Promise(() => undefined), b: () => Promise.resolve([{ id: "y" }]) });
  await lists.read(5);
  expect([lists.of("a"), lists.of("b")]).toEqual([[], [{ id: "y" }]]);
});

test("a failure is told, keeps what is known, and is tried again soon", async () => {
  let works = true;
  const { lists, asked, warnings, time } = world({
    a: () => (works ? Promise.resolve([{ id: "x" }]) : down()),
  });
  await lists.read(1_000);
  works = false;
  time.ms = 600_000;
  lists.refresh();
  await settled();
  expect(lists.of("a")).toEqual([{ id: "x" }]);
  expect(warnings).toEqual(["the models of the provider a could not be read"]);
  time.ms += 29_999;
  lists.refresh();
  expect(asked).toHaveLength(2);
  time.ms += 1;
  lists.refresh();
  expect(asked).toHaveLength(3);
});

test("endpoints are asked one after the other until one answers", async () => {
  const { lists, asked, warnings } = world({
    "a#1": down,
    "a#2": () => Promise.resolve([{ id: "x" }]),
    "a#3": () => Promise.resolve([{ id: "never asked" }]),
  });
  await lists.read(1_000);
  expect([lists.of("a"), asked, warnings]).toEqual([[{ id: "x" }], ["a#1", "a#2"], []]);
});

test("what an upstream sends is bounded", async () => {
  const { lists } = world({
    a: () =>
      Promise.resolve([
        { id: "" },
        { id: "x".repeat(257) },
        ...Array.from({ length: 20_000 }, (_, at) => ({ id: `m${at}` })),
      ]),
  });
  await lists.read(1_000);
  expect(lists.of("a")).toHaveLength(10_000);
  expect(lists.of("a")[0]).toEqual({ id: "m0" });
});
