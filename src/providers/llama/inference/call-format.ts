import type { Render, TemplateCall, TemplateMessage, TemplateTool } from "./chat-template.ts";

/**
 * How a model writes calls of tools: `prefix name middle arguments suffix`, and `joint` in place of
 * `suffix` + `prefix` between two calls.
 */
export interface CallFormat {
  readonly prefix: string;
  readonly middle: string;
  readonly suffix: string;
  /** Absent when the template takes one call only. */
  readonly joint?: string;
  /** Whether the template wants a call's arguments as text instead of as an object. */
  readonly argumentsAsText: boolean;
}

/** For templates without tools, and those whose form is not understood: the form most models have seen. */
export const plainFormat: CallFormat = {
  prefix: '<tool_call>\n{"name": "',
  middle: '", "arguments": ',
  suffix: "}\n</tool_call>",
  joint: '}\n</tool_call>\n<tool_call>\n{"name": "',
  argumentsAsText: false,
};

const names = ["probe_tool", "second_tool"] as const;
const values = { probe_key: "probe_value" };
const valuesPattern = /\{\s*"probe_key"\s*:\s*"probe_value"\s*\}/g;
const saying = "Probe of the answer";

/** Reads the form off the template: it renders calls of known names, and what is around them is the form. */
export function findCallFormat(
  render: Render,
  user: TemplateMessage,
  tool: TemplateTool,
): CallFormat | undefined {
  const second = { ...tool, function: { ...tool.function, name: names[1] } };
  const rendered = (message: Omit<TemplateMessage, "role">): string | undefined => {
    try {
      const messages = [user, { role: "assistant" as const, ...message }];
      return render({ messages, tools: [tool, second], open: false });
    } catch {
      return undefined; // it has no place for calls, or wants them otherwise
    }
  };
  const plain = rendered({ content: saying });
  if (plain === undefined || !plain.includes(saying)) return undefined;
  const start = plain.lastIndexOf(saying);
  const frame = { head: plain.slice(0, start), end: plain.slice(start + saying.length) };
  for (const argumentsAsText of [false, true]) {
    const calls = names.map((name, index): TemplateCall => ({
      id: `probe000${index}`,
      type: "function",
      function: { name, arguments: argumentsAsText ? JSON.stringify(values) : values },
    }));
    const one = rendered({ content: "", tool_calls: calls.slice(0, 1) });
    const form = one === undefined ? undefined : readForm(one, frame);
    if (form === undefined) continue;
    const joint = readJoint(rendered({ content: "", tool_calls: calls }), form.prefix);
    return { ...form, ...(joint !== undefined && { joint }), argumentsAsText };
  }
  return undefined;
}

function readForm(
  rendered: string,
  { head, end }: { head: string; end: string },
): Pick<CallFormat, "prefix" | "middle" | "suffix"> | undefined {
  const from = commonLength(rendered, head);
  const name = rendered.indexOf(names[0], from);
  const found = argumentsIn(rendered, from)[0];
  if (name < 0 || found === undefined || found.start < name) return undefined;
  const tail = rendered.slice(found.end);
  return {
    prefix: rendered.slice(from, name),
    middle: rendered.slice(name + names[0].length, found.start),
    suffix: end !== "" && tail.endsWith(end) ? tail.slice(0, -end.length) : tail,
  };
}

/** What stands between the first call's arguments and the second call's name. */
function readJoint(rendered: string | undefined, prefix: string): string | undefined {
  if (rendered === undefined) return undefined;
  const [first, second] = argumentsIn(rendered, Math.max(0, rendered.lastIndexOf(prefix + names[0])));
  if (first === undefined || second === undefined) return undefined;
  const name = rendered.indexOf(names[1], first.end);
  return name < 0 || name > second.start ? undefined : rendered.slice(first.end, name);
}

function argumentsIn(text: string, from: number): readonly { start: number; end: number }[] {
  return [...text.slice(from).matchAll(valuesPattern)].map((match) => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}
