import type { Call } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import type { UnfitAnswer } from "./fitted-stream.ts";

/** The same question once more, with the answer that did not fit and what is wrong about it behind it. */
export function askAgain(call: Call, { text, faults }: UnfitAnswer): Call {
  const { task } = call;
  if (task.kind !== "generate") return call;
  const items: readonly Item[] = [
    ...task.items,
    { type: "message", role: "assistant", content: [{ type: "text", text }] },
    { type: "message", role: "user", content: [{ type: "text", text: correction(faults) }] },
  ];
  const { source: _source, ...rest } = call;
  return { ...rest, task: { kind: "generate", items, options: task.options } };
}

function correction(faults: readonly string[]): string {
  const list = faults.map((fault) => `- ${fault}`).join("\n");
  return `Your answer does not match the JSON schema:\n${list}\nAnswer again, with nothing but JSON that matches it.`;
}
