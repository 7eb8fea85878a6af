import type { Block } from "./blocks.ts";
import { envelopeStart, isEnvelope } from "./seals.ts";

/**
 * Whether a valid request has thoughts in it that are not Anthropic's: it would refuse them, so the request cannot be
 * handed on as it came. `bytes` is the body as text, which is looked over first because it costs next to nothing.
 */
export function hasForeignThoughts(bytes: Buffer, body: Readonly<Record<string, unknown>>): boolean {
  if (!bytes.includes(envelopeStart)) return false;
  const messages = body["messages"] as readonly { readonly content: string | readonly Block[] }[];
  return messages.some(({ content }) => typeof content !== "string" && content.some(isForeign));
}

function isForeign(block: Block): boolean {
  const text =
    block.type === "thinking"
      ? block["signature"]
      : block.type === "redacted_thinking"
        ? block["data"]
        : undefined;
  return typeof text === "string" && isEnvelope(text);
}
