import type { GenerateOptions } from "../../spec/call.ts";
import type { Tool } from "../../spec/tool.ts";
import type { Json } from "../upstream/json.ts";
import { inputMember } from "./parts.ts";

/** The members `tools` and `toolConfig` of a request; none without tools. */
export function toolMembers(options: GenerateOptions): Json {
  const { tools } = options;
  if (tools === undefined || tools.length === 0) return {};
  const config = callingConfig(options);
  return {
    tools: [{ functionDeclarations: tools.map(declaration) }],
    ...(config !== undefined && { toolConfig: { functionCallingConfig: config } }),
  };
}

/** A tool that takes free text is a function with one text for Gemini; `ChoiceReader` takes the text out again. */
function declaration(tool: Tool): Json {
  const parameters =
    tool.type === "custom"
      ? { type: "object", properties: { [inputMember]: { type: "string" } }, required: [inputMember] }
      : tool.parameters;
  return {
    name: tool.name,
    ...(tool.description !== undefined && { description: tool.description }),
    ...(parameters !== undefined && { parametersJsonSchema: parameters }),
  };
}

/** `VALIDATED` leaves the choice to the model as `AUTO` does, and holds it to the schemas and to the allowed names. */
function callingConfig({ toolChoice: choice, tools = [] }: GenerateOptions): Json | undefined {
  switch (choice?.type) {
    case "none":
      return { mode: "NONE" };
    case "required":
      return { mode: "ANY" };
    case "named":
      return { mode: "ANY", allowedFunctionNames: [choice.name] };
    case "allowed":
      return { mode: choice.mode === "required" ? "ANY" : "VALIDATED", allowedFunctionNames: choice.names };
    default:
      if (tools.some((tool) => tool.type === "function" && tool.strict === true))
        return { mode: "VALIDATED" };
      return choice === undefined ? undefined : { mode: "AUTO" };
  }
}
