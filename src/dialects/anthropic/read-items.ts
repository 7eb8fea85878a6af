import { exactText } from "../../lib/exact-json.ts";
import type {
  ContentPart,
  FunctionCallItem,
  FunctionCallOutputItem,
  Item,
  Role,
  Seal,
} from "../../spec/item.ts";
import type { Block, RedactedBlock, ThinkingBlock, ToolResultBlock, ToolUseBlock } from "./blocks.ts";
import { cacheMark, marked, readPart, readParts } from "./read-parts.ts";
import type { CountRequest, WireMessage } from "./schema.ts";
import { readSeal, thoughtItem } from "./seals.ts";

/** The conversation of a request, the system's words first. */
export function readItems(request: CountRequest): readonly Item[] {
  const items: Item[] = [];
  const { system } = request;
  if (system !== undefined && system !== null && system.length > 0)
    items.push({ type: "message", role: "system", content: readParts(system, "system") });
  for (const [position, message] of request.messages.entries())
    items.push(...messageItems(message, `messages[${position}].content`));
  // On the request itself: the whole conversation so far shall be kept.
  const { cache } = cacheMark(request);
  const last = items.at(-1);
  if (cache === undefined || last === undefined || last.type === "reasoning") return items;
  const kept =
    last.type === "message" ? { ...last, content: marked(last.content, cache) } : { ...last, cache };
  return [...items.slice(0, -1), kept];
}

function messageItems({ role, content }: WireMessage, param: string): readonly Item[] {
  if (typeof content === "string") return [{ type: "message", role, content: readParts(content, param) }];
  return new MessageReader(role, param).read(content);
}

/** Reads the blocks of one message: what stands together is one message of ours, calls and thoughts are their own. */
class MessageReader {
  readonly #role: Role;
  readonly #param: string;
  readonly #items: Item[] = [];
  #parts: ContentPart[] = [];
  /** Length of the text of `#parts`, in UTF-16 units. */
  #length = 0;
  readonly #callSeals = new Map<string, Seal>();

  constructor(role: Role, param: string) {
    this.#role = role;
    this.#param = param;
  }

  read(blocks: readonly Block[]): readonly Item[] {
    for (const [position, block] of blocks.entries()) this.#block(block, `${this.#param}[${position}]`);
    this.#flush();
    return this.#items;
  }

  #block(block: Block, param: string): void {
    switch (block.type) {
      case "thinking": {
        const { thinking, signature } = block as ThinkingBlock;
        this.#thought(thinking, signature ?? "", false);
        break;
      }
      case "redacted_thinking":
        this.#thought("", (block as RedactedBlock).data, true);
        break;
      case "tool_use":
        this.#push(this.#call(block as ToolUseBlock));
        break;
      case "tool_result":
        this.#push(callOutput(block as ToolResultBlock, param));
        break;
      default:
        for (const part of readPart(block, this.#length, param)) {
          this.#parts.push(part);
          if (part.type === "text") this.#length += part.text.length;
        }
    }
  }

  #thought(text: string, sealed: string, redacted: boolean): void {
    const found = readSeal(sealed, redacted);
    if (found.call !== undefined && found.seal !== undefined) {
      this.#callSeals.set(found.call, found.seal);
      return;
    }
    const item = thoughtItem(text, found);
    if (item !== undefined) this.#push(item);
  }

  #call(block: ToolUseBlock): FunctionCallItem {
    const seal = this.#callSeals.get(block.id);
    return {
      type: "function_call",
      callId: block.id,
      name: block.name,
      arguments: readInput(block.input),
      ...(seal !== undefined && { seal }),
      ...cacheMark(block),
    };
  }

  #push(item: Item): void {
    this.#flush();
    this.#items.push(item);
  }

  #flush(): void {
    if (this.#parts.length === 0) return;
    this.#items.push({ type: "message", role: this.#role, content: this.#parts });
    this.#parts = [];
    this.#length = 0;
  }
}

/** Under this name goes what a model wrote as the input of a tool and what is no JSON object. Anthropic's word. */
export const invalidInput = "INVALID_JSON";

function readInput(input: unknown): string {
  if (typeof input === "object" && input !== null && !Array.isArray(input)) {
    const [[name, text] = [], ...others] = Object.entries(input);
    if (name === invalidInput && typeof text === "string" && others.length === 0) return text;
    return exactText(input);
  }
  return JSON.stringify(input ?? {});
}

function callOutput(block: ToolResultBlock, param: string): FunctionCallOutputItem {
  const content = block.content ?? [];
  return {
    type: "function_call_output",
    callId: block.tool_use_id,
    output: readParts(content, `${param}.content`),
    ...(block.is_error === true && { failed: true }),
    ...cacheMark(block),
  };
}
