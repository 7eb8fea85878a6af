import { exactObject } from "../../lib/exact-json.ts";
import type { Choice, ToolCall } from "../../spec/answer.ts";
import type { Annotation } from "../../spec/item.ts";
import { presentCitation } from "./citations.ts";
import { invalidInput } from "./read-items.ts";
import { callSealText, sealText, unsealed } from "./seals.ts";

/** The blocks of a whole answer: what the model thought, what it says, and what it wants called. */
export function presentContent(choice: Choice): readonly object[] {
  const blocks: object[] = [];
  for (const { text, seal } of choice.thoughts) {
    if (text === "" && seal?.hidden === true)
      blocks.push({ type: "redacted_thinking", data: sealText(seal, true) });
    else if (text !== "" || seal !== undefined)
      blocks.push({
        type: "thinking",
        thinking: text,
        signature: seal === undefined ? unsealed : sealText(seal, false),
      });
  }
  blocks.push(...textBlocks(choice.text, choice.annotations));
  if (choice.refusal !== "") blocks.push({ type: "text", text: choice.refusal, citations: null });
  for (const call of choice.toolCalls) if (call !== undefined) blocks.push(...callBlocks(call));
  return blocks;
}

/** A block is what is cited: texts are cut where a citation begins or ends. */
function textBlocks(text: string, annotations: readonly Annotation[]): readonly object[] {
  const blocks: object[] = [];
  const add = (from: number, to: number, cited: readonly Annotation[]): void => {
    if (from >= to) return;
    const citations = cited.length === 0 ? null : cited.map(presentCitation);
    blocks.push({ type: "text", text: text.slice(from, to), citations });
  };
  let written = 0;
  for (const { start, end, cited } of ranges(annotations, text.length)) {
    add(written, start, []);
    add(start, end, cited);
    written = end;
  }
  add(written, text.length, []);
  return blocks;
}

interface Cited {
  readonly start: number;
  end: number;
  readonly cited: Annotation[];
}

/** Those that overlap are one. */
function ranges(annotations: readonly Annotation[], length: number): readonly Cited[] {
  const found: Cited[] = [];
  for (const annotation of annotations.toSorted((a, b) => a.start - b.start)) {
    const start = Math.min(Math.max(0, annotation.start), length);
    const end = Math.min(annotation.end, length);
    const last = found.at(-1);
    if (last !== undefined && start < last.end) {
      last.end = Math.max(last.end, end);
      last.cited.push(annotation);
    } else if (start < end) found.push({ start, end, cited: [annotation] });
  }
  return found;
}

function callBlocks({ callId: id, name, kind, text, seal }: ToolCall): readonly object[] {
  const input = kind === "custom" ? { input: text } : readObject(text);
  const block = { type: "tool_use", id, name, input };
  return seal === undefined ? [block] : [{ type: "redacted_thinking", data: callSealText(id, seal) }, block];
}

/** The protocol takes an object alone; the answer may have been cut in the middle of it, and is then told as a text. */
function readObject(text: string): object {
  return exactObject(text.trim() === "" ? "{}" : text) ?? { [invalidInput]: text };
}
