import type { Item } from "../../spec/item.ts";

/**
 * A summary as the model sees it: a message of the user in brackets, like the dates of what is recalled. It was made of
 * what people and tools said, and must not have more to say than they do, as the system has.
 */
export function summaryItem(text: string): Item {
  return {
    type: "message",
    role: "user",
    content: [{ type: "text", text: `[Summary of the conversation so far]\n${text}\n[End of the summary]` }],
  };
}
