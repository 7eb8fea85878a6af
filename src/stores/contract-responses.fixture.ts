import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import { conversation, projectA, projectB, response, said, saidIn, turnOf } from "./contract-rows.fixture.ts";

const chain = { ...conversation, id: "chain_1", hidden: true, expiresAt: 50_000 } as const;
const bytes = (text: string) => Buffer.from(text);

/** The rules of `ResponseStore`, and of turns that are kept with their responses. */
export function responseContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: responses`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.projects.insert(projectB);
      await stores.instances.beat("inst_1");
    });
    afterEach(() => stores.close());

    const find = (id: string, projectId = "proj_a", now = 1) =>
      stores.responses.find(projectId, id, { now, deadAfterMs: 60_000 });
    /** Keeps a turn of two items with a response in a chain. */
    const keep = (id: string, more: Parameters<typeof turnOf>[1] = {}) =>
      stores.conversations.append(
        turnOf([said(`${id} asked`), said(`${id} said`)], {
          conversationId: "chain_1",
          response: response(id),
          ...more,
        }),
      );

    test("a response is read by its own project, until it expires", async () => {
      const full = response("resp_1", { previousResponseId: "resp_0", status: "failed" });
      expect(await stores.responses.put(full)).toBe(true);
      expect(await find("resp_1")).toStrictEqual(full);
      expect(await find("resp_1", "proj_b")).toBeUndefined();
      expect(await find("resp_2")).toBeUndefined();
      expect(await find("resp_1", "proj_a", 899_999)).toStrictEqual(full);
      expect(await find("resp_1", "proj_a", 900_000)).toBeUndefined();
    });

    test("an end is final, whoever was first", async () => {
      const { responses } = stores;
      expect(await responses.put(response("resp_1", { status: "queued" }))).toBe(true);
      expect(await responses.put(response("resp_1", { status: "in_progress" }))).toBe(true);
      expect(await responses.put(response("resp_1", { status: "failed", projectId: "proj_b" }))).toBe(false);
      expect(await responses.put(response("resp_1", { status: "cancelled" }))).toBe(true);
      expect(await responses.put(response("resp_1", { status: "completed" }))).toBe(false);
      expect((await find("resp_1"))?.status).toBe("cancelled");
    });

    test("one that a dead process was making is lost, and one that has ended is not", async () => {
      await stores.responses.put(response("resp_1", { status: "in_progress" }));
      await stores.responses.put(response("resp_2", { status: "in_progress", instanceId: "dead" }));
      await stores.responses.put(response("resp_3", { instanceId: "dead" }));
      expect(await find("resp_1")).not.toHaveProperty("lost");
      expect(await find("resp_2")).toHaveProperty("lost", true);
      expect(await find("resp_3")).not.toHaveProperty("lost");
    });

    test("a turn begins a chain and is kept with its response", async () => {
      expect(await keep("resp_1", { begun: chain })).toEqual({ kept: true, lastPosition: 2 });
      expect(await find("resp_1")).toStrictEqual({
        ...response("resp_1"),
        conversationId: "chain_1",
        lastPosition: 2,
        thread: { shown: false, newest: 2 },
      });
      await keep("resp_2", { after: 2 });
      expect(await find("resp_1")).toMatchObject({ lastPosition: 2, thread: { newest: 4 } });
      // The chain lives as long as the last of its responses.
      expect(await stores.conversations.expire(899_999, 10)).toBe(0);
    });

    test("of a turn whose response had an end nothing is kept", async () => {
      await stores.responses.put(response("resp_1", { status: "cancelled" }));
      expect(await keep("resp_1", { begun: chain })).toEqual({ kept: false, why: "ended" });
      expect(await saidIn(stores, "chain_1")).toEqual([]);
      await stores.conversations.insert(chain); // not even the chain was there
    });

    test("of a turn that comes too late nothing is kept, and its response stays as it was", async () => {
      await keep("resp_1", { begun: chain });
      await stores.responses.put(response("resp_2", { status: "in_progress" }));
      expect(await keep("resp_2", { after: 1 })).toEqual({ kept: false, why: "moved" });
      expect((await find("resp_2"))?.status).toBe("in_progress");
    });

    test("deleted is deleted: with its events, and with what no other builds on", async () => {
      const { responses } = stores;
      for (const [number, id] of ["resp_1", "resp_2", "resp_3"].entries())
        await keep(id, { after: 2 * number, ...(number === 0 && { begun: chain }) });
      await responses.appendEvents("resp_3", [{ sequence: 0, bytes: bytes("x") }]);
      expect(await responses.remove("proj_b", "resp_3")).toBe(false);
      expect(await responses.remove("proj_a", "resp_3")).toBe(true);
      expect(await responses.remove("proj_a", "resp_3")).toBe(false);
      expect(await find("resp_3")).toBeUndefined();
      expect(await responses.events("resp_3", -1, 10)).toEqual([]);
      expect(await saidIn(stores, "chain_1")).toHaveLength(4);
      // What the second was asked is part of what it builds on.
      await responses.remove("proj_a", "resp_1");
      expect(await saidIn(stores, "chain_1")).toHaveLength(4);
      expect(await find("resp_2")).toMatchObject({ lastPosition: 4, thread: { newest: 4 } });
      await responses.remove("proj_a", "resp_2");
      expect(await saidIn(stores, "chain_1")).toEqual([]);
      await stores.conversations.insert(chain); // the chain is gone, too
    });

    test("in a conversation of the caller's, what was said stays when a response goes", async () => {
      await stores.conversations.insert(conversation);
      await keep("resp_1", { conversationId: "conv_1" });
      expect(await find("resp_1")).toMatchObject({ thread: { shown: true, newest: 2 } });
      await stores.responses.remove("proj_a", "resp_1");
      expect(await saidIn(stores)).toHaveLength(2);
    });

    test("responses go with their conversation", async () => {
      await stores.conversations.insert(conversation);
      for (let number = 0; number < 45; number++) await keep(`resp_${number}`, { conversationId: "conv_1" });
      await stores.responses.appendEvents("resp_7", [{ sequence: 0, bytes: bytes("x") }]);
      await stores.conversations.remove("proj_a", "conv_1", 1);
      for (const id of ["resp_0", "resp_7", "resp_44"]) expect(await find(id)).toBeUndefined();
      expect(await stores.responses.events("resp_7", -1, 10)).toEqual([]);
    });

    test("events come back byte by byte, from any place on", async () => {
      const { responses } = stores;
      await responses.put(response("resp_1", { status: "in_progress" }));
      const all = Array.from({ length: 1_200 }, (_, sequence) => ({
        sequence,
        bytes: bytes(`event ${sequence} \u0000ü`),
      }));
      await responses.appendEvents("resp_1", all.slice(0, 1_100));
      // Once more, as by somebody who does not know whether it succeeded.
      await responses.appendEvents("resp_1", all.slice(1_090));
      await responses.appendEvents("resp_1", []);
      expect(await responses.events("resp_1", -1, 2_000)).toEqual(all);
      expect(await responses.events("resp_1", 1_097, 2)).toEqual(all.slice(1_098, 1_100));
      expect(await responses.events("resp_1", 1_199, 2)).toEqual([]);
      await expect(responses.events("resp_1", 0, -1)).rejects.toThrow(TypeError);
    });

    test("events of a response that was deleted are forgotten", async () => {
      await stores.responses.appendEvents("resp_1", [{ sequence: 0, bytes: bytes("x") }]);
      expect(await stores.responses.events("resp_1", -1, 10)).toEqual([]);
    });

    test("what has expired is deleted, the oldest first and not more than asked", async () => {
      const { responses } = stores;
      for (const number of [3, 1, 2, 9])
        await responses.put(response(`resp_${number}`, { expiresAt: number }));
      expect(await responses.expire(0, 10)).toBe(0);
      expect(await responses.expire(3, 2)).toBe(2);
      expect((await find("resp_3", "proj_a", 0))?.id).toBe("resp_3");
      expect(await responses.expire(3, 10)).toBe(1);
      expect(await responses.expire(3, 10)).toBe(0);
      expect((await find("resp_9", "proj_a", 0))?.id).toBe("resp_9");
    });
  });
}
