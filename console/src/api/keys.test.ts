import { expect, test } from "vitest";
import { scopes as known } from "../../../src/spec/scope.ts";
import { scopes } from "./keys.ts";

test("the scopes are those of the server", () => {
  expect(scopes).toEqual(known);
});
