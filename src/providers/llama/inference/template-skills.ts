import type { Render, TemplateCall, TemplateMessage, TemplateTool } from "./chat-template.ts";
import { findCallFormat, type CallFormat } from "./call-format.ts";

/** The marks around what a model thinks before it answers. */
export interface ThinkMarks {
  readonly open: string;
  readonly close: string;
}

/** What a chat template can express, found out by rendering with it when the model is loaded. */
export interface TemplateSkills {
  /** Whether it takes a system message. */
  readonly system: boolean;
  /** Whether it tells the model of tools. */
  readonly tools: boolean;
  /** Whether the outputs of tools have a place. */
  readonly toolOutputs: boolean;
  /** How the template writes calls; absent when it does not, or in a form that is not understood. */
  readonly calls?: CallFormat;
  readonly think?: ThinkMarks;
}

/** As the makers of open models write them. */
const thinkMarks: readonly ThinkMarks[] = [
  { open: "<think>", close: "</think>" },
  { open: "[THINK]", close: "[/THINK]" },
  { open: "<seed:think>", close: "</seed:think>" },
  { open: "<|START_THINKING|>", close: "<|END_THINKING|>" },
];

const said = "Probe of the user";
const user: TemplateMessage = { role: "user", content: said };

export const probeTool: TemplateTool = {
  type: "function",
  function: {
    name: "probe_tool",
    description: "Probe of the description",
    parameters: {
      type: "object",
      properties: { probe_key: { type: "string", description: "A text." } },
      required: ["probe_key"],
    },
  },
};

/**
 * Finds out what the template can do. Throws an `Error` in plain words when it cannot even show a user's message:
 * a model must not answer questions that it never saw.
 */
export function findSkills(render: Render, template: string): TemplateSkills {
  let plain: string;
  try {
    plain = render({ messages: [user], open: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`its chat template cannot be rendered (${why})`, { cause });
  }
  if (!plain.includes(said)) throw new Error("its chat template leaves out what the user says");

  const shows = (
    text: string,
    messages: readonly TemplateMessage[],
    tools?: readonly TemplateTool[],
  ): boolean => {
    try {
      return render({ messages, open: true, ...(tools !== undefined && { tools }) }).includes(text);
    } catch {
      return false; // many templates refuse by an exception what they have no place for
    }
  };
  const system = "Probe of the system";
  const calls = findCallFormat(render, user, probeTool);
  const asked: TemplateCall = {
    id: "probe0001",
    type: "function",
    function: { name: "probe_tool", arguments: calls?.argumentsAsText === true ? "{}" : {} },
  };
  const think = thinkMarks.find(({ close }) => template.includes(close));
  return {
    system: shows(system, [{ role: "system", content: system }, user]),
    tools: shows(probeTool.function.description, [user], [probeTool]),
    toolOutputs: shows(
      "Probe of the output",
      [
        user,
        { role: "assistant", content: "", tool_calls: [asked] },
        { role: "tool", content: "Probe of the output", tool_call_id: asked.id, name: "probe_tool" },
      ],
      [probeTool],
    ),
    ...(calls !== undefined && { calls }),
    ...(think !== undefined && { think }),
  };
}
