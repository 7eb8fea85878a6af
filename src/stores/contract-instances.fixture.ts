import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import type { TimedStores } from "./contract-rules.fixture.ts";
import { ending, opening, openRow, projectA } from "./contract-rows.fixture.ts";

const start = Date.parse("2026-11-22T12:00:00.000Z");

/** The rules of `InstanceStore`. The time that counts is the database's. */
export function instanceContract(name: string, openTimed: () => Promise<TimedStores>): void {
  describe(`${name}: instances`, () => {
    let timed: TimedStores;
    let stores: Stores;
    beforeEach(async () => {
      timed = await openTimed();
      stores = timed.stores;
      await setTime(0);
      await stores.projects.insert(projectA);
    });
    afterEach(() => stores.close());

    const setTime = (ms: number) => timed.setTime(new Date(start + ms).toISOString());
    const abandoned = async (silentFor: number) =>
      (await stores.instances.abandoned(silentFor, 10)).map((found) => found.callId);

    test("what a silent, departed or unknown instance left open is found, oldest first", async () => {
      await stores.instances.beat("silent");
      await setTime(900);
      await stores.instances.beat("alive");
      await stores.instances.beat("departed");
      const rows = ["alive", "silent", "departed", "unknown"].map((instanceId, number) =>
        opening(`att_${number}`, { instanceId }),
      );
      for (const each of rows.toReversed()) await stores.ledger.open(each);
      await stores.ledger.open(opening("done", { instanceId: "silent" }));
      await stores.ledger.settle(ending("done"));
      expect((await stores.instances.list()).toSorted()).toEqual(["alive", "departed", "silent"]);
      await stores.instances.leave("departed");
      expect((await stores.instances.list()).toSorted()).toEqual(["alive", "silent"]);
      await stores.ledger.progress([{ callId: "att_2", attempt: 1, forwarded: { bytes: 3, pieces: 2 } }]);

      expect(await abandoned(900)).toEqual(["att_1", "att_2", "att_3"]);
      expect(await abandoned(901)).toEqual(["att_2", "att_3"]);
      expect(await abandoned(Number.MAX_SAFE_INTEGER)).toEqual(["att_2", "att_3"]);
      expect(await abandoned(0)).toEqual(["att_0", "att_1", "att_2", "att_3"]);
      expect(await stores.instances.abandoned(900, 2)).toStrictEqual([
        { ...openRow(opening("att_1", { instanceId: "silent" })), holds: [] },
        {
          ...openRow(opening("att_2", { instanceId: "departed" })),
          state: "streaming",
          forwarded: { bytes: 3, pieces: 2 },
          holds: [],
        },
      ]);
      expect(await stores.instances.abandoned(900, 0)).toEqual([]);
      await expect(stores.instances.abandoned(900, -1)).rejects.toThrow(TypeError);
    });

    test("a later beat keeps an instance alive", async () => {
      await stores.instances.beat("inst_1");
      await stores.ledger.open(opening("att_1"));
      await setTime(2_000);
      await stores.instances.beat("inst_1");
      await setTime(2_999);
      expect(await abandoned(1_000)).toEqual([]);
      await setTime(3_000);
      expect(await abandoned(1_000)).toEqual(["att_1"]);
    });

    test("one is buried only when nothing of it is open", async () => {
      await stores.instances.beat("inst_1");
      await stores.ledger.open(opening("att_1"));
      await setTime(1_000);
      await stores.instances.bury(1_000);
      expect(await stores.instances.list()).toEqual(["inst_1"]);
      await stores.ledger.settle(ending("att_1"));
      await stores.instances.bury(1_001);
      expect(await stores.instances.list()).toEqual(["inst_1"]);
      await stores.instances.bury(1_000);
      expect(await stores.instances.list()).toEqual([]);
    });

    test("one that only slept still tells the truth, and lives again with its next beat", async () => {
      await stores.ledger.open(opening("att_1"));
      const estimate = { outputTokensMin: 0 };
      await stores.ledger.settle(ending("att_1", { state: "interrupted", outcome: "failed", estimate }));
      await stores.ledger.settle(ending("att_1", { usage: { outputTokens: 3 }, endedAt: 2_500 }));
      const [row] = await stores.ledger.list({ callId: "att_1", limit: 1 });
      expect(row).toMatchObject({ state: "settled", outcome: "ended", endedAt: 2_500 });

      await stores.instances.beat("inst_1");
      await stores.ledger.open(opening("att_2"));
      expect(await abandoned(1_000)).toEqual([]);
    });
  });
}
