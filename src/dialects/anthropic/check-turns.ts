import { ParleyError } from "../../spec/errors.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Holds a request to what Anthropic's own server refuses beyond its form, in its words: whoever is tested against the
 * rehearsed one shall not be surprised there. The request has the form of one.
 */
export function checkTurns(body: unknown): void {
  const { messages, thinking, max_tokens: bound } = body as Json & { readonly messages: readonly Json[] };
  const budget = (thinking as Json | null | undefined)?.["budget_tokens"];
  if (typeof budget === "number" && typeof bound === "number" && budget >= bound)
    throw wrong("`max_tokens` must be greater than `thinking.budget_tokens`.", "max_tokens");
  let open: readonly string[] = [];
  for (const [at, message] of messages.entries()) {
    const blocks = Array.isArray(message["content"]) ? (message["content"] as readonly Json[]) : [];
    const own = message["role"] === "user" ? answersOf(blocks, at, open) : new Set<string>();
    const missing = open.filter((id) => !own.has(id));
    if (missing.length > 0) {
      throw wrong(
        `messages.${at - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
        "messages",
      );
    }
    if (blocks.some(isBlank))
      throw wrong("messages: text content blocks must contain non-whitespace text", "messages");
    open = blocks.filter(({ type }) => type === "tool_use").map(({ id }) => String(id));
  }
}

/** Ids of the results with which a turn begins. */
function answersOf(blocks: readonly Json[], at: number, open: readonly string[]): ReadonlySet<string> {
  const first = blocks.findIndex(({ type }) => type !== "tool_result");
  const leading = first === -1 ? blocks : blocks.slice(0, first);
  for (const [place, { type, tool_use_id: id }] of blocks.entries()) {
    if (type !== "tool_result" || open.includes(String(id))) continue;
    throw wrong(
      `messages.${at}.content.${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(id).slice(0, 100)}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      "messages",
    );
  }
  return new Set(leading.map(({ tool_use_id: id }) => String(id)));
}

function isBlank({ type, text }: Json): boolean {
  return type === "text" && typeof text === "string" && text.trim() === "";
}

function wrong(message: string, param: string): ParleyError {
  return new ParleyError("invalid_value", { message, param });
}
