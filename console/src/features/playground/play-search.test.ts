import { expect, test } from "vitest";
import { readPlaySearch } from "./play-search.ts";

test.each([
  [{}, {}],
  [
    { model: "m", other: "o", request: "req_1" },
    { model: "m", other: "o", request: "req_1" },
  ],
  [{ conversation: "conv_1", x: 1 }, { conversation: "conv_1" }],
  [{ model: "", other: 5, request: null }, {}],
])("%j is understood as %j", (search, understood) => {
  expect(readPlaySearch(search)).toEqual(understood);
});
