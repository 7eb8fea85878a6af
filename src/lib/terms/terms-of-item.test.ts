import { describe, expect, test } from "vitest";

import type { Item } from "../../spec/item.ts";
import { termsOfItem, toldTerm } from "./terms-of-item.ts";

function message(role: "user" | "assistant" | "developer", text: string, name?: string): Item {
  return { type: "message", role, content: [{ type: "text", text }], ...(name !== undefined && { name }) };
}

describe("what somebody tells has a term of its own", () => {
  test.each([
    ["what the user tells", message("user", "We moved to Leeds."), true],
    ["what the user asks", message("user", "Where is Leeds?"), false],
    ["what the assistant says", message("assistant", "Leeds is in England."), false],
    ["what a participant with a name tells", message("assistant", "We moved to Leeds.", "Anna"), true],
    ["an instruction", message("developer", "The user lives in Leeds."), false],
    ["a document", message("user", "We moved to Leeds. ".repeat(100)), false],
    ["nothing", message("user", ""), false],
  ])("%s", (_, item, told) => {
    expect(termsOfItem(item).includes(toldTerm)).toBe(told);
  });

  test("a text cannot say so by itself", () => {
    expect(termsOfItem(message("user", "What does .told mean?"))).not.toContain(toldTerm);
  });
});
