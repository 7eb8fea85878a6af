import { createLlama } from "../../src/providers/llama/provider.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { Item } from "../../src/spec/item.ts";
import type { GenerateOptions } from "../../src/spec/call.ts";
import { spaced } from "../format/render-conversation.ts";
import type { Answer } from "./check-answer.ts";
import type { EvaluationCase } from "./case.ts";

const parallel = 4;
/** More than any right answer needs. */
const longest = 120;

/** Asks all questions as a caller of Parley would, at temperature 0. `told` hears of each answer, in any order. */
export async function askModel(
  file: string,
  cases: readonly EvaluationCase[],
  told: (asked: EvaluationCase, answer: Answer) => void,
): Promise<void> {
  const provider = createLlama(
    { clock: systemClock, env: { PATH: process.env["PATH"] ?? "" } },
    // A folder without files: the model is the named one alone.
    {
      name: "local",
      folder: `${file}.none`,
      models: { demo: { file } },
      threads: 1,
      gpu: "off",
      parallel,
      contextTokens: 2_048,
    },
  );
  let next = 0;
  const work = async (): Promise<void> => {
    for (let asked = cases[next++]; asked !== undefined; asked = cases[next++]) {
      const answer = { text: "", calls: [] as { name: string; arguments: string }[] };
      const events = provider.generate({
        callId: "evaluation",
        model: "demo",
        task: { kind: "generate", items: itemsOf(asked), options: optionsOf(asked) },
        stream: true,
        signal: AbortSignal.timeout(120_000),
      });
      for await (const event of events) {
        if (event.type === "text-delta") answer.text += event.text;
        else if (event.type === "tool-call-start") answer.calls.push({ name: event.name, arguments: "" });
        else if (event.type === "tool-call-delta") {
          const call = answer.calls.at(-1);
          if (call !== undefined) call.arguments += event.text;
        }
      }
      told(asked, answer);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, work));
  } finally {
    await provider.close();
  }
}

function itemsOf({ messages }: EvaluationCase): readonly Item[] {
  const items: Item[] = [];
  for (const { role, content, call } of messages) {
    const callId = `call_${items.length}`;
    const last = items.at(-1);
    if (call !== undefined)
      items.push({ type: "function_call", callId, name: call.name, arguments: spaced(call.arguments) });
    else if (role !== "tool")
      items.push({ type: "message", role, content: [{ type: "text", text: content }] });
    else if (last?.type === "function_call") {
      items.push({
        type: "function_call_output",
        callId: last.callId,
        output: [{ type: "text", text: content }],
      });
    }
  }
  return items;
}

function optionsOf({ tools, schema, check }: EvaluationCase): GenerateOptions {
  return {
    temperature: 0,
    maxOutputTokens: longest,
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: "function" as const,
        name,
        description,
        parameters: objectOf(Object.fromEntries(parameters.map((parameter) => [parameter, "string"]))),
      })),
      toolChoice: { type: check.type.startsWith("call") ? ("required" as const) : ("none" as const) },
    }),
    ...(schema !== undefined && {
      format: { type: "json_schema" as const, name: "answer", schema: objectOf(schema), strict: true },
    }),
  };
}

function objectOf(members: Readonly<Record<string, string>>) {
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(members).map(([name, type]) => [name, { type }])),
    required: Object.keys(members),
    additionalProperties: false,
  };
}
