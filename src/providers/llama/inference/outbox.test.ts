import { setImmediate as turn } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { Outbox } from "./outbox.ts";
import type { Report, WireEvent } from "./protocol.ts";

afterEach(() => void vi.useRealTimers());

const text = (word: string): WireEvent => ({ type: "text-delta", choice: 0, text: word });

/** An outbox at a time that only the test moves on, and the words of each message. */
function watched() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const sent: string[] = [];
  let now = 0;
  const send = (report: Report): void => {
    if (report.kind !== "events") throw new TypeError("not the outbox's");
    const words = report.events.map(([id, event]) => `${id}${event.type === "text-delta" ? event.text : ""}`);
    sent.push(words.join(" "));
  };
  const pass = (ms: number): void => {
    now += ms;
    vi.advanceTimersByTime(ms);
  };
  return { outbox: new Outbox(send, () => now), sent, pass };
}

const turns = async () => {
  for (let index = 0; index < 3; index++) await turn();
};

test("what happens in one turn goes as one message, and soon", async () => {
  const { outbox, sent } = watched();
  outbox.push(1, text("a"));
  outbox.push(2, text("b"));
  expect(sent).toEqual([]);
  await turns();
  expect(sent).toEqual(["1a 2b"]);
});

test("what follows within the pause waits for its end; after a pause it goes at once", async () => {
  const { outbox, sent, pass } = watched();
  outbox.push(1, text("a"));
  await turns();
  pass(1);
  outbox.push(1, text("b"));
  pass(2);
  outbox.push(1, text("c"));
  await turns();
  expect(sent).toEqual(["1a"]);
  pass(2);
  expect(sent).toEqual(["1a", "1b 1c"]);
  pass(100);
  expect(sent).toHaveLength(2);
  outbox.push(1, text("d"));
  await turns();
  expect(sent).toEqual(["1a", "1b 1c", "1d"]);
});
