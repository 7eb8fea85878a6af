import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import { auditEntry, expectChain } from "./contract-audit.fixture.ts";
import { recollectionContract } from "./contract-recollections.fixture.ts";
import {
  conversation,
  ending,
  hashOf,
  key,
  opening,
  projectA,
  said,
  saidIn,
  turnOf,
} from "./contract-rows.fixture.ts";

/** Data that outlives its stores, and that several of them may have open. */
export interface SharedData {
  open(): Promise<Stores>;
  /** Notes a migration of the future, as a newer program would have. */
  markNewer(): Promise<void>;
}

/** The seam promises a second; this is longer than any store's own interval. */
const longEnoughToNotice = 1_000;

/** What every store must do whose data several processes share. `make` gives fresh data for each test. */
export function sharedContract(name: string, make: () => SharedData): void {
  recollectionContract(name, make);
  describe(`${name}: shared`, () => {
    let data: SharedData;
    let one: Stores;
    let two: Stores;
    beforeEach(async () => {
      data = make();
      one = await data.open();
      two = await data.open();
      await one.projects.insert(projectA);
    });
    afterEach(async () => {
      await one.close();
      await two.close();
    });

    test("several may open new data at once", async () => {
      const fresh = make();
      const all = await Promise.all([1, 2, 3, 4, 5].map(() => fresh.open()));
      for (const [number, stores] of all.entries())
        await stores.projects.insert({ ...projectA, id: `proj_${number}` });
      expect(await all[0]?.projects.list()).toHaveLength(5);
      for (const stores of all) await stores.close();
    });

    test("both write into one audit log, with their changes and without, and it is one chain", async () => {
      const deeds = Array.from({ length: 30 }, (_, number) => {
        const stores = number % 2 === 0 ? one : two;
        const id = `proj_${number}`;
        if (number % 3 === 0) return stores.audit.append([auditEntry(id), auditEntry(id)]);
        return stores.audit.record(async (within) => {
          await within.projects.insert({ ...projectA, id });
          return { result: undefined, entries: [auditEntry(id)] };
        });
      });
      await Promise.all(deeds);
      const records = await one.audit.records(0, 100);
      expect(records).toHaveLength(40);
      expectChain(records);
      expect(await two.audit.head()).toMatchObject({ sequence: 40, hash: records.at(-1)?.hash });
      expect(await one.projects.list()).toHaveLength(21);
    });

    test("what one writes, the other reads, also after both were closed", async () => {
      await one.keys.insert(key("key_1"), hashOf("one"));
      await one.conversations.insert(conversation, hashOf("token"));
      await one.conversations.append(turnOf([said("1")]));
      await two.conversations.append(turnOf([said("2")]));
      await two.ledger.open(opening("att_1"));
      await one.ledger.settle(ending("att_1"));
      await one.close();
      await two.close();

      const later = await data.open();
      expect(await later.keys.list()).toEqual([key("key_1")]);
      expect(await saidIn(later)).toEqual([said("1"), said("2")]);
      expect(await later.ledger.list({ limit: 10 })).toMatchObject([{ callId: "att_1", state: "settled" }]);
      await later.close();
    });

    test("an acknowledged row is there for others", async () => {
      for (let number = 0; number < 20; number++) {
        await one.ledger.open(opening(`att_${number}`));
        expect(await two.ledger.list({ callId: `att_${number}`, limit: 1 })).toHaveLength(1);
      }
    });

    test("a ledger row is settled once, whoever tries", async () => {
      await one.ledger.open(opening("att_1"));
      const results = await Promise.all([
        one.ledger.settle(ending("att_1")),
        two.ledger.settle(ending("att_1")),
      ]);
      expect(results.sort()).toEqual(["late", "settled"]);
    });

    test("both append to one conversation: turns stay whole, in each one's order", async () => {
      await one.conversations.insert(conversation, hashOf("token"));
      const writers = { one, two };
      await Promise.all(
        Object.entries(writers).map(async ([writer, stores]) => {
          for (let turn = 0; turn < 30; turn++) {
            await stores.conversations.append(
              turnOf([said(`${writer} ${turn} a`), said(`${writer} ${turn} b`)]),
            );
          }
        }),
      );
      const stored = await saidIn(one);
      for (const writer of Object.keys(writers)) {
        const own = stored.filter((item) => JSON.stringify(item).includes(writer));
        expect(own).toEqual(
          Array.from({ length: 30 }, (_, turn) => [
            said(`${writer} ${turn} a`),
            said(`${writer} ${turn} b`),
          ]).flat(),
        );
      }
      for (let at = 0; at < stored.length; at += 2) {
        expect(JSON.stringify(stored[at + 1])).toBe(JSON.stringify(stored[at])?.replace(/ a"/, ' b"'));
      }
    });

    test("a change by another is noticed once, one's own is not", async () => {
      let noticedByOne = 0;
      let noticedByTwo = 0;
      const noticed = new Promise<void>((resolve) => {
        two.watch(() => {
          noticedByTwo++;
          resolve();
        });
      });
      one.watch(() => noticedByOne++);
      await one.keys.insert(key("key_1"), hashOf("one"));
      await noticed;
      expect((await two.keys.findByHash(hashOf("one")))?.key).toEqual(key("key_1"));
      await sleep(longEnoughToNotice);
      expect({ noticedByOne, noticedByTwo }).toEqual({ noticedByOne: 0, noticedByTwo: 1 });
    });

    test("a revocation is heard at once where it was made, and soon elsewhere", async () => {
      await one.keys.insert(key("key_1"), hashOf("one"));
      let heardByOne = 0;
      const heardByTwo = new Promise<void>((resolve) => two.watch(resolve));
      one.watch(() => heardByOne++);
      await one.keys.revoke("key_1", 9);
      expect(heardByOne).toBe(1);
      await heardByTwo;
      expect((await two.keys.findByHash(hashOf("one")))?.key.revokedAt).toBe(9);
    });

    test("who stops watching, or closes, hears nothing more", async () => {
      let heard = 0;
      const unwatch = two.watch(() => heard++);
      const third = await data.open();
      third.watch(() => heard++);
      unwatch();
      unwatch();
      await third.close();
      await one.ledger.open(opening("att_1"));
      await sleep(longEnoughToNotice);
      expect(heard).toBe(0);
    });

    test("data of a newer program is refused, with what to do, and left as it is", async () => {
      await one.close();
      await two.close();
      await data.markNewer();
      for (let again = 0; again < 2; again++) {
        await expect(data.open()).rejects.toMatchObject({
          code: "storage_unavailable",
          message: expect.stringMatching(/newer version/),
        });
      }
    });
  });
}
