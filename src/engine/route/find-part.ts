import type { Call } from "../../spec/call.ts";
import { eachPart } from "../parameters.ts";
import { type MediaKind, partKinds } from "./needs.ts";

/**
 * Where a call has the first part of a kind, as a path in the caller's request, such as `messages[0].content[1]`;
 * `undefined` where it has none, or the place cannot be told. Looked for only when a call is refused.
 */
export function findPart(
  kind: MediaKind,
  { task, source }: Pick<Call, "task" | "source">,
): string | undefined {
  const isWanted = (type: unknown): boolean =>
    (type === "document" ? "files" : partKinds[String(type)]) === kind;
  if (source?.dialect === "chat" || source?.dialect === "messages") {
    for (const [place, message] of listOf(source.body["messages"]).entries()) {
      const found = listOf(memberOf(message, "content")).findIndex((part) =>
        isWanted(memberOf(part, "type")),
      );
      if (found !== -1) return `messages[${place}].content[${found}]`;
    }
    return undefined;
  }
  if (task.kind !== "generate") return undefined;
  let path: string | undefined;
  eachPart(task.items, (part, at) => {
    if (path === undefined && isWanted(part.type)) path = at;
  });
  return path;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
