import { expect, test } from "vitest";
import { reportOf, sentLines } from "./sent-items.ts";

const said = (id: string, text: string) => ({
  id,
  type: "message",
  role: "user",
  content: [{ type: "input_text", text }],
});

test("each item has its reason, and what has none was left out", () => {
  const items = [said("a", "one"), said("b", "two"), said("c", "three"), said("d", "x".repeat(900))];
  const report = { whole: false, pinned: { ids: ["a"] }, recalled: { ids: ["c"] }, recent: { ids: ["d"] } };
  expect(sentLines(items, report).map(({ id, why }) => [id, why])).toEqual([
    ["a", "pinned"],
    ["b", "dropped"],
    ["c", "recalled"],
    ["d", "recent"],
  ]);
  expect(sentLines(items, report)[3]?.words).toHaveLength(300);
});

test("where all of it was sent, nothing was left out", () => {
  expect(sentLines([said("a", "one")], { whole: true })[0]?.why).toBe("recent");
  expect(sentLines([said("a", "one")], undefined)[0]?.why).toBe("recent");
});

test("calls and thoughts are told by their words", () => {
  const call = { id: "f", type: "function_call", name: "get_weather", arguments: '{"city":"Bonn"}' };
  const thought = { id: "r", type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] };
  expect(sentLines([call, thought], undefined).map(({ who, words }) => [who, words])).toEqual([
    ["function_call", 'get_weather {"city":"Bonn"}'],
    ["reasoning", "Hm."],
  ]);
});

test("a preview says of each item what the record of the call would say", () => {
  const part = (id: string | null, why: "recent" | "recalled" | "pinned" | "summary") => ({
    id,
    why,
    type: "message",
    role: "user",
    tokens: 3,
  });
  const report = reportOf({
    policy: "summarize",
    policy_by: "default",
    max_tokens: 50,
    max_tokens_by: "model",
    items: [part("s", "summary"), part(null, "recalled"), part("b", "recalled"), part("c", "recent")],
    tokens: 12,
    input_tokens: 2,
    dropped: [{ id: "a", tokens: 9 }],
    dropped_items: 1,
    dropped_tokens: 9,
    warnings: ["Late."],
  });
  const items = [said("a", "one"), said("b", "two"), said("c", "three")];
  expect(sentLines(items, report).map(({ id, why }) => [id, why])).toEqual([
    ["a", "dropped"],
    ["b", "recalled"],
    ["c", "recent"],
  ]);
  expect(report).toMatchObject({ budget: 50, dropped: { items: 1, tokens: 9 }, summary: { id: "s" } });
});
