import type { ToolCallStart } from "../../spec/event.ts";
import type { EventLines } from "./event-line.ts";

/** A call of a tool that is being written. */
export class RunningCall {
  readonly item: Record<string, unknown>;
  readonly #lines: EventLines;
  readonly #index: number;
  readonly #custom: boolean;
  #text = "";

  /** @param index Position of the item in the answer. */
  constructor(lines: EventLines, index: number, id: string, { callId, name, kind }: ToolCallStart) {
    this.#lines = lines;
    this.#index = index;
    this.#custom = kind === "custom";
    const named = { call_id: callId, name };
    this.item = this.#custom
      ? { id, type: "custom_tool_call", status: "in_progress", ...named, input: "" }
      : { id, type: "function_call", status: "in_progress", ...named, arguments: "" };
  }

  open(): string {
    return this.#lines.line("response.output_item.added", { output_index: this.#index, item: this.item });
  }

  text(delta: string): string {
    this.#text += delta;
    const type = this.#custom
      ? "response.custom_tool_call_input.delta"
      : "response.function_call_arguments.delta";
    return this.#lines.line(type, { item_id: this.item["id"], output_index: this.#index, delta });
  }

  close(status: "completed" | "incomplete"): string {
    const { item } = this;
    const at = { item_id: item["id"], output_index: this.#index };
    this.settle(status);
    const done = this.#custom
      ? this.#lines.line("response.custom_tool_call_input.done", { ...at, input: this.#text })
      : this.#lines.line("response.function_call_arguments.done", {
          ...at,
          name: item["name"],
          arguments: this.#text,
        });
    return done + this.#lines.line("response.output_item.done", { output_index: this.#index, item });
  }

  /** Notes how it ended, without telling. */
  settle(status: "completed" | "incomplete"): void {
    this.item["status"] = status;
    this.item[this.#custom ? "input" : "arguments"] = this.#text;
  }
}
