import fc from "fast-check";
import { expect, test } from "vitest";
import { type Listener, mostKept, Recording, type RecordingMemory } from "./recording.ts";

const mebibyte = 1024 * 1024;
const streamHead = { status: 200, headers: { "content-type": "text/event-stream" } };

/** Takes what it is allowed to. */
class Taker implements Listener {
  readonly #recording: Recording;
  #position = 0;
  taken = 0;
  buffered = 0;
  woken = 0;
  wasCut = false;
  text = "";

  constructor(recording: Recording) {
    this.#recording = recording;
    recording.join(this);
  }

  wake(): void {
    this.woken += 1;
  }

  cut(): void {
    this.wasCut = true;
    this.#recording.leave(this);
  }

  /** Takes at most so many chunks. */
  take(most = Infinity): void {
    for (let count = 0; count < most; count++) {
      const chunk = this.#recording.chunk(this.#position);
      if (chunk === undefined) return;
      this.#position += 1;
      this.taken += chunk.length;
      this.text += chunk.toString("latin1");
      this.#recording.moved();
    }
  }
}

function start(memory: RecordingMemory = { free: 256 * mebibyte }) {
  const recording = new Recording(memory);
  const told = { drained: 0, abandoned: 0 };
  recording.attach({ drained: () => (told.drained += 1), abandoned: () => (told.abandoned += 1) });
  recording.begin(streamHead);
  return { recording, told, memory };
}

const add = (recording: Recording, text: string) => recording.add(Buffer.from(text, "latin1"));

test("every listener sees all of it in order, whenever it joins and however it reads", () => {
  const step = fc.oneof(
    fc.record({ add: fc.string({ minLength: 1, maxLength: 5, unit: "binary-ascii" }) }),
    fc.constant("join" as const),
    fc.record({ who: fc.nat(4), take: fc.integer({ min: 1, max: 3 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { recording } = start();
      const takers = [new Taker(recording)];
      let text = "";
      for (const each of steps) {
        if (each === "join") takers.push(new Taker(recording));
        else if ("add" in each) {
          add(recording, each.add);
          text += each.add;
        } else takers[each.who % takers.length]?.take(each.take);
      }
      for (const taker of takers) {
        taker.take();
        expect(taker.text).toBe(text);
      }
      expect(recording.body?.toString("latin1")).toBe(text);
    }),
  );
});

test("the last event is not shown before the end", () => {
  const { recording } = start();
  const taker = new Taker(recording);
  add(recording, "data: 1\n\n");
  add(recording, "data: 2\n\ndata: [DONE]\n\n");
  taker.take();
  expect(taker.text).toBe("data: 1\n\n");
  expect(recording.body?.toString()).toBe("data: 1\n\ndata: 2\n\ndata: [DONE]\n\n");
  recording.end();
  taker.take();
  expect(taker.text).toBe("data: 1\n\ndata: 2\n\ndata: [DONE]\n\n");
});

test.each(["completed", "incomplete"])("so is an end that has a name: response.%s", (status) => {
  const { recording } = start();
  const taker = new Taker(recording);
  add(recording, 'event: response.output_text.delta\ndata: {"delta":"event: response.completed\\n"}\n\n');
  const shown = recording.body?.toString() ?? "";
  const last = `event: response.output_item.done\ndata: {}\n\nevent: response.${status}\ndata: {}\n\n`;
  add(recording, last);
  taker.take();
  expect(taker.text).toBe(shown);
  recording.end();
  taker.take();
  expect(taker.text).toBe(shown + last);
});

test("the recorder waits for the quickest listener, and for no other", () => {
  const { recording, told } = start();
  const [quick, slow] = [new Taker(recording), new Taker(recording)];
  const piece = "x".repeat(100 * 1024);
  expect(add(recording, piece)).toBe(true);
  expect(add(recording, piece)).toBe(false);
  expect(recording.waiting).toBe(2 * piece.length);
  slow.take(1);
  expect(told.drained).toBe(1);
  expect(add(recording, piece)).toBe(false);
  quick.take();
  expect(told.drained).toBe(2);
  expect(recording.waiting).toBe(0);
  // What a listener has taken but could not send counts as well.
  quick.buffered = 200 * 1024;
  slow.buffered = 300 * 1024;
  expect(add(recording, "x")).toBe(false);
  quick.buffered = 0;
  quick.take();
  expect(told.drained).toBe(3);
});

test("what is too large is not kept; it is held for those who read it, and who is far behind is cut", () => {
  const { recording, memory } = start();
  const [quick, slow] = [new Taker(recording), new Taker(recording)];
  const piece = Buffer.alloc(mebibyte, "x");
  for (let count = 0; count < 8; count++) {
    recording.add(piece);
    quick.take();
  }
  expect(recording.whole).toBe(true);
  expect(recording.body?.length).toBe(mostKept);
  expect(memory.free).toBe(248 * mebibyte);
  slow.take(2);
  recording.add(piece);
  quick.take();
  expect([recording.whole, recording.body, memory.free]).toEqual([false, undefined, 256 * mebibyte]);
  expect(recording.chunk(0)).toBeUndefined();
  expect(recording.chunk(2)?.length).toBe(mebibyte);
  expect(slow.wasCut).toBe(false);
  for (let count = 0; count < 2; count++) {
    recording.add(piece);
    quick.take();
  }
  expect(slow.wasCut).toBe(true);
  expect(quick.wasCut).toBe(false);
  expect(quick.taken).toBe(11 * mebibyte);
  expect(recording.chunk(9)).toBeUndefined();
});

test("what all take together is bounded, and given back when nobody reads any more", () => {
  const memory = { free: 10 };
  const one = start(memory).recording;
  const two = start(memory).recording;
  const [first, second] = [new Taker(one), new Taker(two)];
  add(one, "12345678");
  add(two, "12345678");
  expect([one.whole, two.whole, memory.free]).toEqual([true, false, 2]);
  second.take();
  expect(second.text).toBe("12345678");
  one.end();
  expect(memory.free).toBe(2);
  one.leave(first);
  expect(memory.free).toBe(10);
  two.fail();
  two.leave(second);
  add(two, "late");
  expect(memory.free).toBe(10);
});

test("the call is for nobody when the last listener leaves before the end, and only then", () => {
  const { recording, told } = start();
  const [one, two] = [new Taker(recording), new Taker(recording)];
  recording.leave(one);
  recording.leave(one);
  expect(told.abandoned).toBe(0);
  recording.leave(two);
  expect(told.abandoned).toBe(1);

  const ended = start();
  const last = new Taker(ended.recording);
  ended.recording.end();
  ended.recording.leave(last);
  expect(ended.told.abandoned).toBe(0);
});

test("says whether the call wrote its answer to the end", async () => {
  const whole = start().recording;
  whole.complete();
  whole.fail();
  expect(await whole.completed).toBe(true);
  const broken = start().recording;
  broken.fail();
  broken.complete();
  expect(await broken.completed).toBe(false);
  expect(broken.state).toBe("failed");
});
