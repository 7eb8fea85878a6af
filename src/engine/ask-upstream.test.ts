import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { LookedUp, Provider } from "../spec/provider.ts";
import { askUpstreams } from "./ask-upstream.ts";
import { scripted } from "./route.fixture.ts";

const attempt = { callId: "req_1", attempt: 2 };
const found: LookedUp = { known: true, usage: { inputTokens: 1 } };
const stranger: LookedUp = { known: false };
const later = undefined;
const down = new ParleyError("upstream_unreachable");

const endpoint = (answer: LookedUp | ParleyError | undefined): Provider =>
  scripted("a", {
    lookUp: (id) => {
      expect(id).toBe("req_1-2");
      return answer instanceof ParleyError ? Promise.reject(answer) : Promise.resolve(answer);
    },
  }).provider;

test.each([
  ["the one that knows", [stranger, later, found], found],
  ["nobody knows it when all say so", [stranger, stranger], stranger],
  ["one that does not know yet may be the one", [stranger, later], undefined],
  ["one that does not answer may be the one", [down, stranger], undefined],
  ["nobody to be asked", [], undefined],
])("%s", async (_name, answers, expected) => {
  expect(await askUpstreams(answers.map(endpoint), attempt)).toEqual(expected);
});
