import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import { conversation, newItem, projectA, response, said } from "./contract-rows.fixture.ts";

const far = Number.MAX_SAFE_INTEGER;

/** The rules of `VectorStore`: what goes with an item, and with a conversation. */
export function vectorContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: vectors`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.conversations.insert(conversation);
    });
    afterEach(() => stores.close());

    const keep = async (...texts: string[]): Promise<readonly string[]> => {
      const items = texts.map((text) => newItem(said(text)));
      await stores.conversations.append({ conversationId: "conv_1", items });
      return items.map(({ id }) => id);
    };
    const put = (ids: readonly string[], model = "m", conversationId = "conv_1") =>
      stores.vectors.put(
        conversationId,
        model,
        ids.map((id, index) => ({ id, vector: Float32Array.of(index + 0.5, -0.25) })),
      );
    const kept = async (conversationId = "conv_1", model = "m") => {
      const found = await stores.vectors.before(conversationId, model, far, 100);
      return found.map(({ position, vector }) => [position, ...vector]);
    };
    const missing = async (limit = 100, model = "m") =>
      (await stores.vectors.missing("conv_1", model, limit)).map(({ id }) => id);

    test("come back as they were, newest first, and page by page", async () => {
      const ids = await keep("1", "2", "3");
      expect(await stores.vectors.missing("conv_1", "m", 2)).toEqual([
        { id: ids[2], item: said("3") },
        { id: ids[1], item: said("2") },
      ]);
      await put(ids);
      expect(await missing()).toEqual([]);
      expect(await kept()).toEqual([
        [3, 2.5, -0.25],
        [2, 1.5, -0.25],
        [1, 0.5, -0.25],
      ]);
      const older = await stores.vectors.before("conv_1", "m", 3, 1);
      expect(older.map(({ position }) => position)).toEqual([2]);
    });

    test("of another model are none, and are replaced", async () => {
      const ids = await keep("1", "2");
      await put(ids);
      expect(await missing(100, "other")).toEqual(ids.toReversed());
      expect(await kept("conv_1", "other")).toEqual([]);
      await put(ids.slice(0, 1), "other");
      expect(await kept("conv_1", "other")).toHaveLength(1);
      expect(await kept()).toEqual([[2, 1.5, -0.25]]);
      expect(await missing()).toEqual(ids.slice(0, 1));
    });

    test("of what has no words are empty, and asked for no more", async () => {
      const [id = ""] = await keep("");
      await stores.vectors.put("conv_1", "m", [{ id, vector: new Float32Array() }]);
      expect(await missing()).toEqual([]);
      expect(await kept()).toEqual([]);
    });

    test("go with their item, and do not come back for one that is gone", async () => {
      const ids = await keep("1", "2", "3");
      await put(ids);
      expect(await stores.conversations.removeItem("conv_1", ids[1] ?? "")).toBe(true);
      expect((await kept()).map(([position]) => position)).toEqual([3, 1]);
      await put(ids);
      expect((await kept()).map(([position]) => position)).toEqual([3, 1]);
      await put(ids, "m", "conv_nobody");
      expect(await kept("conv_nobody")).toEqual([]);
    });

    test("go with their conversation, however long it is", async () => {
      const ids = await keep(...Array.from({ length: 450 }, (_, number) => String(number)));
      await put(ids);
      expect(await kept()).toHaveLength(100);
      expect(await stores.conversations.remove("proj_a", "conv_1", 1)).toBe(true);
      expect(await kept()).toEqual([]);
      await put(ids);
      expect(await kept()).toEqual([]);
    });

    test("come along into a copy, at the places of its items", async () => {
      const ids = await keep("1", "2", "3", "4");
      await put(ids);
      await stores.conversations.removeItem("conv_1", ids[0] ?? "");
      await stores.conversations.copy("conv_1", 3, { ...conversation, id: "chain_1", hidden: true });
      expect(await kept("chain_1")).toEqual([
        [2, 2.5, -0.25],
        [1, 1.5, -0.25],
      ]);
      expect(await stores.conversations.remove("proj_a", "conv_1", 1)).toBe(true);
      expect(await kept("chain_1")).toHaveLength(2);
    });

    test("go where a chain is cut behind a response", async () => {
      const chain = { ...conversation, id: "chain_1", hidden: true } as const;
      const turn = async (id: string, begun?: typeof chain) => {
        const items = [newItem(said(id)), newItem(said(id))];
        const made = { conversationId: "chain_1", items, response: response(id) };
        await stores.conversations.append({ ...made, ...(begun !== undefined && { begun }) });
        return items.map((item) => item.id);
      };
      await put([...(await turn("resp_1", chain)), ...(await turn("resp_2"))], "m", "chain_1");
      await stores.responses.remove("proj_a", "resp_2");
      expect((await kept("chain_1")).map(([position]) => position)).toEqual([2, 1]);
      await stores.responses.remove("proj_a", "resp_1");
      expect(await kept("chain_1")).toEqual([]);
    });
  });
}
