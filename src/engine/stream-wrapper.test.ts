import fc from "fast-check";
import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent, Take } from "../spec/event.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

const over = { done: true, value: undefined } as const;

function word(text: string): StreamEvent {
  return { type: "text-delta", choice: 0, text };
}

/** Plays words and an end. Each of `manners` says of one reading how many words are given to `take`, where there is one. */
function playing(words: readonly string[], manners: readonly number[]): EventStream {
  const left: StreamEvent[] = [...words.map(word), { type: "end" }];
  const ways = [...manners];
  const play = (take?: Take): IteratorResult<StreamEvent, undefined> => {
    let given = ways.shift() ?? Infinity;
    for (let event = left.shift(); event !== undefined; event = left.shift()) {
      if (event.type !== "end" && take !== undefined && given-- > 0 && take(event)) continue;
      return { done: false, value: event };
    }
    return over;
  };
  const stream: EventStream = {
    next: (take) => Promise.resolve().then(() => play(take)),
    return: () => Promise.resolve(over),
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

class Watching extends StreamWrapper {
  readonly seen: string[] = [];
  readonly settlements: Settlement[] = [];
  readonly #fault: string | undefined;

  constructor(inner: EventStream, fault?: string) {
    super(inner);
    this.#fault = fault;
  }

  protected see(event: StreamEvent): void {
    const text = "text" in event ? event.text : event.type;
    this.seen.push(text);
    if (text === this.#fault) throw new ParleyError("upstream_invalid");
  }

  protected settle(settlement: Settlement): void {
    this.settlements.push(settlement);
  }
}

/** Reads to the end as a writer does: what it took is not taken again. `patience`: how often it says that it wants more. */
async function readAll(stream: EventStream, patience: readonly number[]): Promise<string[]> {
  const had: string[] = [];
  const turns = [...patience];
  let taken = false;
  for (;;) {
    let wanted = turns.shift() ?? Infinity;
    const result = await stream.next((event) => {
      had.push("text" in event ? event.text : event.type);
      taken = wanted-- <= 0;
      return !taken;
    });
    if (result.done === true) return had;
    if (result.value.type === "end") return [...had, "end"];
    if (!taken && "text" in result.value) had.push(result.value.text);
    taken = false;
  }
}

const counts = fc.array(fc.nat(4), { maxLength: 12 });

test("each event is seen once by each stage and had once by the reader, whoever takes how many", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string(), { maxLength: 12 }),
      counts,
      counts,
      async (words, manners, patience) => {
        const inside = new Watching(playing(words, manners));
        const outside = new Watching(inside);
        expect(await readAll(outside, patience)).toEqual([...words, "end"]);
        expect(inside.seen).toEqual(words);
        expect(outside.seen).toEqual(words);
        expect(inside.settlements).toMatchObject([{ outcome: "ended" }]);
        expect(outside.settlements).toMatchObject([{ outcome: "ended" }]);
      },
    ),
  );
});

test("what is wrong with an event that is taken is said to the reader, once, and settles all stages outside", async () => {
  const inside = new Watching(playing(["a", "b", "c"], []), "b");
  const outside = new Watching(inside);
  const had: string[] = [];
  const reading = outside.next((event) => {
    had.push("text" in event ? event.text : event.type);
    return true;
  });
  await expect(reading).rejects.toMatchObject({ code: "upstream_invalid" });
  expect(had).toEqual(["a"]);
  expect(outside.seen).toEqual(["a"]);
  expect(inside.settlements).toMatchObject([{ outcome: "failed" }]);
  expect(outside.settlements).toMatchObject([{ outcome: "failed" }]);
});

test.each([true, false])(
  "a fault of a stage, or of its reader, settles those inside as well (taken: %s)",
  async (taken) => {
    const inside = new Watching(playing(["a", "b", "c"], taken ? [] : [0, 0, 0]));
    const outside = new Watching(inside, "b");
    await expect(readAll(outside, [])).rejects.toMatchObject({ code: "upstream_invalid" });
    expect(inside.settlements).toMatchObject([{ outcome: "cancelled" }]);
    expect(outside.settlements).toMatchObject([{ outcome: "failed" }]);
    const under = new Watching(playing(["a"], []));
    const reading = new Watching(under).next(() => {
      throw new RangeError("a reader's own");
    });
    await expect(reading).rejects.toMatchObject({ code: "internal" });
    expect(under.settlements).toMatchObject([{ outcome: "cancelled" }]);
  },
);

test("who has left is given nothing any more", async () => {
  let give: Take | undefined;
  const source: EventStream = {
    next: (take) => {
      give = take;
      return new Promise(() => undefined);
    },
    return: () => Promise.resolve(over),
    [Symbol.asyncIterator]: () => source,
  };
  const stage = new Watching(source);
  const had: StreamEvent[] = [];
  void stage.next((event) => had.push(event) > 0);
  expect(give?.(word("a") as Parameters<Take>[0])).toBe(true);
  await stage.return();
  expect(give?.(word("b") as Parameters<Take>[0])).toBe(false);
  expect(had).toHaveLength(1);
  expect(stage.seen).toEqual(["a"]);
  expect(stage.settlements).toMatchObject([{ outcome: "cancelled" }]);
});
