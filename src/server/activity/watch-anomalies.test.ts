import { expect, onTestFinished, test } from "vitest";
import type { Clock } from "../../lib/clock.ts";
import { timeOrderedId } from "../../lib/random-id.ts";
import type { Anomaly } from "../../spec/anomaly.ts";
import { request } from "../../stores/contract-requests.fixture.ts";
import type { Stores } from "../../spec/stores.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import type { AnomalySettings } from "../settings/activity-settings.ts";
import { watchAnomalies } from "./watch-anomalies.ts";

async function open() {
  const stores = await openSqlite({ path: ":memory:", now: Date.now });
  onTestFinished(() => stores.close());
  const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const found: Anomaly[] = [];
  const faults: unknown[] = [];
  let settings: AnomalySettings = { enabled: true, retentionMs: 3_600_000 };
  const watch = (holder: string, parts: Partial<Stores> = {}) => {
    const made = watchAnomalies({
      stores: { ...stores, ...parts },
      clock,
      holder,
      settings: () => settings,
      found: (anomaly) => void found.push(anomaly),
      warn: (_message, error) => void faults.push(error),
      every: 3_600_000,
    });
    onTestFinished(() => made.stop());
    return made;
  };
  const retired = async (key: string): Promise<void> => {
    // What was written in the millisecond in which somebody began to look counts as written before.
    await new Promise((resolve) => setTimeout(resolve, 3));
    await stores.requests.insert([
      {
        ...request(0),
        id: timeOrderedId("req"),
        keyId: key,
        status: 401,
        outcome: "refused",
        errorCode: "key_expired",
      },
    ]);
  };
  return { stores, found, faults, watch, retired, set: (next: AnomalySettings) => (settings = next) };
}

test("what is found is kept and told once, by the one process that looks", async () => {
  const { found, watch, retired, stores } = await open();
  const [one, other] = [watch("a"), watch("b")];
  await Promise.all([one.look(), other.look()]);
  await retired("key_1");
  await retired("key_1");
  await retired("key_2");
  for (let round = 0; round < 3; round++) await Promise.all([one.look(), other.look()]);
  expect(found.map(({ rule, subject }) => [rule, subject])).toEqual([
    ["retired_key", "key_1"],
    ["retired_key", "key_2"],
  ]);
  const kept = await stores.anomalies.list({ limit: 9 });
  // Of those of one millisecond nobody knows which was first.
  const byId = (all: readonly Anomaly[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId(kept)).toEqual(byId(found));
});

test("what was there before anybody looked is learned from, and not told", async () => {
  const { found, watch, retired } = await open();
  await retired("key_1");
  await new Promise((resolve) => setTimeout(resolve, 5));
  const one = watch("a");
  await one.look();
  expect(found).toEqual([]);
  await retired("key_2");
  await one.look();
  expect(found.map(({ subject }) => subject)).toEqual(["key_2"]);
});

test("nothing is lost when the storage fails in between, or another process goes on", async () => {
  const { found, faults, watch, retired, stores } = await open();
  let broken = false;
  const anomalies: Stores["anomalies"] = {
    ...stores.anomalies,
    record: (anomaly, pause) =>
      broken ? Promise.reject(new Error("the disk is full")) : stores.anomalies.record(anomaly, pause),
  };
  const one = watch("a", { anomalies });
  await one.look();
  broken = true;
  await retired("key_1");
  await one.look();
  expect(found).toEqual([]);
  expect(faults).toHaveLength(1);
  broken = false;
  await one.look();
  expect(found.map(({ subject }) => subject)).toEqual(["key_1"]);
});

test("switched off it looks at nothing", async () => {
  const { found, watch, retired, set } = await open();
  const one = watch("a");
  await one.look();
  set({ enabled: false, retentionMs: 1 });
  await retired("key_1");
  await one.look();
  expect(found).toEqual([]);
});
