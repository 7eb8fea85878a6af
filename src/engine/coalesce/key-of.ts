import { createHash } from "node:crypto";
import type { Call, EmbedTask, GenerateTask } from "../../spec/call.ts";

/**
 * Says what a call asks, in whose project: calls with the same key may have the same answer. The order of members does
 * not count, everything else does. `undefined` for calls that share nothing.
 */
export function keyOf(call: Call): string | undefined {
  const { principal, model, task, stream, source, region, retries, conversationId } = call;
  // A turn of a conversation is that conversation's alone, and of sounds and pictures nobody knows what is in them.
  if (conversationId !== undefined || task.kind === "relay") return undefined;
  const asked = source === undefined ? plain(task) : { dialect: source.dialect, body: source.body };
  // Who wants no second attempt shall have none by another's wish, nor others by his.
  const whole = { project: principal.projectId, model, region, retries, stream, kind: task.kind, asked };
  return createHash("sha256").update(JSON.stringify(whole, sorted)).digest("base64");
}

/** Tasks may be objects that make their members when they are asked, which would be left out. */
function plain(task: GenerateTask | EmbedTask): object {
  if (task.kind === "generate") return { items: task.items, options: task.options, raw: task.raw };
  return { inputs: task.inputs, dimensions: task.dimensions };
}

/** A replacer that writes the members of each object in one order. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
