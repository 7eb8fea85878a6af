import { readItems } from "../../dialects/openai-responses/read-items.ts";
import { type ItemNotes, newItem } from "../../engine/conversations/item-ids.ts";
import { type JsonBounds, parseBoundedJson } from "../../lib/bounded-json.ts";
import { validate } from "../../lib/validate.ts";
import type { NewItem } from "../../spec/conversation.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { MemoryChoice } from "../../spec/memory.ts";
import { readMemoryWish } from "../memory-wish.ts";
import { exportedLine } from "./schema.ts";

export interface Imported {
  readonly metadata: Readonly<Record<string, string>>;
  readonly memory: MemoryChoice;
  readonly items: readonly NewItem[];
}

/**
 * Reads the lines of an export. Items get new ids: what refers to the old ones refers to the conversation they came
 * from. Fails with the number of the line that is at fault.
 */
export function readImport(
  bytes: Buffer,
  bounds: { readonly json: JsonBounds; readonly lines: number; readonly now: number },
): Imported {
  const items: NewItem[] = [];
  const calls = new Set<string>();
  let metadata: Imported["metadata"] = {};
  let memory: MemoryChoice = {};
  for (const [index, line] of linesOf(bytes, bounds.lines).entries()) {
    if (line.length === 0) continue;
    const read = atLine(index + 1, () => {
      const value = validate(exportedLine, parseBoundedJson(line, bounds.json).value, "line");
      if (value.object === "conversation")
        return { metadata: value.metadata ?? {}, memory: readMemoryWish(value.memory) };
      const said = readItems([value.item], undefined, { param: "item", earlier: calls });
      const at = Math.round((value.created_at ?? bounds.now / 1000) * 1000);
      const notes: ItemNotes = {
        at,
        ...(value.pinned === true && { pinned: true }),
        ...(value.item["status"] === "incomplete" && { incomplete: true }),
      };
      return { items: said.map((item) => newItem(item, notes)) };
    });
    metadata = read.metadata ?? metadata;
    memory = read.memory ?? memory;
    for (const item of read.items ?? []) {
      items.push(item);
      if (item.item.type === "function_call") calls.add(item.item.callId);
    }
  }
  return { metadata, memory, items };
}

const newline = 0x0a;

function linesOf(bytes: Buffer, most: number): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from);
    const until = end < 0 ? bytes.length : end;
    if (lines.length === most) {
      throw new ParleyError("array_above_max_length", { message: `An import has at most ${most} lines.` });
    }
    const text = bytes.subarray(from, until);
    // A line that is blank is none.
    lines.push(
      text.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09) ? Buffer.alloc(0) : text,
    );
    from = until + 1;
  }
  return lines;
}

function atLine<T>(number: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    const { code, message, param } = error;
    throw new ParleyError(code, {
      message: `Line ${number}: ${message}`,
      ...(param !== undefined && { param }),
      cause: error,
    });
  }
}
