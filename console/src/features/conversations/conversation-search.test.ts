import { expect, test } from "vitest";
import { listSearchOf, oneSearchOf } from "./conversation-search.ts";

test.each([
  [{}, {}],
  [{ q: "cat" }, { q: "cat" }],
  [{ q: " " }, {}],
  [{ q: 5, other: 1 }, {}],
])("the list understands %j as %j", (search, understood) => {
  expect(listSearchOf(search)).toEqual(understood);
});

test.each([
  [{}, {}],
  [
    { context: true, input: "hi", model: "m", most: 9 },
    { context: true, input: "hi", model: "m", most: 9 },
  ],
  [{ context: "true", input: "", model: 5, most: -1 }, {}],
  [{ most: 1.5, project: "" }, {}],
  [{ project: "proj_1" }, { project: "proj_1" }],
])("a conversation's address understands %j as %j", (search, understood) => {
  expect(oneSearchOf(search)).toEqual(understood);
});
