import { lookUp } from "../../lib/look-up.ts";
import type { EmbedTask, GenerateOptions, GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { Attempt } from "../../spec/provider.ts";
import type { AnswerFormat, JsonSchema, Tool, ToolChoice } from "../../spec/tool.ts";
import { nearestEffort } from "../upstream/remarks.ts";
import { messagesOf, promptOf } from "./messages.ts";

type Json = Record<string, unknown>;

export interface WireCall {
  readonly path: "/api/chat" | "/api/generate" | "/api/embed";
  readonly body: Buffer;
}

/**
 * The request for an answer; a raw text goes where Ollama writes no prompt of its own around it.
 *
 * @param contextTokens What the operator gives the model; absent: the server's own default, which is often small.
 */
export function generateRequest({ model, task }: Attempt<GenerateTask>, contextTokens?: number): WireCall {
  const { items, options, raw } = task;
  const asked =
    raw === true
      ? { ...promptOf(items), raw: true }
      : { messages: messagesOf(items), tools: toolsOf(options.tools, options.toolChoice) };
  return {
    path: raw === true ? "/api/generate" : "/api/chat",
    body: bodyOf({
      model,
      ...asked,
      ...parameters(model, options, contextTokens),
      // The answer is always streamed: one road, and a caller who leaves is noticed at once.
      stream: true,
      // Ollama drops the beginning of a conversation that is too long, and says nothing, unless it is told not to.
      truncate: false,
    }),
  };
}

/** Fails with `unsupported_by_provider` for lists of token ids, which differ from model to model. */
export function embedRequest({ model, task }: Attempt<EmbedTask>): WireCall {
  if (task.inputs.some((input) => typeof input !== "string")) {
    throw new ParleyError("unsupported_by_provider", {
      message: "Ollama makes embeddings of texts, and not of token ids.",
      param: "input",
    });
  }
  const body = bodyOf({ model, input: task.inputs, dimensions: task.dimensions, truncate: false });
  return { path: "/api/embed", body };
}

/** Members that are undefined are left out by `JSON.stringify`. */
function bodyOf(body: Json): Buffer {
  return Buffer.from(JSON.stringify(body));
}

function parameters(model: string, options: GenerateOptions, contextTokens: number | undefined): Json {
  const sampling: Json = {
    num_ctx: contextTokens,
    num_predict: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    top_k: options.topK,
    seed: options.seed,
    stop: options.stop,
    presence_penalty: options.presencePenalty,
    frequency_penalty: options.frequencyPenalty,
  };
  const set = Object.values(sampling).some((value) => value !== undefined);
  return {
    format: options.format === undefined ? undefined : formatOf(options.format),
    think: options.reasoningEffort === undefined ? undefined : thinkOf(options.reasoningEffort, model),
    logprobs: options.logprobs,
    top_logprobs: options.topLogprobs,
    options: set ? sampling : undefined,
  };
}

function formatOf(format: AnswerFormat): unknown {
  if (format.type === "text") return undefined;
  return format.type === "json_object" ? "json" : schemaOf(format.schema);
}

/** Ollama takes a schema that is an object: `true` allows everything, as an empty one does. */
function schemaOf(schema: JsonSchema): JsonSchema {
  if (schema !== false) return schema === true ? {} : schema;
  throw new ParleyError("unsupported_by_provider", {
    message: "No answer fits the schema `false`.",
    param: "response_format.json_schema.schema",
  });
}

/** Ollama's own words are `low`, `medium`, `high` and `max`; models that know no degrees take each for `true`. */
const efforts: Readonly<Record<string, boolean | string>> = {
  none: false,
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "high",
  max: "max",
};

function thinkOf(effort: string, model: string): boolean | string {
  const think = lookUp(efforts, effort);
  if (think === false && alwaysThinks.test(model)) {
    throw new ParleyError("unsupported_by_provider", {
      message: "This model cannot be kept from thinking.",
      param: "reasoning_effort",
    });
  }
  if (think !== undefined) return think;
  throw new ParleyError("unsupported_by_provider", {
    message: `Ollama knows the efforts ${Object.keys(efforts).join(", ")}.`,
    param: "reasoning_effort",
  });
}

/** Models that pass over `false`, as Ollama's documentation says. */
const alwaysThinks = /(?:^|\/)gpt-oss/;

/** What becomes of an effort otherwise than asked. */
export function effortRemarks({ reasoningEffort: asked }: GenerateOptions): readonly Warning[] {
  const think = asked === undefined ? undefined : lookUp(efforts, asked);
  return typeof think === "string" ? nearestEffort(asked, think) : [];
}

/** Ollama cannot be told which tool to call: leaving out those that may not be called comes to the same. */
function toolsOf(tools: readonly Tool[] | undefined, choice: ToolChoice | undefined): Json[] | undefined {
  if (tools === undefined || choice?.type === "none") return undefined;
  if (choice === undefined || choice.type === "auto") return tools.map(toolOf);
  if (choice.type === "allowed" && choice.mode === "auto") {
    return tools.filter(({ name }) => choice.names.includes(name)).map(toolOf);
  }
  throw new ParleyError("unsupported_by_provider", {
    message: "Ollama cannot make a model call a tool.",
    param: "tool_choice",
  });
}

function toolOf(tool: Tool): Json {
  if (tool.type === "custom") {
    throw new ParleyError("unsupported_by_provider", {
      message: "Ollama's tools take JSON and no free text.",
      param: "tools",
    });
  }
  const { name, description, parameters: schema } = tool;
  const inputs = typeof schema === "object" ? schema : { type: "object", properties: {} };
  return { type: "function", function: { name, description, parameters: inputs } };
}
