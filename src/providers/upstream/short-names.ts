import { createHash } from "node:crypto";
import type { GenerateTask } from "../../spec/call.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Item } from "../../spec/item.ts";
import type { ToolChoice } from "../../spec/tool.ts";
import type { Decoder } from "./decoder.ts";

/** Hexadecimal digits by which names with one beginning differ, and the sign before them. */
const digits = 10;

/**
 * Names of tools that are longer than an upstream takes, as those of MCP servers often are, become short ones on the
 * way there, always the same, and the caller's own again on the way back. Nothing is looked at before `task` is asked
 * for.
 */
export class ShortNames {
  readonly #asked: GenerateTask;
  readonly #longest: number;
  readonly #full = new Map<string, string>();
  #task: GenerateTask | undefined;

  /** @param longest In UTF-16 units, more than 20. */
  constructor(task: GenerateTask, longest: number) {
    this.#asked = task;
    this.#longest = longest;
  }

  /** The task with names that the upstream takes. */
  get task(): GenerateTask {
    return (this.#task ??= this.#shorten());
  }

  /** A decoder that tells the caller's own names. */
  restore(decoder: Decoder): Decoder {
    return this.#full.size === 0 ? decoder : restoring(decoder, this.#full);
  }

  #shorten(): GenerateTask {
    const { items, options } = this.#asked;
    const { tools, toolChoice } = options;
    const isLong = ({ name }: { readonly name: string }): boolean => name.length > this.#longest;
    if (tools?.some(isLong) !== true && !items.some((item) => item.type === "function_call" && isLong(item)))
      return this.#asked;
    return {
      kind: "generate",
      ...(this.#asked.raw === true && { raw: true }),
      items: items.map((item): Item => {
        return item.type === "function_call" ? { ...item, name: this.#short(item.name) } : item;
      }),
      options: {
        ...options,
        ...(tools !== undefined && {
          tools: tools.map((tool) => ({ ...tool, name: this.#short(tool.name) })),
        }),
        ...(toolChoice !== undefined && { toolChoice: this.#choice(toolChoice) }),
      },
    };
  }

  #short(name: string): string {
    if (name.length <= this.#longest) return name;
    const hash = createHash("sha256").update(name).digest("hex").slice(0, digits);
    const made = `${name.slice(0, this.#longest - digits - 1).toWellFormed()}_${hash}`;
    this.#full.set(made, name);
    return made;
  }

  #choice(choice: ToolChoice): ToolChoice {
    if (choice.type === "named") return { ...choice, name: this.#short(choice.name) };
    if (choice.type !== "allowed") return choice;
    return { ...choice, names: choice.names.map((name) => this.#short(name)) };
  }
}

function restoring(decoder: Decoder, full: ReadonlyMap<string, string>): Decoder {
  const restore = (out: StreamEvent[], from: number): void => {
    for (let at = from; at < out.length; at++) {
      const event = out[at];
      const name = event?.type === "tool-call-start" ? full.get(event.name) : undefined;
      if (event?.type === "tool-call-start" && name !== undefined) out[at] = { ...event, name };
    }
  };
  const around = (read: (out: StreamEvent[]) => void, out: StreamEvent[]): void => {
    const from = out.length;
    try {
      read(out);
    } finally {
      restore(out, from);
    }
  };
  return {
    push: (chunk, out) => around((into) => decoder.push(chunk, into), out),
    finish: (out) => around((into) => decoder.finish(into), out),
  };
}
