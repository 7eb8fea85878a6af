import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { SummaryRow } from "../spec/context-store.ts";
import type { Stores } from "../spec/stores.ts";
import {
  conversation,
  hashOf,
  newItem,
  projectA,
  projectB,
  response,
  said,
  turnOf,
} from "./contract-rows.fixture.ts";

const summary: SummaryRow = {
  id: "cmp_1",
  text: "They talked \u0000 of ünïcode.",
  tokens: 9,
  until: 2,
  model: "m",
  createdAt: 7_000,
};

/** The rules of `ContextStore` and `ProjectMemoryStore`, and what goes with a conversation. */
export function contextContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: contexts`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.projects.insert(projectB);
      await stores.conversations.insert(conversation, hashOf("token"));
    });
    afterEach(() => stores.close());

    const state = () => stores.contexts.stateOf("conv_1");
    const put = (row: SummaryRow, deletions = 0, before?: string) =>
      stores.contexts.putSummary(row, {
        conversationId: "conv_1",
        deletions,
        ...(before !== undefined && { before }),
      });

    test("a conversation counts its items and their tokens, through all that happens to them", async () => {
      expect(await stores.contexts.stateOf("conv_nobody")).toBeUndefined();
      expect(await state()).toStrictEqual({ items: 0, tokens: 0, deletions: 0, memory: {} });
      const items = [1, 2, 3, 4].map((tokens) => newItem(said(String(tokens)), { tokens }));
      await stores.conversations.append({ conversationId: "conv_1", items });
      expect(await state()).toMatchObject({ items: 4, tokens: 10, deletions: 0 });
      expect(await stores.contexts.sizes("conv_1", 2)).toEqual([
        { id: items[3]?.id, position: 4, tokens: 4 },
        { id: items[2]?.id, position: 3, tokens: 3 },
      ]);
      await stores.conversations.removeItem("conv_1", items[1]?.id ?? "");
      expect(await state()).toMatchObject({ items: 3, tokens: 8, deletions: 1 });
      await stores.conversations.copy("conv_1", 3, { ...conversation, id: "chain_1", hidden: true });
      expect(await stores.contexts.stateOf("chain_1")).toMatchObject({ items: 2, tokens: 4 });
    });

    test("what a conversation wants of memory is kept, changed and taken back", async () => {
      const of = { projectId: "proj_a", id: "conv_2", now: 1 };
      const memory = { policy: "summarize", maxTokens: 500 } as const;
      await stores.conversations.insert({ ...conversation, id: "conv_2", memory });
      expect(await stores.conversations.find("proj_a", "conv_2", 1)).toMatchObject({ memory });
      expect((await stores.contexts.stateOf("conv_2"))?.memory).toEqual(memory);
      await stores.conversations.change(of, { metadata: {} });
      expect((await stores.contexts.stateOf("conv_2"))?.memory).toEqual(memory);
      await stores.conversations.change(of, { memory: { maxTokens: 9 } });
      expect((await stores.contexts.stateOf("conv_2"))?.memory).toEqual({ maxTokens: 9 });
      await stores.conversations.change(of, { memory: {} });
      expect(await stores.conversations.find("proj_a", "conv_2", 1)).not.toHaveProperty("memory");
    });

    test("a summary takes the place of the one that it was made with, and of no other", async () => {
      await stores.conversations.append(turnOf([said("1"), said("2"), said("3")]));
      expect(await put(summary)).toBe(true);
      expect((await state())?.summary).toStrictEqual(summary);
      expect(await put({ ...summary, id: "cmp_2" })).toBe(false);
      expect(await put({ ...summary, id: "cmp_2" }, 0, "cmp_9")).toBe(false);
      expect(await put({ ...summary, id: "cmp_2", until: 3 }, 0, "cmp_1")).toBe(true);
      expect((await state())?.summary).toMatchObject({ id: "cmp_2", until: 3 });
      expect(await stores.contexts.removeSummary("conv_1", "cmp_1")).toBe(false);
      expect(await stores.contexts.removeSummary("conv_1", "cmp_2")).toBe(true);
      expect(await state()).not.toHaveProperty("summary");
      const none = { conversationId: "conv_nobody", deletions: 0 };
      expect(await stores.contexts.putSummary(summary, none)).toBe(false);
    });

    test("of ten that are made at once one is kept", async () => {
      await stores.conversations.append(turnOf([said("1"), said("2")]));
      const all = Array.from({ length: 10 }, (_, number) => put({ ...summary, id: `cmp_${number}` }));
      expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
    });

    test("a summary goes with an item that it covers, and is not made of one that was deleted meanwhile", async () => {
      const items = ["1", "2", "3"].map((text) => newItem(said(text)));
      await stores.conversations.append({ conversationId: "conv_1", items });
      await put(summary);
      await stores.conversations.removeItem("conv_1", items[2]?.id ?? "");
      expect((await state())?.summary?.id).toBe("cmp_1");
      await stores.conversations.removeItem("conv_1", items[0]?.id ?? "");
      expect(await state()).not.toHaveProperty("summary");
      expect(await put(summary, 1)).toBe(false);
      expect(await put(summary, 2)).toBe(true);
    });

    test("a chain that is cut behind a response loses the summary of what was cut", async () => {
      const chain = { ...conversation, id: "chain_1", hidden: true } as const;
      const keep = (id: string, begun?: typeof chain) =>
        stores.conversations.append(
          turnOf([said(id), said(id)], {
            conversationId: "chain_1",
            response: response(id),
            ...(begun !== undefined && { begun }),
          }),
        );
      await keep("resp_1", chain);
      await keep("resp_2");
      const of = { conversationId: "chain_1", deletions: 0 };
      expect(await stores.contexts.putSummary({ ...summary, until: 3 }, of)).toBe(true);
      await stores.responses.remove("proj_a", "resp_2");
      const left = await stores.contexts.stateOf("chain_1");
      expect(left).toMatchObject({ items: 2, tokens: 10, deletions: 1 });
      expect(left).not.toHaveProperty("summary");
    });

    test("a conversation goes with its summary, its responses and what was answered by keys", async () => {
      await stores.instances.beat("inst_1");
      const { conversations, responses, idempotency, contexts } = stores;
      const items = Array.from({ length: 450 }, (_, number) => said(`word${number}`));
      await conversations.append(turnOf(items, { response: response("resp_1") }));
      await put({ ...summary, until: 400 });
      const events = Array.from({ length: 1_200 }, (_, sequence) => ({
        sequence,
        bytes: Buffer.from(`event ${sequence}`),
      }));
      await responses.appendEvents("resp_1", events);
      const body = Buffer.from("word1");
      const answer = { status: 200, contentType: "application/json", body };
      const claimed = (key: string, requestId: string) =>
        idempotency.begin({
          projectId: "proj_a",
          key,
          requestId,
          fingerprint: "f",
          instanceId: "inst_1",
          at: 1,
          expiresAt: 90_000,
          deadAfterMs: 60_000,
        });
      const cases = [
        ["its turn", "req_7", { conversationId: "conv_1" }],
        ["its response", "req_1", {}],
        ["another's", "req_8", {}],
      ] as const;
      for (const [key, requestId, of] of cases) {
        await claimed(key, requestId);
        await idempotency.finish({ projectId: "proj_a", key, requestId }, { ...answer, ...of });
      }
      expect(await conversations.remove("proj_a", "conv_1", 1)).toBe(true);
      expect(await contexts.stateOf("conv_1")).toBeUndefined();
      expect(await responses.events("resp_1", -1, 10)).toEqual([]);
      expect(await responses.find("proj_a", "resp_1", { now: 1, deadAfterMs: 60_000 })).toBeUndefined();
      const kept = await Promise.all(cases.map(async ([key]) => claimed(key, "req_9")));
      const bodies = kept.map((one) => (one.state === "done" ? one.answer?.body?.toString() : one.state));
      expect(bodies).toEqual([undefined, undefined, "word1"]);
      // An answer that comes late is not kept either.
      await claimed("late", "req_10");
      const late = { projectId: "proj_a", key: "late", requestId: "req_10" };
      expect(await idempotency.finish(late, { ...answer, conversationId: "conv_1" })).toBe(true);
      expect(await claimed("late", "req_11")).not.toHaveProperty("answer.body");
    });

    test("a response goes with what was answered by its key", async () => {
      await stores.instances.beat("inst_1");
      const chain = { ...conversation, id: "chain_1", hidden: true } as const;
      await stores.conversations.append(
        turnOf([said("1")], { conversationId: "chain_1", begun: chain, response: response("resp_1") }),
      );
      const events = Array.from({ length: 1_100 }, (_, sequence) => ({ sequence, bytes: Buffer.from("e") }));
      await stores.responses.appendEvents("resp_1", events);
      expect(await stores.responses.remove("proj_b", "resp_1")).toBe(false);
      expect(await stores.responses.events("resp_1", 1_000, 500)).toHaveLength(99);
      expect(await stores.responses.remove("proj_a", "resp_1")).toBe(true);
      expect(await stores.responses.events("resp_1", -1, 10)).toEqual([]);
      expect(await stores.contexts.stateOf("chain_1")).toBeUndefined();
    });

    test("projects say what they want of memory, and take it back", async () => {
      const { projectMemory } = stores;
      await projectMemory.set({ projectId: "proj_b", policy: "error" });
      await projectMemory.set({ projectId: "proj_a", maxTokens: 7 });
      await projectMemory.set({ projectId: "proj_b", policy: "recall", maxTokens: 9, embeddingsModel: "e" });
      expect(await projectMemory.list()).toStrictEqual([
        { projectId: "proj_a", maxTokens: 7 },
        { projectId: "proj_b", policy: "recall", maxTokens: 9, embeddingsModel: "e" },
      ]);
      await projectMemory.set({ projectId: "proj_a" });
      expect(await projectMemory.list()).toHaveLength(1);
      await expect(projectMemory.set({ projectId: "proj_nobody", maxTokens: 1 })).rejects.toMatchObject({
        code: "storage_unavailable",
      });
    });
  });
}
