import { expect } from "vitest";

type Json = Record<string, unknown>;

/** A message as a client puts it together. */
export interface Written {
  readonly message: Json;
  readonly content: readonly Json[];
  /** The members of `message_delta`. */
  readonly end: Json;
  readonly types: readonly string[];
}

/** The events of a stream, each with the name that stands before it. */
export function eventsOf(text: string): Json[] {
  expect(text.endsWith("\n\n")).toBe(true);
  return text
    .slice(0, -2)
    .split("\n\n")
    .map((event) => {
      const [name = "", data = "", ...more] = event.split("\n");
      expect(more).toEqual([]);
      const value = JSON.parse(data.slice("data: ".length)) as Json;
      expect(name).toBe(`event: ${String(value["type"])}`);
      return value;
    });
}

/** Which deltas a block may have, and the member that each of them makes longer. */
const deltas: Readonly<Record<string, Readonly<Record<string, readonly [from: string, to: string]>>>> = {
  text: { text_delta: ["text", "text"] },
  thinking: { thinking_delta: ["thinking", "thinking"], signature_delta: ["signature", "signature"] },
  tool_use: { input_json_delta: ["partial_json", "json"] },
  redacted_thinking: {},
};

/**
 * Puts a stream together as the protocol has it, and fails for one that is not well-formed: it begins with
 * `message_start`, blocks come one after another with the numbers 0 to n, each is begun and ended once, has only deltas
 * of its kind, and `message_delta` and `message_stop` are the last two.
 */
export function readWritten(text: string): Written {
  const events = eventsOf(text);
  const types = events.map(({ type }) => String(type));
  const content: Json[] = [];
  let open: Json | undefined;
  expect(types[0]).toBe("message_start");
  expect(types.slice(-2)).toEqual(["message_delta", "message_stop"]);
  for (const event of events.slice(1, -2)) {
    if (event["type"] === "content_block_start") {
      expect(open).toBeUndefined();
      expect(event["index"]).toBe(content.length);
      open = { ...(event["content_block"] as Json) };
      content.push(open);
      continue;
    }
    if (open === undefined) throw new Error(`${String(event["type"])} outside of a block`);
    expect(event["index"]).toBe(content.length - 1);
    if (event["type"] === "content_block_stop") open = undefined;
    else add(open, event);
  }
  expect(open).toBeUndefined();
  const message = (events[0] as { message: Json }).message;
  return { message, content: content.map(closed), end: events.at(-2) ?? {}, types };
}

function add(block: Json, event: Json): void {
  expect(event["type"]).toBe("content_block_delta");
  const delta = event["delta"] as Json;
  if (delta["type"] === "citations_delta") {
    expect(block["type"]).toBe("text");
    block["citations"] = [...((block["citations"] as unknown[] | null) ?? []), delta["citation"]];
    return;
  }
  const members = deltas[String(block["type"])]?.[String(delta["type"])];
  if (members === undefined) throw new Error(`${String(delta["type"])} in ${String(block["type"])}`);
  const [from, to] = members;
  expect(delta[from]).not.toBe("");
  block[to] = String(block[to] ?? "") + String(delta[from]);
}

/** The input of a call is read when it is whole. */
function closed({ json, ...block }: Json): Json {
  return json === undefined ? block : { ...block, input: JSON.parse(String(json)) as unknown };
}
