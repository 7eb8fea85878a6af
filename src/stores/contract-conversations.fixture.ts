import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { termsOf } from "../lib/terms/terms-of.ts";
import type { Item } from "../spec/item.ts";
import type { Stores } from "../spec/stores.ts";
import {
  conversation,
  hashOf,
  newItem,
  projectA,
  projectB,
  said,
  saidIn,
  turnOf,
} from "./contract-rows.fixture.ts";

/** The rules of `ConversationStore` and `MemoryStore`. */
export function conversationContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: conversations`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.projects.insert(projectB);
      await stores.conversations.insert(conversation, hashOf("token"));
    });
    afterEach(() => stores.close());

    describe("rows", () => {
      test("a token opens a conversation of its own project only", async () => {
        const { conversations } = stores;
        expect(await conversations.findByToken("proj_a", hashOf("token"), 1)).toStrictEqual(conversation);
        expect(await conversations.findByToken("proj_b", hashOf("token"), 1)).toBeUndefined();
        expect(await conversations.findByToken("proj_a", hashOf("other"), 1)).toBeUndefined();
      });

      test("projects do not learn of each other's tokens by a conflict", async () => {
        const other = { ...conversation, id: "conv_2", projectId: "proj_b" };
        await stores.conversations.insert(other, hashOf("token"));
        const { conversations } = stores;
        expect(await conversations.findByToken("proj_a", hashOf("token"), 1)).toEqual(conversation);
        expect(await conversations.findByToken("proj_b", hashOf("token"), 1)).toEqual(other);
      });

      test("any number of them have no token, and none opens them", async () => {
        const { conversations } = stores;
        for (const id of ["conv_2", "conv_3"]) await conversations.insert({ ...conversation, id });
        expect(await conversations.find("proj_a", "conv_2", 1)).toEqual({
          ...conversation,
          id: "conv_2",
        });
        expect(await conversations.find("proj_b", "conv_2", 1)).toBeUndefined();
        expect(await conversations.find("proj_a", "conv_nobody", 1)).toBeUndefined();
      });

      test("a hidden one is not found", async () => {
        await stores.conversations.insert({ ...conversation, id: "chain_1", hidden: true });
        expect(await stores.conversations.find("proj_a", "chain_1", 1)).toBeUndefined();
      });

      test("labels and the end are changed by their project only", async () => {
        const { conversations } = stores;
        const of = { projectId: "proj_a", id: "conv_1", now: 1 };
        const metadata = { topic: "ünï\u0000code", "": "" };
        expect(await conversations.change(of, { metadata })).toBe(true);
        expect(await conversations.change(of, { expiresAt: 9_000 })).toBe(true);
        expect(await conversations.change({ ...of, projectId: "proj_b" }, { metadata: {} })).toBe(false);
        expect(await conversations.change({ ...of, id: "conv_nobody" }, {})).toBe(false);
        expect(await conversations.find("proj_a", "conv_1", 8_999)).toEqual({
          ...conversation,
          metadata,
          expiresAt: 9_000,
        });
        expect(await conversations.find("proj_a", "conv_1", 9_000)).toBeUndefined();
        expect(await conversations.findByToken("proj_a", hashOf("token"), 9_000)).toBeUndefined();
        expect(await conversations.change({ ...of, now: 9_000 }, { metadata: {} })).toBe(false);
        expect(await conversations.remove("proj_a", "conv_1", 9_000)).toBe(false);
      });

      test("are listed by their age, page by page, with how they begin", async () => {
        const { conversations } = stores;
        const ids = ["conv_3", "conv_2", "conv_4"];
        for (const id of ids) await conversations.insert({ ...conversation, id, createdAt: 6_000 });
        await conversations.insert({
          ...conversation,
          id: "conv_5",
          createdAt: 4_000,
          expiresAt: 7_000,
        });
        await conversations.insert({ ...conversation, id: "conv_6", projectId: "proj_b" });
        await conversations.insert({ ...conversation, id: "chain_1", hidden: true });
        await conversations.append(turnOf([said("first"), said("second")]));
        await conversations.append(turnOf([said("x".repeat(20_000))], { conversationId: "conv_2" }));
        const page = { projectId: "proj_a", now: 6_999, order: "desc", limit: 9 } as const;
        expect(await conversations.list(page)).toEqual([
          { ...conversation, id: "conv_4", createdAt: 6_000, items: 0 },
          { ...conversation, id: "conv_3", createdAt: 6_000, items: 0 },
          { ...conversation, id: "conv_2", createdAt: 6_000, items: 1 },
          { ...conversation, items: 2, first: said("first") },
          { ...conversation, id: "conv_5", createdAt: 4_000, expiresAt: 7_000, items: 0 },
        ]);
        const idsOf = async (more: object) =>
          (await conversations.list({ ...page, ...more }))?.map(({ id }) => id);
        expect(await idsOf({ now: 7_000, order: "asc" })).toEqual(["conv_1", "conv_2", "conv_3", "conv_4"]);
        expect(await idsOf({ after: "conv_3", limit: 2 })).toEqual(["conv_2", "conv_1"]);
        expect(await idsOf({ after: "conv_3", order: "asc" })).toEqual(["conv_4"]);
        expect(await idsOf({ after: "conv_5" })).toEqual([]);
        for (const after of ["conv_6", "chain_1", "conv_nobody"])
          expect(await idsOf({ after })).toBeUndefined();
        expect(await idsOf({ projectId: "proj_b" })).toEqual(["conv_6"]);
      });

      test("what has expired is deleted, the oldest first and not more than asked", async () => {
        const { conversations } = stores;
        for (const number of [3, 1, 2, 9]) {
          const id = `conv_e${number}`;
          await conversations.insert({ ...conversation, id, expiresAt: number });
          await conversations.append(turnOf([said("1")], { conversationId: id }));
        }
        expect(await conversations.expire(0, 10)).toBe(0);
        expect(await conversations.expire(3, 2)).toBe(2);
        expect((await conversations.find("proj_a", "conv_e3", 0))?.id).toBe("conv_e3");
        expect(await saidIn(stores, "conv_e1")).toEqual([]);
        expect(await conversations.expire(3, 10)).toBe(1);
        expect(await conversations.expire(3, 10)).toBe(0);
        expect((await conversations.find("proj_a", "conv_1", 0))?.id).toBe("conv_1");
      });

      test("deleted is deleted: by its own project, with all items, and nothing comes back", async () => {
        const { conversations, memory } = stores;
        const items = Array.from({ length: 450 }, (_, number) => said(String(number)));
        await conversations.append(turnOf(items));
        expect(await conversations.remove("proj_b", "conv_1", 1)).toBe(false);
        expect(await saidIn(stores)).toHaveLength(450);
        expect(await conversations.remove("proj_a", "conv_1", 1)).toBe(true);
        expect(await conversations.remove("proj_a", "conv_1", 1)).toBe(false);
        expect(await conversations.find("proj_a", "conv_1", 1)).toBeUndefined();
        expect(await conversations.findByToken("proj_a", hashOf("token"), 1)).toBeUndefined();
        expect(await memory.newest("conv_1", 10)).toEqual([]);
        await expect(conversations.append(turnOf([said("1")]))).rejects.toMatchObject({
          code: "not_found",
        });
        await conversations.insert(conversation, hashOf("token"));
        expect(await saidIn(stores)).toEqual([]);
      });

      test("a conversation belongs to a project that exists", async () => {
        const stray = { ...conversation, id: "conv_2", projectId: "proj_nobody" };
        await expect(stores.conversations.insert(stray, hashOf("stray"))).rejects.toMatchObject({
          code: "storage_unavailable",
        });
      });
    });

    describe("turns", () => {
      test("stay in order, with positions from 1", async () => {
        const { conversations, memory } = stores;
        expect(await conversations.append(turnOf([said("1"), said("2")]))).toEqual({
          kept: true,
          lastPosition: 2,
        });
        expect(await conversations.append(turnOf([]))).toEqual({ kept: true, lastPosition: 2 });
        expect(await conversations.append(turnOf([said("3")]))).toEqual({
          kept: true,
          lastPosition: 3,
        });
        expect(await saidIn(stores)).toEqual([said("1"), said("2"), said("3")]);
        expect((await memory.newest("conv_1", 2)).map(({ position }) => position)).toEqual([3, 2]);
        expect(await memory.newest("conv_1", 0)).toEqual([]);
        expect(await memory.newest("conv_nobody", 10)).toEqual([]);
        await expect(memory.newest("conv_1", -1)).rejects.toThrow(TypeError);
      });

      test("of a thousand items are one turn", async () => {
        const items = Array.from({ length: 1_000 }, (_, number) => said(String(number)));
        await stores.conversations.append(turnOf(items));
        expect(await saidIn(stores)).toEqual(items);
      });

      test("items come back exactly as they went in", async () => {
        const text = fc.string({ unit: "binary", maxLength: 20 });
        const anyItem: fc.Arbitrary<Item> = fc.oneof(
          text.map((value) => said(value)),
          fc.record({ type: fc.constant("reasoning" as const), text }),
          fc.record({
            type: fc.constant("function_call" as const),
            callId: text,
            name: text,
            arguments: text,
          }),
          text.map((value) => ({
            type: "function_call_output" as const,
            callId: value,
            output: [{ type: "image" as const, url: value }],
          })),
        );
        await fc.assert(
          fc.asyncProperty(fc.array(anyItem, { minLength: 1, maxLength: 5 }), async (items) => {
            await stores.conversations.append(turnOf(items));
            expect((await saidIn(stores)).slice(-items.length)).toEqual(items);
          }),
          { numRuns: 30 },
        );
      });

      test("appended at once do not mix, and none is lost", async () => {
        const turns = Array.from({ length: 50 }, (_, turn) =>
          [0, 1, 2].map((part) => said(`${turn}.${part}`)),
        );
        await Promise.all(turns.map((turn) => stores.conversations.append(turnOf(turn))));
        const stored = await saidIn(stores);
        expect(stored).toHaveLength(150);
        const found = Array.from({ length: 50 }, (_, turn) => stored.slice(turn * 3, turn * 3 + 3));
        expect(found).toEqual(expect.arrayContaining(turns));
      });

      test("nothing is appended to a conversation that does not exist", async () => {
        const nowhere = turnOf([said("1")], { conversationId: "conv_nobody" });
        await expect(stores.conversations.append(nowhere)).rejects.toMatchObject({
          code: "not_found",
        });
      });

      test("an id that is taken refuses the whole turn", async () => {
        const item = newItem(said("1"));
        await stores.conversations.append({ conversationId: "conv_1", items: [item] });
        const again = { conversationId: "conv_1", items: [newItem(said("2")), item] };
        await expect(stores.conversations.append(again)).rejects.toMatchObject({
          code: "storage_unavailable",
        });
        expect(await saidIn(stores)).toEqual([said("1")]);
      });

      test("of two that go on from the same place one is kept", async () => {
        const { conversations } = stores;
        await conversations.append(turnOf([said("1")], { after: 0 }));
        const both = await Promise.all(
          ["2", "3"].map((text) => conversations.append(turnOf([said(text)], { after: 1 }))),
        );
        expect(both.filter(({ kept }) => kept)).toHaveLength(1);
        expect(both).toContainEqual({ kept: false, why: "moved" });
        expect(await saidIn(stores)).toHaveLength(2);
      });

      test("a copy has what was there up to a place, and goes its own way", async () => {
        const { conversations } = stores;
        const texts = Array.from({ length: 410 }, (_, number) => said(String(number)));
        await conversations.append(turnOf(texts));
        const [first] = (await conversations.items("conv_1", { order: "asc", limit: 1 })) ?? [];
        await conversations.pin("conv_1", first?.id ?? "", true);
        await conversations.removeItem("conv_1", (await stores.memory.at("conv_1", [2]))[0]?.id ?? "");
        const fork = { ...conversation, id: "chain_1", hidden: true } as const;
        expect(await conversations.copy("conv_1", 405, fork)).toBe(404);
        await conversations.append(turnOf([said("new")], { conversationId: "chain_1", after: 404 }));
        expect(await saidIn(stores, "chain_1")).toEqual([texts[0], ...texts.slice(2, 405), said("new")]);
        expect((await stores.memory.pinned("chain_1")).map(({ id }) => id)).toEqual([first?.id]);
        expect(await saidIn(stores)).toHaveLength(409);
      });
    });

    describe("holds", () => {
      const claim = {
        conversationId: "conv_1",
        turnId: "req_1",
        instanceId: "alive",
        deadAfterMs: 60_000,
      };
      beforeEach(() => stores.instances.beat("alive"));

      test("one turn has a conversation, until it is kept or ends", async () => {
        const { conversations } = stores;
        expect(await conversations.hold(claim)).toBe("held");
        expect(await conversations.hold(claim)).toBe("held");
        expect(await conversations.hold({ ...claim, turnId: "req_2" })).toBe("busy");
        await conversations.release("conv_1", "req_2");
        expect(await conversations.hold({ ...claim, turnId: "req_2" })).toBe("busy");
        await conversations.release("conv_1", "req_1");
        expect(await conversations.hold({ ...claim, turnId: "req_2" })).toBe("held");
        await conversations.append(turnOf([said("1")], { turnId: "req_1" }));
        expect(await conversations.hold({ ...claim, turnId: "req_3" })).toBe("busy");
        await conversations.append(turnOf([said("2")], { turnId: "req_2" }));
        expect(await conversations.hold({ ...claim, turnId: "req_3" })).toBe("held");
        expect(await conversations.hold({ ...claim, conversationId: "conv_nobody" })).toBe("missing");
      });

      test("of fifty at once one has it", async () => {
        const found = await Promise.all(
          Array.from({ length: 50 }, (_, number) =>
            stores.conversations.hold({ ...claim, turnId: `req_${number}` }),
          ),
        );
        expect(found.filter((each) => each === "held")).toHaveLength(1);
      });

      test("a dead process holds nothing", async () => {
        const { conversations } = stores;
        await conversations.hold({ ...claim, instanceId: "dead" });
        expect(await conversations.hold({ ...claim, turnId: "req_2" })).toBe("held");
        expect(await conversations.hold({ ...claim, turnId: "req_3", deadAfterMs: 0 })).toBe("held");
      });
    });

    describe("items", () => {
      const ids = ["a", "b", "c", "d", "e"];
      beforeEach(async () => {
        const items = ids.map((id, index) => newItem(said(id), { id, at: 100 + index }));
        await stores.conversations.append({ conversationId: "conv_1", items });
      });
      const page = async (order: "asc" | "desc", limit: number, after?: string) =>
        (
          await stores.conversations.items("conv_1", {
            order,
            limit,
            ...(after !== undefined && { after }),
          })
        )?.map(({ id }) => id);

      test("are paged in both directions, also behind an item that went", async () => {
        expect(await page("asc", 2)).toEqual(["a", "b"]);
        expect(await page("asc", 2, "b")).toEqual(["c", "d"]);
        expect(await page("asc", 2, "e")).toEqual([]);
        expect(await page("desc", 10)).toEqual(ids.toReversed());
        expect(await page("desc", 2, "c")).toEqual(["b", "a"]);
        expect(await page("asc", 2, "z")).toBeUndefined();
        expect(await stores.conversations.removeItem("conv_1", "c")).toBe(true);
        expect(await page("asc", 2, "b")).toEqual(["d", "e"]);
      });

      test("have all that was noted of them", async () => {
        const noted = newItem(said("f"), {
          id: "f",
          at: 7,
          tokens: 9,
          pinned: true,
          incomplete: true,
          responseId: "resp_1",
        });
        await stores.conversations.append({ conversationId: "conv_1", items: [noted] });
        expect(await stores.conversations.item("conv_1", "f")).toStrictEqual({
          ...noted,
          position: 6,
        });
        expect(await stores.conversations.item("conv_1", "a")).toStrictEqual({
          id: "a",
          item: said("a"),
          at: 100,
          tokens: 5,
          position: 1,
          pinned: false,
        });
      });

      test("are of one conversation", async () => {
        const { conversations } = stores;
        await conversations.insert({ ...conversation, id: "conv_2" });
        expect(await conversations.item("conv_2", "a")).toBeUndefined();
        expect(await conversations.removeItem("conv_2", "a")).toBe(false);
        expect(await conversations.removeItem("conv_nobody", "a")).toBe(false);
        expect(await conversations.pin("conv_2", "a", true)).toBe(false);
        await conversations.append({
          conversationId: "conv_2",
          items: [newItem(said("other"), { id: "a" })],
        });
        expect((await conversations.item("conv_1", "a"))?.item).toEqual(said("a"));
      });

      test("are deleted once, and what comes is said behind them", async () => {
        const { conversations } = stores;
        expect(await conversations.removeItem("conv_1", "e")).toBe(true);
        expect(await conversations.removeItem("conv_1", "e")).toBe(false);
        expect(await conversations.item("conv_1", "e")).toBeUndefined();
        expect(await conversations.append(turnOf([said("f")]))).toEqual({
          kept: true,
          lastPosition: 6,
        });
      });

      test("that are pinned are given in their order", async () => {
        for (const id of ["d", "b"]) expect(await stores.conversations.pin("conv_1", id, true)).toBe(true);
        const pinned = async () => (await stores.memory.pinned("conv_1")).map(({ id }) => id);
        expect(await pinned()).toEqual(["b", "d"]);
        await stores.conversations.pin("conv_1", "b", false);
        expect(await pinned()).toEqual(["d"]);
      });

      test("are found by their words, as long as they are there", async () => {
        const { memory, conversations } = stores;
        await conversations.insert({ ...conversation, id: "conv_2" });
        const spoken = ["My cat is called Minka.", "The weather is fine."].map((text) => newItem(said(text)));
        await conversations.append({ conversationId: "conv_1", items: spoken });
        await conversations.copy("conv_1", 6, { ...conversation, id: "chain_1", hidden: true });
        const found = async (id: string) =>
          (await memory.search(id, termsOf("Minka, the cat"), 10)).map(({ position }) => position);
        expect(await found("conv_1")).toEqual([6]);
        expect(await found("conv_2")).toEqual([]);
        expect(await found("chain_1")).toEqual([6]);
        await conversations.removeItem("conv_1", spoken[0]?.id ?? "");
        expect(await found("conv_1")).toEqual([]);
        await conversations.remove("proj_a", "chain_1", 1);
        expect(await found("chain_1")).toEqual([]);
      });

      test("are found by their places and times", async () => {
        const { memory, conversations } = stores;
        await conversations.removeItem("conv_1", "c");
        const at = async (...positions: number[]) =>
          (await memory.at("conv_1", positions)).map(({ id }) => id);
        expect(await at(4, 1, 3, 1, 99)).toEqual(["a", "d"]);
        expect(await at()).toEqual([]);
        expect(await at(...Array.from({ length: 2_000 }, (_, index) => index))).toEqual(["a", "b", "d", "e"]);
        const between = async (id: string, from: number, until: number, limit: number) =>
          (await memory.recollect(id)).between(from, until, limit);
        expect(await between("conv_1", 101, 104, 10)).toEqual([2, 4]);
        expect(await between("conv_1", 0, 999, 2)).toEqual([1, 2]);
        expect(await between("conv_2", 0, 999, 2)).toEqual([]);
      });
    });
  });
}
