import type { GenerateOptions } from "../../spec/call.ts";
import { known } from "../../lib/json-values.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { AnswerFormat, FunctionTool, JsonSchema, ToolChoice } from "../../spec/tool.ts";
import {
  boolean,
  count,
  type Json,
  list,
  number,
  object,
  optional,
  text,
  union,
  unsupported,
} from "./fields.ts";
import { readCacheMark } from "./read-parts.ts";

/** Members that are read; others are the engine's affair. */
const own = new Set([
  "messages",
  "system",
  "inferenceConfig",
  "toolConfig",
  "additionalModelRequestFields",
  "outputConfig",
  "serviceTier",
  "modelId",
]);

/** How the model shall answer, by a request's members. */
export function readOptions(body: Json): GenerateOptions {
  const config = optional(body["inferenceConfig"], "inferenceConfig", object) ?? {};
  const output = optional(body["outputConfig"], "outputConfig", object) ?? {};
  const tier = optional(body["serviceTier"], "serviceTier", object);
  const makers = readMakersFields(
    optional(body["additionalModelRequestFields"], "additionalModelRequestFields", object) ?? {},
  );
  const others = Object.fromEntries(
    Object.entries({ ...body, ...makers.others }).filter(([name, value]) => value !== null && !own.has(name)),
  );
  return known<GenerateOptions>({
    maxOutputTokens: optional(config["maxTokens"], "inferenceConfig.maxTokens", count),
    temperature: optional(config["temperature"], "inferenceConfig.temperature", number),
    topP: optional(config["topP"], "inferenceConfig.topP", number),
    stop: optional(config["stopSequences"], "inferenceConfig.stopSequences", texts),
    ...readTools(optional(body["toolConfig"], "toolConfig", object)),
    ...makers.options,
    reasoningEffort:
      makers.options.reasoningEffort ?? optional(output["effort"], "outputConfig.effort", text),
    format: optional(output["textFormat"], "outputConfig.textFormat", readFormat),
    serviceTier: optional(tier?.["type"], "serviceTier.type", text),
    others: Object.keys(others).length === 0 ? undefined : others,
  });
}

interface MakersFields {
  readonly options: Pick<
    GenerateOptions,
    "topK" | "reasoningTokens" | "reasoningEffort" | "parallelToolCalls" | "toolChoice"
  >;
  /** By their paths. */
  readonly others: Json;
}

/** What Converse leaves to each maker: Anthropic's names, Nova's, Cohere's and those of gpt-oss. */
function readMakersFields(fields: Json): MakersFields {
  const { top_k, k, thinking, reasoning_effort, reasoningConfig, inferenceConfig, tool_choice, ...rest } =
    fields;
  const at = (name: string) => `additionalModelRequestFields.${name}`;
  const nova = optional(inferenceConfig, at("inferenceConfig"), object) ?? {};
  const budget = optional(thinking, at("thinking"), object)?.["budget_tokens"];
  const config = optional(reasoningConfig, at("reasoningConfig"), object);
  const novaEffort = config?.["type"] === "disabled" ? "none" : config?.["maxReasoningEffort"];
  const choice = optional(tool_choice, at("tool_choice"), object);
  const options = known<MakersFields["options"]>({
    parallelToolCalls: choice?.["disable_parallel_tool_use"] === true ? false : undefined,
    toolChoice: optional(choice, at("tool_choice"), readClaudesChoice),
    topK: optional(top_k ?? k ?? nova["topK"], at("top_k"), count),
    reasoningTokens: optional(budget, at("thinking.budget_tokens"), count),
    reasoningEffort: optional(reasoning_effort ?? novaEffort, at("reasoning_effort"), text),
  });
  return {
    options,
    others: Object.fromEntries(Object.entries(rest).map(([name, value]) => [at(name), value])),
  };
}

/** `auto` is what is meant without a choice, and stands there only to carry its neighbour. */
function readClaudesChoice(value: unknown, param: string): ToolChoice | undefined {
  const { type, name } = object(value, param);
  if (type === "any") return { type: "required" };
  if (type === "none") return { type: "none" };
  return type === "tool" ? { type: "named", name: text(name, `${param}.name`) } : undefined;
}

function readTools(config: Json | undefined): Pick<GenerateOptions, "tools" | "toolChoice"> {
  if (config === undefined) return {};
  const tools: FunctionTool[] = [];
  for (const [position, entry] of list(config["tools"], "toolConfig.tools").entries()) {
    const at = `toolConfig.tools[${position}]`;
    const [kind, content] = union(entry, at);
    const last = tools.at(-1);
    if (kind === "toolSpec") tools.push(readTool(object(content, at), `${at}.toolSpec`));
    else if (kind !== "cachePoint" || last === undefined)
      throw unsupported(`The tool '${kind}'`, `${at}.${kind}`);
    else tools[tools.length - 1] = { ...last, cache: readCacheMark(content, `${at}.cachePoint`) };
  }
  return known<Pick<GenerateOptions, "tools" | "toolChoice">>({
    tools,
    toolChoice: optional(config["toolChoice"], "toolConfig.toolChoice", readChoice),
  });
}

function readTool(spec: Json, param: string): FunctionTool {
  const [, schema] = union(spec["inputSchema"], `${param}.inputSchema`);
  return known<FunctionTool>({
    type: "function",
    name: text(spec["name"], `${param}.name`),
    description: optional(spec["description"], `${param}.description`, text),
    parameters: object(schema, `${param}.inputSchema.json`),
    strict: optional(spec["strict"], `${param}.strict`, boolean),
  });
}

function readChoice(value: unknown, param: string): ToolChoice {
  const [kind, content] = union(value, param);
  if (kind === "auto") return { type: "auto" };
  if (kind === "any") return { type: "required" };
  return { type: "named", name: text(object(content, `${param}.${kind}`)["name"], `${param}.${kind}.name`) };
}

/** The schema is a text with JSON in it. */
function readFormat(value: unknown, param: string): AnswerFormat {
  const format = object(value, param);
  const structure = object(format["structure"], `${param}.structure`);
  const at = `${param}.structure.jsonSchema`;
  const definition = object(structure["jsonSchema"], at);
  return known<Extract<AnswerFormat, { type: "json_schema" }>>({
    type: "json_schema",
    name: optional(definition["name"], `${at}.name`, text) ?? "answer",
    description: optional(definition["description"], `${at}.description`, text),
    schema: parsed(text(definition["schema"], `${at}.schema`), `${at}.schema`),
    strict: true,
  });
}

function parsed(schema: string, param: string): JsonSchema {
  try {
    const value: unknown = JSON.parse(schema);
    return typeof value === "boolean" ? value : object(value, param);
  } catch (cause) {
    throw new ParleyError("invalid_value", {
      message: `'${param}' must be a JSON schema as a text.`,
      param,
      cause,
    });
  }
}

function texts(value: unknown, param: string): readonly string[] {
  return list(value, param).map((entry, position) => text(entry, `${param}[${position}]`));
}
