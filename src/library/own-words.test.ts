import { expect, onTestFinished, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { createParley } from "./create-parley.ts";
import { inOwnWords } from "./own-words.ts";
import type { ChatRequest } from "./request.ts";

const wrong = { type: "zorg" };
const tools = [{ type: "function" as const, name: "f", parameters: wrong }];
const cases: readonly [ChatRequest, string, string][] = [
  [
    { format: { type: "json_schema", name: "n", schema: wrong, strict: true } },
    "format.schema.type",
    '"type"',
  ],
  [{ tools, toolChoice: { type: "required" } }, "tools[0].parameters.type", '"type"'],
  [{ toolChoice: { type: "required" } }, "toolChoice", "`toolChoice` demands a call"],
];

test.each(cases)(
  "a fault that the engine finds is named as it was written: %j",
  async (wishes, param, said) => {
    const parley = createParley({ env: {} });
    onTestFinished(() => parley.close());
    const request = { prompt: "Call f.", ...wishes };
    const error = { code: "invalid_value", param, message: expect.stringContaining(said) as string };
    await expect(parley.chat(request)).rejects.toMatchObject(error);
    await expect(parley.stream(request).next()).rejects.toMatchObject(error);
  },
);

test("all else of an error stays, and errors that have another path, or none, are the same", () => {
  const cause = new Error("why");
  const details = { message: "No.", retryAfterMs: 5, raw: { status: 400 }, words: { code: "c" }, cause };
  const told = inOwnWords(new ParleyError("upstream_rejected", { ...details, param: "n" }));
  expect(told).toMatchObject({ code: "upstream_rejected", ...details, param: "choices" });
  for (const error of [cause, new ParleyError("invalid_value", { param: "messages[0].role" }), undefined])
    expect(inOwnWords(error)).toBe(error);
});
