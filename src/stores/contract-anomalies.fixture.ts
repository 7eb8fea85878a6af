import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { firstIdOf } from "../lib/random-id.ts";
import type { Anomaly } from "../spec/anomaly.ts";
import type { Stores } from "../spec/stores.ts";
import type { TimedStores } from "./contract-rules.fixture.ts";

/** The `number`th anomaly: one a second. */
export function anomaly(number: number, more: Partial<Anomaly> = {}): Anomaly {
  const at = 10_000_000 + number * 1_000;
  return {
    id: `${firstIdOf("anomaly", at)}00000000000000000000`,
    at,
    rule: "retired_key",
    subject: `key_${number}`,
    projectId: "proj_a",
    keyId: "key_1",
    address: "192.0.2.1",
    details: { count: 3, error: "key_expired" },
    ...more,
  };
}

export function anomalyContract(
  name: string,
  open: () => Promise<Stores>,
  openTimed: () => Promise<TimedStores>,
): void {
  describe(`${name}: anomalies`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    test("they come as they were found, the newest first, narrowed and page by page", async () => {
      const { projectId: _projectId, keyId: _keyId, address: _address, ...bare } = anomaly(3);
      for (const one of [anomaly(1), anomaly(2, { rule: "spending", projectId: "proj_b" }), bare])
        expect(await stores.anomalies.record(one, 1_000)).toBe(true);
      expect(await stores.anomalies.list({ limit: 9 })).toStrictEqual([
        bare,
        anomaly(2, { rule: "spending", projectId: "proj_b" }),
        anomaly(1),
      ]);
      const ids = async (query: object) =>
        (await stores.anomalies.list({ limit: 9, ...query })).map(({ subject }) => subject);
      expect(await ids({ projectIds: ["proj_a"] })).toEqual(["key_1"]);
      expect(await ids({ projectIds: [] })).toEqual([]);
      expect(await ids({ rules: ["spending"] })).toEqual(["key_2"]);
      expect(await ids({ before: anomaly(2).id })).toEqual(["key_1"]);
      expect(await ids({ limit: 1 })).toEqual(["key_3"]);
      expect(await stores.anomalies.expire(anomaly(3).at, 1)).toBe(1);
      expect(await stores.anomalies.expire(anomaly(3).at, 9)).toBe(1);
      expect(await ids({})).toEqual(["key_3"]);
    });

    test("of one subject a rule tells once in its pause, whoever finds it", async () => {
      const found = (number: number): Anomaly => anomaly(number, { subject: "same" });
      const tries = await Promise.all(
        [1, 2, 3].map((number) => stores.anomalies.record(found(number), 60_000)),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await stores.anomalies.record(found(50), 60_000)).toBe(false);
      expect(await stores.anomalies.record({ ...found(51), rule: "spending" }, 60_000)).toBe(true);
      expect(await stores.anomalies.record(found(70), 60_000)).toBe(true);
    });
  });

  describe(`${name}: who looks for anomalies`, () => {
    let timed: TimedStores;
    beforeEach(async () => {
      timed = await openTimed();
    });
    afterEach(() => timed.stores.close());

    test("one of all does, until it is silent, and the next goes on from there", async () => {
      const { anomalies } = timed.stores;
      await timed.setTime("2026-11-22T08:00:00Z");
      const tries = await Promise.all([anomalies.lead("a", 10_000), anomalies.lead("b", 10_000)]);
      expect(tries.filter(({ leads }) => leads)).toEqual([{ leads: true, seen: 0 }]);
      const [leader, other] = tries[0]?.leads === true ? ["a", "b"] : ["b", "a"];
      await anomalies.saw(leader ?? "", 77);
      await anomalies.saw(other ?? "", 99);
      await timed.setTime("2026-11-22T08:00:09Z");
      expect(await anomalies.lead(leader ?? "", 10_000)).toEqual({ leads: true, seen: 77 });
      await timed.setTime("2026-11-22T08:00:15Z");
      expect(await anomalies.lead(other ?? "", 10_000)).toEqual({ leads: false, seen: 0 });
      await timed.setTime("2026-11-22T08:00:20Z");
      expect(await anomalies.lead(other ?? "", 10_000)).toEqual({ leads: true, seen: 77 });
      // A clock that was set back keeps nobody out for long.
      await timed.setTime("2026-11-22T07:00:00Z");
      expect(await anomalies.lead(leader ?? "", 10_000)).toEqual({ leads: true, seen: 77 });
    });
  });
}
