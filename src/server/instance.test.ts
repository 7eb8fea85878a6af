import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Stores } from "../spec/stores.ts";
import { deadAfter, joinInstances } from "./instance.ts";
import { withProcess } from "./process-name.ts";

const beatEvery = 5_000;
const forEver = Number.MAX_SAFE_INTEGER;

let now = 0;
beforeEach(() => {
  now = 0;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => void vi.useRealTimers());

/** A house with a store of instances that are only names. `judged` is by how long a silence each round has judged. */
function house(options: { readonly shared: boolean; readonly others?: readonly string[] }) {
  const names = new Set(options.others);
  const beats: string[] = [];
  const judged: number[] = [];
  const warnings: string[] = [];
  const down: { error?: Error } = {};
  const instances: Stores["instances"] = {
    async beat(id) {
      if (down.error !== undefined) throw down.error;
      beats.push(id);
      names.add(id);
    },
    list: async () => [...names],
    leave: async (id) => void names.delete(id),
    abandoned: async () => [],
    bury: async () => undefined,
  };
  const join = () =>
    joinInstances({
      stores: { instances, sharedAcrossMachines: options.shared },
      clock: { monotonic: () => now },
      reconcile: async (silentFor) => {
        judged.push(silentFor);
        return { recovered: 0, interrupted: judged.length === 1 ? 2 : 0 };
      },
      warn: (message) => warnings.push(message),
    });
  return { names, beats, judged, warnings, down, join };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets `ms` pass, beat by beat. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += beatEvery) {
    now += beatEvery;
    vi.advanceTimersByTime(beatEvery);
    await settled();
  }
}

test("says at once and then every five seconds that it lives, until it leaves", async () => {
  const { beats, names, warnings, join } = house({ shared: false });
  const instance = await join();
  expect(beats).toEqual([instance.id]);
  await pass(4 * beatEvery);
  expect(beats).toHaveLength(5);
  expect(warnings).toEqual(["2 attempts of a process that died were closed as interrupted"]);
  await instance.leave();
  expect([...names]).toEqual([]);
  await pass(4 * beatEvery);
  expect(beats).toHaveLength(5);
});

test("alone on its machine it judges by silence at once", async () => {
  const { judged, join } = house({ shared: false });
  const instance = await join();
  await settled();
  expect(judged).toEqual([deadAfter]);
  await instance.leave();
});

test("on a database that others share it hears them out first", async () => {
  const { judged, join } = house({ shared: true });
  const instance = await join();
  await settled();
  await pass(deadAfter - beatEvery);
  expect(new Set(judged)).toEqual(new Set([forEver]));
  await pass(beatEvery);
  expect(judged.at(-1)).toBe(deadAfter);
  await instance.leave();
});

test("after a beat of its own failed, it hears all others out again", async () => {
  const { judged, warnings, down, join } = house({ shared: false });
  const instance = await join();
  await pass(beatEvery);
  down.error = new Error("frozen");
  judged.length = 0;
  await pass(2 * beatEvery);
  expect(judged).toEqual([]);
  expect(warnings).toContain("the heartbeat failed");
  delete down.error;
  await pass(deadAfter);
  expect(new Set(judged)).toEqual(new Set([forEver]));
  await pass(beatEvery);
  expect(judged.at(-1)).toBe(deadAfter);
  await instance.leave();
});

test("after a beat of its own came late, as well", async () => {
  const { judged, join } = house({ shared: false });
  const instance = await join();
  await pass(beatEvery);
  // It stood still, and its beats with it.
  now += deadAfter / 2;
  judged.length = 0;
  await pass(deadAfter);
  expect(new Set(judged)).toEqual(new Set([forEver]));
  await pass(beatEvery);
  expect(judged.at(-1)).toBe(deadAfter);
  await instance.leave();
});

test("of this machine's processes the dead are struck off at once, and the living are never taken for dead", async () => {
  const lives = withProcess("inst_01", process.ppid);
  const dead = withProcess("inst_02", spawnSync(process.execPath, ["--version"]).pid);
  const elsewhere = "inst_03.00000000.1-1";
  const { names, beats, join } = house({ shared: true, others: [lives, dead, elsewhere] });
  const instance = await join();
  await settled();
  // Where the machine cannot be told, nothing is certain, and silence has to tell.
  const certain = process.platform === "linux";
  expect(names.has(dead)).toBe(!certain);
  expect(names.has(elsewhere)).toBe(true);
  expect(beats).toEqual(certain ? [instance.id, lives] : [instance.id]);
  await instance.leave();
});
