import type { Call, Message, Tool } from "../generator/conversation.ts";
import { marks } from "./marks.ts";

/** A piece of a rendered conversation, and whether the model learns to write it. */
export interface RenderedPart {
  readonly text: string;
  readonly learn: boolean;
}

/** A conversation as the model sees it. `chatTemplate` in the model's file writes the same, which a test compares. */
export function renderConversation(
  messages: readonly Message[],
  tools: readonly Tool[],
  options: { readonly answerNext?: boolean } = {},
): readonly RenderedPart[] {
  const parts: RenderedPart[] = [];
  const [first, ...others] = messages;
  const system = first?.role === "system" ? first.content : "";
  if (system !== "" || tools.length > 0) {
    const list = tools.map(
      ({ name, parameters, description }) => `\n- ${name}(${parameters.join(", ")}): ${description}`,
    );
    const offered = tools.length === 0 ? "" : `${system === "" ? "" : "\n\n"}Tools:${list.join("")}`;
    parts.push({ text: `${marks.begin}system\n${system}${offered}${marks.end}\n`, learn: false });
  }
  for (const message of first?.role === "system" ? others : messages) {
    parts.push(
      { text: `${marks.begin}${message.role}\n`, learn: false },
      { text: contentOf(message) + marks.end, learn: message.role === "assistant" },
      { text: "\n", learn: false },
    );
  }
  if (options.answerNext === true) parts.push({ text: `${marks.begin}assistant\n`, learn: false });
  return parts;
}

function contentOf({ content, call }: Message): string {
  return call === undefined ? content : content + callText(call);
}

/** As the chat template's `tojson` writes it: one space after each colon and comma. */
export function callText(call: Call): string {
  return `${marks.call}{"name": ${JSON.stringify(call.name)}, "arguments": ${spaced(call.arguments)}}${marks.callEnd}`;
}

export function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${spaced(inner)}`)
    .join(", ")}}`;
}
