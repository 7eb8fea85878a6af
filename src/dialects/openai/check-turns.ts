import { ParleyError } from "../../spec/errors.ts";

type Json = Readonly<Record<string, unknown>>;

const functionMembers: ReadonlySet<string> = new Set(["name", "description", "parameters", "strict"]);
const roles = ["system", "assistant", "user", "function", "tool", "developer"] as const;

/**
 * Holds a chat request to what OpenAI's own server refuses beyond its form, in its words: whoever is tested against the
 * rehearsed one shall not be surprised there. The request has the form of one.
 */
export function checkTurns(body: unknown): void {
  const { messages, tools } = body as { readonly messages: readonly Json[]; readonly tools?: unknown };
  for (const [at, tool] of (Array.isArray(tools) ? (tools as readonly Json[]) : []).entries()) {
    const unknown = Object.keys((tool["function"] ?? {}) as object).find(
      (name) => !functionMembers.has(name),
    );
    if (unknown === undefined) continue;
    const param = `tools[${at}].function.${unknown}`;
    throw wrong(`Unknown parameter: '${param}'.`, param);
  }
  const open = new Set<string>();
  for (const [at, message] of messages.entries()) {
    const param = `messages[${at}]`;
    checkRole(message["role"], `${param}.role`);
    if (message["role"] === "tool") {
      if (!open.delete(String(message["tool_call_id"]))) {
        throw wrong(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `${param}.role`,
        );
      }
    } else checkAnswered(open, `messages[${at - 1}]`);
    checkContent(message, `${param}.content`);
    for (const { id } of (message["tool_calls"] ?? []) as readonly Json[]) open.add(String(id));
  }
  checkAnswered(open, `messages[${messages.length - 1}]`);
}

/** Parley hands unknown roles on to servers of this protocol; OpenAI's is none of those that know more. */
function checkRole(role: unknown, param: string): void {
  if ((roles as readonly unknown[]).includes(role)) return;
  const known = roles.map((name) => `'${name}'`);
  throw wrong(
    `Invalid value: '${String(role).slice(0, 64)}'. Supported values are: ${known.slice(0, -1).join(", ")}, and ${known.at(-1)}.`,
    param,
  );
}

function checkAnswered(open: ReadonlySet<string>, param: string): void {
  if (open.size === 0) return;
  throw wrong(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(", ").slice(0, 400)}`,
    param,
  );
}

function checkContent({ role, content }: Json, param: string): void {
  if (!Array.isArray(content)) return;
  for (const [at, { type, file }] of (content as readonly Json[]).entries()) {
    const place = `${param}[${at}]`;
    if (role === "tool" && type !== "text")
      throw wrong(`Invalid '${place}': messages of the role 'tool' take text alone.`, place);
    if (type !== "file" || "file_id" in (file as Json) || "file_data" in (file as Json)) continue;
    throw new ParleyError("missing_required_parameter", {
      message: `Missing required parameter: '${place}.file.file_id'.`,
      param: `${place}.file.file_id`,
    });
  }
}

function wrong(message: string, param: string): ParleyError {
  return new ParleyError("invalid_value", { message, param });
}
