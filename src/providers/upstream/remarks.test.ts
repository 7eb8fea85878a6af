import { expect, test } from "vitest";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { Item, Role } from "../../spec/item.ts";
import { habitsOf } from "../anthropic/model-habits.ts";
import { thinkingRemarks } from "../anthropic/thinking.ts";
import { converseRemarks } from "../bedrock/request.ts";
import { effortRemarks as geminiRemarks } from "../gemini/generation-config.ts";
import { effortRemarks as ollamaRemarks } from "../ollama/request.ts";
import { gemini } from "../gemini/kind.ts";
import { openAiResponses } from "../openai-responses/kind.ts";
import { systemClock } from "../../lib/clock.ts";
import { movedInstructions, nearestEffort, oneOfBoth } from "./remarks.ts";

const kinds = { gemini, "openai-responses": openAiResponses };

const says = (role: Role): Item => ({ type: "message", role, content: [{ type: "text", text: "a" }] });

test("instructions amid a conversation are told as moved, those in front are not", () => {
  expect(movedInstructions([says("system"), says("developer"), says("user")])).toEqual([]);
  expect(movedInstructions([says("system")])).toEqual([]);
  expect(movedInstructions([says("user"), says("developer")])).toMatchObject([{ param: "messages" }]);
});

test("of an effort and a bound of the thought, the one that is not sent is told", () => {
  const both = { reasoningEffort: "low", reasoningTokens: 2_000 };
  expect(oneOfBoth(both, "effort")).toMatchObject([{ param: "reasoning_tokens" }]);
  expect(oneOfBoth(both, "bound")).toMatchObject([{ param: "reasoning_effort" }]);
  expect(oneOfBoth({ reasoningEffort: "low" }, "bound")).toEqual([]);
  expect(oneOfBoth({ reasoningTokens: 2_000 }, "effort")).toEqual([]);
});

test.each(["openai-responses", "gemini"])("%s says which of both it was told", async (type) => {
  const clocks = { connect: 1, firstByte: 1, idle: 1, total: 1 };
  const create = await kinds[type as keyof typeof kinds].load();
  const provider = create(
    { clock: systemClock },
    { name: type, baseUrl: "http://127.0.0.1:9", headers: {}, models: [], clocks },
  );
  const task: GenerateTask = {
    kind: "generate",
    items: [says("user")],
    options: { reasoningEffort: "low", reasoningTokens: 2_000 },
  };
  expect(provider.remarks?.(task, "gemini-2.5-flash")).toHaveLength(1);
});

test("an effort that was sent as asked is no remark", () => {
  expect(nearestEffort("low", "low")).toEqual([]);
  expect(nearestEffort(undefined, "low")).toEqual([]);
  expect(nearestEffort("max", "high")).toMatchObject([{ param: "reasoning_effort" }]);
});

const converse = (options: GenerateOptions, model: string) =>
  converseRemarks({ kind: "generate", items: [says("user")], options } satisfies GenerateTask, model);

test.each([
  ["claude-opus-4-6", "xhigh", "high"],
  ["claude-opus-4-8", "xhigh", undefined],
  ["claude-opus-4-8", "minimal", "low"],
  ["claude-opus-4-5", "xhigh", undefined],
])("%s, asked for %s, thinks with %s", (model, reasoningEffort, sent) => {
  const told = thinkingRemarks({ reasoningEffort }, habitsOf(model));
  expect(told.map(({ message }) => /'(\w+)' comes nearest/.exec(message)?.[1])).toEqual(
    sent === undefined ? [] : [sent],
  );
});

test("a number of tokens that a model does not take is told", () => {
  expect(thinkingRemarks({ reasoningTokens: 9_000 }, habitsOf("claude-opus-4-8"))[0]?.message).toContain(
    "'medium'",
  );
  expect(thinkingRemarks({ reasoningTokens: 5 }, habitsOf("claude-opus-4-5"))[0]?.message).toContain("1024");
  expect(thinkingRemarks({ reasoningTokens: 9_000 }, habitsOf("claude-opus-4-5"))).toEqual([]);
});

test.each([
  [() => converse({ reasoningEffort: "max" }, "amazon.nova-2-lite-v1:0"), "'high'"],
  [() => converse({ reasoningEffort: "minimal" }, "anthropic.claude-x"), "'low'"],
  [() => geminiRemarks("gemini-3-flash-preview", { reasoningEffort: "max" }), "'high'"],
  [() => geminiRemarks("gemini-2.5-flash", { reasoningEffort: "minimal" }), "'low'"],
  [() => ollamaRemarks({ reasoningEffort: "xhigh" }), "'high'"],
])("%s names %s", (remarks, word) => {
  expect(remarks()[0]?.message).toContain(word);
});

test("nothing is remarked where the model has the effort", () => {
  expect(converse({ reasoningEffort: "max" }, "anthropic.claude-x")).toEqual([]);
  expect(geminiRemarks("gemini-3-flash-preview", { reasoningEffort: "minimal" })).toEqual([]);
  expect(geminiRemarks("gemini-2.5-flash", { reasoningEffort: "none" })).toEqual([]);
  expect(ollamaRemarks({ reasoningEffort: "none" })).toEqual([]);
});

test("a model that cannot be kept from thinking refuses the effort none, and one that never thinks refuses any", () => {
  const refusal = expect.objectContaining({
    code: "unsupported_by_provider",
    param: "reasoning_effort",
  }) as Error;
  expect(() => converse({ reasoningEffort: "none" }, "openai.gpt-oss-20b-1:0")).toThrowError(refusal);
  expect(() => thinkingRemarks({ reasoningEffort: "low" }, habitsOf("claude-3-haiku-20240307"))).toThrowError(
    refusal,
  );
  expect(() => thinkingRemarks({ reasoningEffort: "banana" }, habitsOf("claude-opus-4-8"))).toThrowError(
    refusal,
  );
  expect(thinkingRemarks({ reasoningEffort: "none" }, habitsOf("claude-3-haiku-20240307"))).toEqual([]);
});
