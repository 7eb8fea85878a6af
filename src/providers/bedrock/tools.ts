import type { GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Tool, ToolChoice } from "../../spec/tool.ts";
import { type Block, cachePoint } from "./content.ts";
import type { Family } from "./family.ts";

/** Converse refuses a conversation with calls in it when it is told of no tools at all. */
const placeholder: Block = {
  toolSpec: {
    name: "no_tool",
    description: "There is no tool to call. Answer without one.",
    inputSchema: { json: { type: "object", properties: {} } },
  },
};

interface ToolMembers {
  /** `undefined` where no tool was ever spoken of. */
  readonly toolConfig: Block | undefined;
  /** Of `additionalModelRequestFields`. */
  readonly makers: Block;
}

/** What a request says of tools. */
export function toolMembers(family: Family, options: GenerateOptions, hasCalls: boolean): ToolMembers {
  const { tools = [], toolChoice, parallelToolCalls } = options;
  const offered = tools.filter((tool) => isOffered(tool, toolChoice)).flatMap(toolSpec);
  if (offered.length === 0)
    return { toolConfig: hasCalls ? { tools: [placeholder] } : undefined, makers: {} };
  if (parallelToolCalls === false) {
    return { toolConfig: { tools: offered }, makers: { tool_choice: oneCall(family, toolChoice) } };
  }
  const choice = toolChoice === undefined ? undefined : choiceOf(toolChoice);
  return { toolConfig: { tools: offered, ...(choice !== undefined && { toolChoice: choice }) }, makers: {} };
}

/**
 * Only Claude can be told to call one tool at a time, in its own words. The choice is then said there alone: both
 * places at once are refused.
 */
function oneCall(family: Family, choice: ToolChoice | undefined): Block {
  if (family !== "claude" && family !== "other") {
    throw new ParleyError("unsupported_by_provider", {
      message: "This model decides how many tools it calls at a time.",
      param: "parallel_tool_calls",
    });
  }
  const [[type, named] = ["auto", {}]] = Object.entries(choiceOf(choice ?? { type: "auto" }));
  return { type, ...(named as Block), disable_parallel_tool_use: true };
}

/** Converse can neither forbid tools nor allow some of them: what must not be called is not offered. */
function isOffered(tool: Tool, choice: ToolChoice | undefined): boolean {
  if (choice?.type === "none") return false;
  return choice?.type === "allowed" ? choice.names.includes(tool.name) : true;
}

function choiceOf(choice: ToolChoice): Block {
  if (choice.type === "named") return { tool: { name: choice.name } };
  const mode = choice.type === "allowed" ? choice.mode : choice.type;
  return mode === "required" ? { any: {} } : { auto: {} };
}

function toolSpec(tool: Tool): Block[] {
  if (tool.type === "custom") {
    throw new ParleyError("unsupported_by_provider", {
      message: "Amazon Bedrock has no tools that take free text.",
    });
  }
  const { name, description, parameters, strict } = tool;
  const spec: Block = {
    toolSpec: {
      name,
      ...(description !== undefined && description !== "" && { description }),
      inputSchema: { json: schemaOf(parameters) },
      ...(strict !== undefined && { strict }),
    },
  };
  return [spec, ...cachePoint(tool.cache)];
}

/** Arguments are an object in any case; Converse wants their schema to say so. */
function schemaOf(parameters: Extract<Tool, { type: "function" }>["parameters"]): Block {
  if (parameters === undefined || typeof parameters === "boolean") return { type: "object", properties: {} };
  return "type" in parameters ? { ...parameters } : { type: "object", ...parameters };
}
