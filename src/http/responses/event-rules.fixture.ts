import { expect } from "vitest";

export type Wire = Readonly<Record<string, unknown>> & { readonly type: string };

export interface WireResponse {
  readonly id: string;
  readonly status: string;
  readonly output: readonly { readonly id: string; readonly type: string; readonly status?: string }[];
  readonly [member: string]: unknown;
}

/** What the last event of a stream tells. */
export function lastResponse(all: readonly Wire[]): WireResponse {
  const response = all.at(-1)?.["response"];
  if (response === undefined) throw new TypeError("the last event tells of no response");
  return response as WireResponse;
}

/** The events of a stream, held to what each line says of itself. */
export function readEvents(text: string): readonly Wire[] {
  expect(text.endsWith("\n\n") || text === "").toBe(true);
  return text
    .split("\n\n")
    .filter((frame) => frame !== "" && !frame.startsWith(":"))
    .map((frame) => {
      const [name = "", data = "", ...rest] = frame.split("\n");
      expect(rest).toEqual([]);
      const wire = JSON.parse(data.slice("data: ".length)) as Wire;
      expect(name).toBe(`event: ${wire.type}`);
      return wire;
    });
}

const lastTypes = new Set(
  ["completed", "incomplete", "failed", "cancelled"].map((status) => `response.${status}`),
);

/**
 * Holds a stream to the rules of the protocol (Open Responses, 2026-04-24): numbers without gaps; the response first and
 * last; items and parts opened, filled and closed in order, under the same ids and places; what was told in pieces is what
 * is told as a whole. Gives the events.
 */
export function checkEvents(text: string, first = 0): readonly Wire[] {
  const all = readEvents(text);
  expect(all.map((wire) => wire["sequence_number"])).toEqual(all.map((_wire, place) => first + place));
  if (first > 0) return all;
  expect(all[0]?.type).toBe("response.created");
  const opening = all.slice(0, 3).map(({ type }) => type);
  expect(opening).toContain("response.in_progress");
  const last = all.at(-1);
  expect(lastTypes.has(last?.type ?? "")).toBe(true);
  expect(all.filter(({ type }) => lastTypes.has(type))).toHaveLength(1);
  const end = last?.["response"] as WireResponse;
  expect(`response.${end.status}`).toBe(last?.type);
  for (const wire of all) {
    if ("response" in wire) expect((wire["response"] as WireResponse).id).toBe(end.id);
  }
  checkItems(all, end);
  return all;
}

interface Running {
  readonly id: string;
  readonly type: string;
  /** Open part of it, and its text so far. */
  part: string | undefined;
  text: string;
  parts: number;
  done: boolean;
}

function checkItems(all: readonly Wire[], end: WireResponse): void {
  const items: Running[] = [];
  const at = (wire: Wire): Running => {
    const item = items[wire["output_index"] as number];
    expect(item, `${wire.type} has no item`).toBeDefined();
    if ("item_id" in wire) expect(wire["item_id"]).toBe(item?.id);
    expect(item?.done, `${wire.type} behind the end of its item`).toBe(false);
    return item as Running;
  };
  for (const wire of all) checkOne(wire, items, at);
  const whole = end.status === "completed" || end.status === "incomplete";
  if (whole) expect(items.every(({ done }) => done)).toBe(true);
  // Of a response whose process died, nobody knows more than what was sent.
  const known = whole || end.output.length > 0 ? items : [];
  expect(end.output.map(({ id }) => id)).toEqual(known.map(({ id }) => id));
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
}

function checkOne(wire: Wire, items: Running[], at: (wire: Wire) => Running): void {
  const { type } = wire;
  if (type === "response.output_item.added") {
    const item = wire["item"] as { readonly id: string; readonly type: string };
    expect(wire["output_index"]).toBe(items.length);
    expect(item.id).toMatch(/^[a-z]+_/);
    items.push({ id: item.id, type: item.type, part: undefined, text: "", parts: 0, done: false });
  } else if (type === "response.output_item.done") {
    const item = at(wire);
    expect((wire["item"] as { readonly id: string }).id).toBe(item.id);
    expect(item.part).toBeUndefined();
    item.done = true;
  } else if (type.endsWith("_part.added")) {
    const item = at(wire);
    expect(item.part).toBeUndefined();
    expect(wire["content_index"] ?? wire["summary_index"]).toBe(item.parts);
    item.part = (wire["part"] as { readonly type: string }).type;
    item.text = "";
  } else if (type.endsWith("_part.done")) {
    const item = at(wire);
    const part = wire["part"] as { readonly type: string; readonly text?: string; readonly refusal?: string };
    expect(part.type).toBe(item.part);
    expect(part.text ?? part.refusal).toBe(item.text);
    item.part = undefined;
    item.parts++;
  } else if (type.endsWith(".delta")) {
    const item = at(wire);
    if (!/arguments|input/.test(type)) expect(item.part).toBeDefined();
    item.text += wire["delta"] as string;
  } else if (type.endsWith(".done")) {
    const item = at(wire);
    expect(wire["text"] ?? wire["refusal"] ?? wire["arguments"] ?? wire["input"]).toBe(item.text);
  }
}
