import { expect, onTestFinished, test, vi } from "vitest";
import { Admission, type AdmissionSettings } from "./admission.ts";

const settings: AdmissionSettings = {
  calls: 100,
  queue: 2,
  waitMs: 40,
  turnMs: 10,
  heapShare: 0.8,
  bodyBytes: 1_000_000,
};

const small = "100";
const calm = { turnMs: 1, heap: 0.1 };
const overloaded = { turnMs: 30, heap: 0.1 };

/** With so many calls that run. */
function filled(running: number, more: Partial<AdmissionSettings> = {}): Admission {
  const admission = new Admission({ ...settings, ...more });
  for (let i = 0; i < running; i++) expect(admission.enter(small)).toBeUndefined();
  return admission;
}

test("lets in as many as may run; the next ones wait, and further ones are refused at once", async () => {
  const admission = filled(100);
  const first = admission.enter(small);
  const second = admission.enter(small);
  expect(admission.enter(small)).toBe("busy");
  expect([admission.running, admission.queued, admission.refused.busy]).toEqual([100, 2, 1]);
  admission.leave(small);
  expect(await first).toBeUndefined();
  admission.leave(small);
  expect(await second).toBeUndefined();
  expect([admission.running, admission.queued]).toEqual([100, 0]);
});

test("nobody overtakes who waits", async () => {
  const admission = filled(100);
  const waiting = admission.enter(small);
  const later = admission.enter(small);
  admission.leave(small);
  expect(await waiting).toBeUndefined();
  expect(admission.queued).toBe(1);
  admission.close();
  expect(await later).toBe("busy");
});

test("whoever waits for longer than is allowed is refused", async () => {
  const admission = filled(100);
  expect(await admission.enter(small)).toBe("busy");
  expect([admission.queued, admission.refused.busy]).toEqual([0, 1]);
});

test("in a queue that does not empty, everybody waits a few milliseconds only", async () => {
  const admission = filled(100, { waitMs: 60_000, queue: 1_000 });
  const begun = performance.now();
  const waits: Promise<unknown>[] = [];
  while (performance.now() - begun < 200) {
    waits.push(Promise.resolve(admission.enter(small)));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(await Promise.race(waits)).toBe("busy");
  admission.close();
  await Promise.all(waits);
});

/** A standing overload, as one look after the other shows it. */
function overload(admission: Admission, turnMs = 30): void {
  for (let i = 0; i < 3; i++) admission.look({ turnMs, heap: 0.1 });
}

test("long turns of a busy loop cut the limit to what runs and below, short ones let it grow again", () => {
  const admission = filled(80);
  overload(admission);
  expect(admission.limit).toBe(64);
  admission.look(overloaded);
  expect(admission.limit).toBe(64);
  for (let i = 0; i < 30; i++) admission.leave(small);
  admission.look({ ...overloaded, turnMs: 11 });
  expect(admission.limit).toBe(47);
  for (let i = 0; i < 40; i++) admission.leave(small);
  admission.look(overloaded);
  expect(admission.limit).toBe(32);
  admission.look(calm);
  expect(admission.limit).toBe(34);
  for (let i = 0; i < 100; i++) admission.look(calm);
  expect(admission.limit).toBe(100);
});

test("a moment in which much begins at once is no overload", () => {
  const admission = filled(80);
  for (const look of [overloaded, overloaded, calm, overloaded]) admission.look(look);
  expect(admission.limit).toBe(100);
});

test("the longer the turns, the deeper the cut, within bounds; near its level the limit grows gently", () => {
  const cutAt = (turnMs: number): number => {
    const admission = filled(100);
    overload(admission, turnMs);
    return admission.limit;
  };
  expect([11, 20, 30, 40, 400].map(cutAt)).toEqual([95, 90, 80, 70, 70]);
  const admission = filled(80);
  overload(admission);
  for (let i = 0; i < 16; i++) admission.leave(small);
  // A core that is nearly busy, and one that has hardly anything to do.
  admission.look({ ...calm, turnMs: 9 });
  expect(admission.limit).toBe(65);
  admission.look({ ...calm, turnMs: 1 });
  expect(admission.limit).toBe(69);
});

test("one call too many for the queue does not cost those who wait their places", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const admission = filled(100, { queue: 100, waitMs: 100 });
  const waits = Array.from({ length: 100 }, () => admission.enter(small));
  expect(admission.enter(small)).toBe("busy");
  await vi.advanceTimersByTimeAsync(50);
  for (let i = 0; i < 100; i++) admission.leave(small);
  expect(new Set(await Promise.all(waits))).toEqual(new Set([undefined]));
});

test("below its bound nobody waits for long while calls are turned away for want of a place", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const admission = filled(100, { calls: 1_000, waitMs: 100 });
  overload(admission);
  vi.advanceTimersByTime(1_000);
  for (let i = 0; i < 20; i++) admission.look({ ...calm, turnMs: 9 });
  for (let i = admission.running; i < admission.limit; i++) expect(admission.enter(small)).toBeUndefined();
  const refused: number[] = [];
  const wait = async (): Promise<void> => {
    const verdict = admission.enter(small);
    const since = performance.now();
    if (!(verdict instanceof Promise)) return;
    void verdict.then(() => refused.push(performance.now() - since));
  };
  await wait();
  await wait();
  expect(admission.enter(small)).toBe("busy");
  await vi.advanceTimersByTimeAsync(40);
  expect(refused).toHaveLength(2);
  expect(Math.max(...refused)).toBeLessThanOrEqual(25);
  await vi.advanceTimersByTimeAsync(1_000);
  // A second later they may wait for as long as the settings say.
  await wait();
  await vi.advanceTimersByTimeAsync(40);
  expect(admission.queued).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(refused).toHaveLength(3);
  admission.close();
});

test("for a second after an overload nobody waits, where calls do not end quickly", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const admission = filled(50);
  overload(admission);
  expect(admission.enter(small)).toBe("busy");
  vi.advanceTimersByTime(1_000);
  for (let i = 0; i < 20; i++) admission.look({ ...calm, turnMs: 9 });
  for (let i = admission.running; i < admission.limit; i++) void admission.enter(small);
  expect(admission.enter(small)).toBeInstanceOf(Promise);
  admission.close();
});

test("in an overload as many wait as get their places within 20 ms", async () => {
  const admission = filled(100, { queue: 1_000 });
  const settled: Promise<unknown>[] = [];
  // In each look of some 5 ms a hundred calls end, and others come at once.
  for (let look = 0; look < 30; look++) {
    for (let i = admission.running; i > 0; i--) admission.leave(small);
    for (let i = 0; i < 100; i++) settled.push(Promise.resolve(admission.enter(small)));
    await new Promise((resolve) => setTimeout(resolve, 5));
    admission.look(overloaded);
  }
  expect(admission.limit).toBeLessThan(100);
  expect(admission.queued).toBeGreaterThan(0);
  expect(admission.queued).toBeLessThan(1_000);
  admission.close();
  await Promise.all(settled);
});

test("a full heap lets nobody in until there is room again, with a little to spare", () => {
  const admission = filled(1);
  admission.look({ ...calm, heap: 0.8 });
  expect(admission.enter(small)).toBe("heap");
  admission.look({ ...calm, heap: 0.77 });
  expect(admission.enter(small)).toBe("heap");
  admission.look({ ...calm, heap: 0.74 });
  expect(admission.enter(small)).toBeUndefined();
  expect(admission.refused.heap).toBe(2);
});

test("bodies may not have more than their bytes together, and a single one may always come", () => {
  const admission = filled(0);
  expect(admission.enter("3000000")).toBeUndefined();
  expect(admission.enter(small)).toBe("bodies");
  admission.leave("3000000");
  for (let i = 0; i < 3; i++) expect(admission.enter(undefined)).toBeUndefined();
  expect(admission.enter(undefined)).toBe("bodies");
  expect(admission.enter(small)).toBeUndefined();
});
