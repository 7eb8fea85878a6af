import type { GenerateOptions } from "../../spec/call.ts";
import type { FunctionTool, Tool, ToolChoice } from "../../spec/tool.ts";
import { isObject, type Json, known } from "../upstream/json.ts";
import { cacheControl } from "./content.ts";

/** The one member of a custom tool's input. */
export const customInput = "input";

/** The API refuses a conversation with calls in it when it is told of no tools at all. */
const placeholder: Json = {
  name: "no_tool",
  description: "There is no tool to call. Answer without one.",
  input_schema: { type: "object", properties: {} },
};

/** The members `tools` and `tool_choice` of a request. */
export function toolMembers(options: GenerateOptions, hasCalls: boolean): Json {
  const { toolChoice, parallelToolCalls } = options;
  const tools = allowedOf(options.tools ?? [], toolChoice);
  if (tools.length === 0 && hasCalls) return { tools: [placeholder], tool_choice: { type: "none" } };
  const choice = choiceOf(toolChoice, tools.length > 0);
  const serial = parallelToolCalls === false && tools.length > 0 && choice?.["type"] !== "none";
  return known<Json>({
    tools: tools.length === 0 ? undefined : tools.map(toolOf),
    tool_choice: serial ? { type: "auto", ...choice, disable_parallel_tool_use: true } : choice,
  });
}

/** The API has no list of allowed tools: the model gets no others. */
function allowedOf(tools: readonly Tool[], choice: ToolChoice | undefined): readonly Tool[] {
  if (choice?.type !== "allowed") return tools;
  return tools.filter(({ name }) => choice.names.includes(name));
}

function choiceOf(choice: ToolChoice | undefined, hasTools: boolean): Json | undefined {
  switch (choice?.type) {
    case undefined:
      return undefined;
    case "named":
      return { type: "tool", name: choice.name };
    case "required":
      return { type: "any" };
    case "allowed":
      return choice.mode === "required" ? { type: "any" } : autoOf("auto", hasTools);
    case "auto":
    case "none":
      return autoOf(choice.type, hasTools);
  }
}

/** Without tools there is nothing to choose, and the API refuses a choice. */
function autoOf(type: "auto" | "none", hasTools: boolean): Json | undefined {
  return hasTools ? { type } : undefined;
}

function toolOf(tool: Tool): Json {
  return tool.type === "custom" ? customTool(tool.name, tool.description) : functionTool(tool);
}

function functionTool({ name, description, parameters, strict, cache }: FunctionTool): Json {
  const schema = isObject(parameters) ? parameters : {};
  return known<Json>({
    name,
    description,
    input_schema: schema["type"] === "object" ? schema : { ...schema, type: "object" },
    // Older models do not know the member, and without it a tool is not strict.
    strict: strict === true ? true : undefined,
    cache_control: cacheControl(cache),
  });
}

/** The API's tools take JSON alone: a free text becomes the one member of an object. */
function customTool(name: string, description: string | undefined): Json {
  return known<Json>({
    name,
    description,
    input_schema: {
      type: "object",
      properties: { [customInput]: { type: "string" } },
      required: [customInput],
      additionalProperties: false,
    },
  });
}
