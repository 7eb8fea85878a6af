/** One server-sent event of a text, with as much of it as matters. */
export interface RawEvent {
  /** Where it begins in the text. */
  readonly start: number;
  readonly name: string | undefined;
  /** `undefined` where it has none: a comment. */
  readonly data: string | undefined;
}

/** The events of a text that ends with a whole one. Lines end in LF, as `SseFrames` has it. */
export function* rawEvents(text: string): Generator<RawEvent, undefined> {
  for (let start = 0; start < text.length;) {
    const end = eventEnd(text, start);
    yield { start, ...read(text.slice(start, end)) };
    start = end;
  }
}

function eventEnd(text: string, from: number): number {
  const end = text.indexOf("\n\n", from);
  return end === -1 ? text.length : end + 2;
}

function read(event: string): Pick<RawEvent, "name" | "data"> {
  let name: string | undefined;
  let data: string | undefined;
  for (const line of event.split("\n")) {
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(line.charAt(colon + 1) === " " ? colon + 2 : colon + 1);
    if (field === "event") name = value;
    else if (field === "data") data = data === undefined ? value : `${data}\n${value}`;
  }
  return { name, data };
}
