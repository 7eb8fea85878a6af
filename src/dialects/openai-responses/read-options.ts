import type { GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { AnswerFormat, TextGrammar, Tool, ToolChoice } from "../../spec/tool.ts";
import { type InputTokensRequest, type ResponseRequest, responseRequest } from "./schema.ts";

/** How the model shall answer, by a request. Fails with a `ParleyError` for tools that only OpenAI runs. */
export function readOptions(request: Partial<ResponseRequest> & InputTokensRequest): GenerateOptions {
  const { reasoning, text } = request;
  const options: Record<string, unknown> = {
    maxOutputTokens: request.max_output_tokens,
    temperature: request.temperature,
    topP: request.top_p,
    presencePenalty: request.presence_penalty,
    frequencyPenalty: request.frequency_penalty,
    logprobs: request.include?.includes("message.output_text.logprobs") === true ? true : undefined,
    topLogprobs: request.top_logprobs,
    format: text?.format ? answerFormat(text.format) : undefined,
    tools: request.tools?.map(readTool),
    toolChoice: request.tool_choice ? toolChoice(request.tool_choice) : undefined,
    parallelToolCalls: request.parallel_tool_calls,
    reasoningEffort: reasoning?.effort,
    verbosity: text?.verbosity,
    endUser: request.safety_identifier ?? request.user,
    cacheKey: request.prompt_cache_key,
    serviceTier: request.service_tier,
    others: others(request),
  };
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== null && value !== undefined),
  );
}

const understood: ReadonlySet<string> = new Set(Object.keys(responseRequest.shape));

/** Members of `reasoning` that are no more than the answer's form, or an older name of it. */
const reasoningForms: ReadonlySet<string> = new Set(["effort", "summary", "generate_summary"]);

function others(request: Partial<ResponseRequest>): Readonly<Record<string, unknown>> | undefined {
  const asked = ([, value]: readonly [string, unknown]) => value !== null && value !== undefined;
  const rest = Object.entries(request).filter((entry) => !understood.has(entry[0]) && asked(entry));
  if (request.truncation === "auto") rest.push(["truncation", "auto"]);
  for (const [name, value] of Object.entries(request.reasoning ?? {})) {
    if (!reasoningForms.has(name) && asked([name, value])) rest.push([`reasoning.${name}`, value]);
  }
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

function answerFormat(format: NonNullable<NonNullable<ResponseRequest["text"]>["format"]>): AnswerFormat {
  if (format.type !== "json_schema") return { type: format.type };
  const { type, name, schema, strict, description } = format;
  return {
    type,
    name,
    schema,
    strict: strict ?? false,
    ...(typeof description === "string" && { description }),
  };
}

function readTool(tool: NonNullable<ResponseRequest["tools"]>[number], position: number): Tool {
  const param = `tools[${position}]`;
  switch (tool.type) {
    case "function": {
      const { type, name, description, parameters, strict } = tool;
      return {
        type,
        name,
        ...(typeof description === "string" && { description }),
        ...(parameters !== undefined && parameters !== null && { parameters }),
        ...(typeof strict === "boolean" && { strict }),
      };
    }
    case "custom": {
      const { type, name, description, format } = tool;
      return {
        type,
        name,
        ...(typeof description === "string" && { description }),
        ...(format && format.type !== "text" && { grammar: grammarOf(format, `${param}.format`) }),
      };
    }
    default:
      throw unsupported(`Tools of the type '${tool.type}' are not supported here.`, `${param}.type`);
  }
}

function grammarOf({ syntax, definition }: Readonly<Record<string, unknown>>, param: string): TextGrammar {
  if (typeof syntax === "string" && typeof definition === "string") return { syntax, definition };
  throw unsupported("A custom tool's format is `text`, or a grammar with a syntax and a definition.", param);
}

function toolChoice(choice: NonNullable<ResponseRequest["tool_choice"]>): ToolChoice {
  if (typeof choice === "string") return { type: choice };
  switch (choice.type) {
    case "allowed_tools":
      return { type: "allowed", mode: choice.mode, names: choice.tools.map((tool) => tool.name) };
    case "function":
    case "custom":
      return { type: "named", name: choice.name };
    default:
      throw unsupported(`Tools of the type '${choice.type}' are not supported here.`, "tool_choice");
  }
}

function unsupported(message: string, param: string): ParleyError {
  return new ParleyError("unsupported_parameter", { message, param });
}
