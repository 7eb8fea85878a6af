import type { Tool } from "../../../spec/tool.ts";
import { plainFormat, type CallFormat } from "./call-format.ts";
import type { Render, TemplateMessage, TemplateTool } from "./chat-template.ts";
import type { Turn } from "./conversation.ts";
import type { TemplateSkills } from "./template-skills.ts";

export interface PromptInput {
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly thinking?: boolean;
}

/** How this model writes calls of tools. */
export function callFormat(skills: TemplateSkills): CallFormat {
  return (skills.tools ? skills.calls : undefined) ?? plainFormat;
}

/**
 * The conversation in the words of the model's template. What the template has no place for is said in its stead:
 * system messages and tools in the first user message, calls and outputs as texts.
 */
export function promptText(
  render: Render,
  skills: TemplateSkills,
  { turns, tools, thinking }: PromptInput,
): string {
  const native = skills.tools && skills.calls !== undefined;
  const messages = turns.map((turn) => toMessage(turn, skills, native));
  const described = native || tools.length === 0 ? "" : describeTools(tools);
  return render({
    messages: settle(messages, described, skills.system),
    open: true,
    ...(native && { tools: tools.map(toTemplateTool) }),
    ...(thinking !== undefined && { thinking }),
  });
}

function toMessage(turn: Turn, skills: TemplateSkills, native: boolean): TemplateMessage {
  const { role, text, reasoning, calls, callId, name } = turn;
  if (role === "tool") {
    if (!native || !skills.toolOutputs)
      return { role: "user", content: `<tool_response>\n${text}\n</tool_response>` };
    return {
      role,
      content: text,
      ...(callId !== undefined && { tool_call_id: callId }),
      ...(name !== undefined && { name }),
    };
  }
  if (role !== "assistant") return { role, content: text };
  const asText = native ? [] : calls.map((call) => writeCall(call));
  return {
    role,
    content: [...(text === "" ? [] : [text]), ...asText].join("\n"),
    ...(reasoning !== "" && { reasoning_content: reasoning }),
    ...(native &&
      calls.length > 0 && {
        tool_calls: calls.map((call) => ({
          id: call.id,
          type: "function" as const,
          function: {
            name: call.name,
            arguments: skills.calls?.argumentsAsText === true ? call.arguments : parsed(call.arguments),
          },
        })),
      }),
  };
}

function writeCall(call: Turn["calls"][number]): string {
  const { prefix, middle, suffix } = plainFormat;
  return prefix + call.name + middle + call.arguments + suffix;
}

/** Arguments that are no JSON stay the text that they are. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Puts system messages first and together, or where there is no place for them before the first user message. */
function settle(
  messages: readonly TemplateMessage[],
  described: string,
  system: boolean,
): readonly TemplateMessage[] {
  const instructions = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const text = [...instructions, ...(described === "" ? [] : [described])].join("\n\n");
  const others = messages.filter(({ role }) => role !== "system");
  if (text === "") return others;
  const [first, ...rest] = others;
  if (system) {
    // Some templates refuse a conversation without a user's message.
    return [
      { role: "system", content: text },
      ...(first === undefined ? [{ role: "user" as const, content: "" }] : others),
    ];
  }
  if (first?.role === "user") return [{ ...first, content: `${text}\n\n${first.content}` }, ...rest];
  return [{ role: "user", content: text }, ...others];
}

function describeTools(tools: readonly Tool[]): string {
  const lines = tools.map((tool) => JSON.stringify(toTemplateTool(tool).function));
  const { prefix, middle, suffix } = plainFormat;
  return [
    "You can call these functions:",
    ...lines,
    "To call one, answer with nothing but:",
    `${prefix}NAME${middle}{ARGUMENTS}${suffix}`,
  ].join("\n");
}

export function toTemplateTool(tool: Tool): TemplateTool {
  const parameters =
    tool.type === "custom"
      ? { type: "object", properties: { input: { type: "string" } }, required: ["input"] }
      : (tool.parameters ?? { type: "object", properties: {} });
  return { type: "function", function: { name: tool.name, description: tool.description ?? "", parameters } };
}
