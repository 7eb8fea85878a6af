import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import type { Heard } from "../../../providers/rehearsal/rehearsal.fixture.ts";
import { judge } from "../../../engine/parameters.ts";
import type { GenerateOptions, GenerateTask } from "../../../spec/call.ts";
import type { Attempt } from "../../../spec/provider.ts";
import type { ParameterName } from "../../../spec/parameters.ts";
import type { Tool } from "../../../spec/tool.ts";
import {
  type Ask,
  answerOf,
  scripted,
  setStage,
  startTruth,
  type Subject,
  taskOf,
} from "./subject.fixture.ts";

export const weather: Tool = {
  type: "function",
  name: "get_weather",
  description: "Tells the current weather for a place.",
  parameters: {
    type: "object",
    properties: { location: { type: "string" }, days: { type: "integer" } },
    required: ["location", "days"],
    additionalProperties: false,
  },
};
export const time: Tool = {
  type: "function",
  name: "get_time",
  description: "Says how late it is.",
  parameters: {
    type: "object",
    properties: { zone: { type: "string" } },
    required: ["zone"],
    additionalProperties: false,
  },
};
const tools = [weather, time];

const person = {
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer" } },
  required: ["name", "age"],
  additionalProperties: false,
};

/** Arguments as values: protocols differ in whether they carry the text or the value. */
function callsOf({ calls }: Heard): readonly { readonly name: string; readonly input: unknown }[] {
  return calls.map(({ name, text }) => ({ name, input: JSON.parse(text) as unknown }));
}

/** What a subject answers is what the model behind it says. */
export function answers(subject: Subject): void {
  const truth = startTruth();
  afterAll(() => truth.close());
  const stage = () => setStage(subject, truth.provider);
  /** Both sides' answers; where the provider's table refuses the parameter, a check that it says so. */
  async function compare(ask: Ask, parameter?: ParameterName): Promise<readonly [Heard, Heard] | undefined> {
    const { provider } = await stage();
    const heard = await answerOf(provider, ask);
    const row = parameter === undefined ? undefined : provider.parameters?.[parameter];
    if (row?.how === "refused") {
      expect(heard.error).toMatchObject({ code: "unsupported_by_provider", message: row.why });
      return undefined;
    }
    if (row?.how === "ignored" && provider.parameters !== undefined) {
      const warnings = judge(taskOf(ask), provider.parameters);
      expect(warnings.map(({ message }) => message)).toContain(row.why);
      expect(heard.error).toBeUndefined();
      return undefined;
    }
    expect(heard.error).toBeUndefined();
    return [heard, await answerOf(truth.provider, ask)];
  }

  describe("answers", () => {
    test.each(["Hello, world!", "Count to 40", "Repeat after me: 日本語のテスト 👩🏽‍🚀 é ñ — 🇺🇳"])(
      "%s: the same text, whole and streamed, with the true usage",
      async (question) => {
        const { provider } = await stage();
        const expected = await answerOf(truth.provider, { says: [question] });
        for (const stream of [true, false]) {
          const heard = await answerOf(provider, { says: [question], stream });
          expect(heard.error).toBeUndefined();
          expect(heard.texts).toEqual(expected.texts);
          expect(heard.finishes).toEqual(["stop"]);
          expect(heard.end?.usage).toMatchObject({
            inputTokens: expected.end?.usage?.inputTokens,
            outputTokens: expected.end?.usage?.outputTokens,
          });
        }
      },
    );

    test("remember the conversation, with what the system said", async () => {
      const said = await compare({
        says: ["My name is Ada.", "Nice to meet you, Ada.", "What is my name?"],
      });
      expect(said?.[0].texts[0]).toContain("Ada");
      const system = {
        type: "message",
        role: "system",
        content: [{ type: "text", text: "Be brief." }],
      } as const;
      const [heard, expected] = (await compare({ says: [system, question("Hello!")] })) ?? [];
      expect(heard?.texts).toEqual(expected?.texts);
    });

    test.each<[string, GenerateOptions, ParameterName]>([
      ["at the bound of tokens", { maxOutputTokens: 4 }, "max_completion_tokens"],
      ["at a stop sequence", { stop: ["7"] }, "stop"],
    ])("end %s", async (_name, options, parameter) => {
      const [heard, expected] = (await compare({ says: ["Count to 20"], options }, parameter)) ?? [];
      expect(heard?.texts).toEqual(expected?.texts);
      expect(heard?.finishes).toEqual(expected?.finishes);
    });

    test("have as many choices as were asked for", async () => {
      const [heard, expected] = (await compare({ says: ["Hello!"], options: { choices: 2 } }, "n")) ?? [];
      expect(heard?.texts).toEqual(expected?.texts);
    });

    test("have log probabilities", async () => {
      const options = { logprobs: true, topLogprobs: 2 };
      const [heard, expected] = (await compare({ says: ["Count to 5"], options }, "logprobs")) ?? [];
      const tokens = (side: Heard | undefined) =>
        side?.logprobs.map(({ token, logprob }) => [token, logprob]);
      expect(tokens(heard)).toEqual(tokens(expected));
    });

    test("follow a JSON schema", async () => {
      const options: GenerateOptions = {
        format: { type: "json_schema", name: "person", schema: person, strict: true },
      };
      const pair = await compare({ says: ["Ada is 36"], options }, "response_format.json_schema");
      if (pair === undefined) return;
      expect(new Ajv2020().validate(person, JSON.parse(pair[0].texts[0] ?? ""))).toBe(true);
      expect(pair[0].finishes).toEqual(["stop"]);
    });

    test("are JSON where any will do, or the model is told to write it", async () => {
      const asked: Attempt<GenerateTask>[] = [];
      const generate = (attempt: Attempt<GenerateTask>) => {
        asked.push(attempt);
        return truth.provider.generate(attempt);
      };
      const { provider } = await setStage(subject, { ...truth.provider, generate });
      const options: GenerateOptions = { format: { type: "json_object" } };
      const heard = await answerOf(provider, { says: ["Ada is 36"], options });
      expect(heard.error).toBeUndefined();
      if (provider.parameters?.["response_format.json_object"].how === "emulated") {
        const told = asked[0]?.task.items.filter((item) => item.type === "message" && item.role === "system");
        expect(JSON.stringify(told)).toContain("JSON");
      } else expect(JSON.parse(heard.texts[0] ?? "")).toBeTypeOf("object");
    });

    test("refuse, with the model's words", async () => {
      const [heard, expected] = (await compare({ says: ["Hello!"], model: "rehearsal-refuses" })) ?? [];
      expect(heard?.refusal || heard?.texts.join("")).toBe(expected?.refusal);
    });

    test("that say nothing of their usage have none, instead of 0", async () => {
      const { provider } = await stage();
      const { end, error } = await answerOf(provider, { says: ["Hello!"], model: "rehearsal-no-usage" });
      expect(error).toBeUndefined();
      expect(end?.usage?.outputTokens).toBeUndefined();
    });
  });

  describe("tools", () => {
    test.each<[string, string, GenerateOptions, ParameterName | undefined]>([
      ["by their own judgement", "The weather in Oslo for 3 days?", {}, undefined],
      ["in parallel", "The weather and the time in Oslo, 3 days?", {}, undefined],
      ["not at all", "Hello!", {}, undefined],
      ["because they must", "Hello!", { toolChoice: { type: "required" } }, "tool_choice.required"],
      ["by name", "Hello!", { toolChoice: { type: "named", name: "get_time" } }, "tool_choice.named"],
      ["never", "The weather in Oslo?", { toolChoice: { type: "none" } }, "tool_choice.none"],
      [
        "one at a time",
        "The weather and the time in Oslo?",
        { parallelToolCalls: false },
        "parallel_tool_calls",
      ],
    ])("are called %s", async (_name, asked, more, parameter) => {
      const options = { tools, ...more };
      const pair = await compare({ says: [asked], options }, parameter);
      if (pair === undefined) return;
      const [heard, expected] = pair;
      const emulated = expected.calls.length > 0 ? ["tool-calls", "stop"] : ["stop"];
      expect(callsOf(heard)).toEqual(callsOf(expected));
      expect(emulated).toContain(heard.finishes[0]);
      expect(new Set(heard.calls.map(({ callId }) => callId)).size).toBe(heard.calls.length);
    });

    test("that have answered are quoted", async () => {
      const { provider } = await stage();
      const first = await answerOf(provider, {
        says: ["The weather in Oslo for 3 days?"],
        options: { tools },
      });
      const [call] = first.calls;
      const { callId = "", text = "" } = call ?? {};
      const says = [
        question("The weather in Oslo for 3 days?"),
        { type: "function_call", callId, name: "get_weather", arguments: text },
        { type: "function_call_output", callId, output: [{ type: "text", text: "18 degrees" }] },
      ] as const;
      const heard = await answerOf(provider, { says, options: { tools } });
      expect(heard.error).toBeUndefined();
      expect(heard.texts.join("")).toContain("18 degrees");
      expect(heard.calls).toEqual([]);
    });
  });

  test("thoughts come before the answer, and apart from it", async () => {
    const { provider } = await setStage(
      subject,
      scripted([
        { type: "reasoning-delta", choice: 0, text: "Let me " },
        { type: "reasoning-delta", choice: 0, text: "think: 考え 🤔" },
        { type: "text-delta", choice: 0, text: "42" },
        { type: "choice-finish", choice: 0, finish: { unified: "stop" } },
        { type: "end", usage: { inputTokens: 3, outputTokens: 9, reasoningTokens: 7 } },
      ]),
    );
    // Some upstreams think aloud for those alone who ask for it.
    const options = { reasoningEffort: "medium" };
    const heard = await answerOf(provider, { says: ["?"], model: "scripted", options });
    expect(heard.error).toBeUndefined();
    expect(heard.texts).toEqual(["42"]);
    const thoughts = heard.events.flatMap((event) => (event.type === "reasoning-delta" ? [event.text] : []));
    expect(thoughts.join("")).toBe(subject.reasons ? "Let me think: 考え 🤔" : "");
  });

  test("embeddings are the model's, or refused", async () => {
    const { provider } = await stage();
    const attempt = {
      callId: "req_1",
      model: "rehearsal-embedding",
      task: { kind: "embed", inputs: ["one", "two 二"] },
      stream: false,
      signal: new AbortController().signal,
    } as const;
    const read = async (side: typeof provider) => {
      const vectors: Float32Array[] = [];
      let inputTokens: number | undefined;
      const stream = side.embed(attempt);
      for (let next = await stream.next(); next.done !== true; next = await stream.next()) {
        if (next.value.type === "embedding") vectors[next.value.index] = next.value.vector;
        if (next.value.type === "end") inputTokens = next.value.usage?.inputTokens;
      }
      return { vectors, inputTokens };
    };
    if (!subject.embeds) {
      await expect(read(provider)).rejects.toMatchObject({ code: "unsupported_by_provider" });
      return;
    }
    expect((await read(provider)).vectors).toEqual((await read(truth.provider)).vectors);
  });

  test("the list of models is the upstream's", async () => {
    const { provider } = await stage();
    const listed = await provider.listModels(new AbortController().signal);
    expect(listed.map(({ id }) => id)).toEqual(truth.provider.models.map(({ id }) => id));
  });
}

function question(text: string) {
  return { type: "message", role: "user", content: [{ type: "text", text }] } as const;
}
