import fc from "fast-check";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { termsOf } from "../lib/terms/terms-of.ts";
import { termsOfItem, toldTerm } from "../lib/terms/terms-of-item.ts";
import type { Stores } from "../spec/stores.ts";
import { conversation, newItem, projectA, response, said, turnOf } from "./contract-rows.fixture.ts";
import type { SharedData } from "./contract-shared.fixture.ts";

/** What people talk about here. */
const words = ["tea", "bread", "zebra", "river", "Minka", "sugar"];
const question = termsOf("Minka, the zebra, and some tea");
const limits = [1, 3, 200];
const all = Array.from({ length: 300 }, (_, place) => place);

/** What happens to a conversation; `which` chooses an item, a word or a number of them. */
interface Deed {
  readonly what: "say" | "delete" | "pin" | "unpin" | "look";
  readonly which: number;
  readonly byOther: boolean;
}

const deeds = fc.array(
  fc.record<Deed>({
    what: fc.constantFrom("say", "say", "delete", "pin", "unpin", "look"),
    which: fc.nat(60),
    byOther: fc.boolean(),
  }),
  { minLength: 1, maxLength: 16 },
);

/** What is remembered of conversations is what the database says, whichever process changed it. */
export function recollectionContract(name: string, make: () => SharedData): void {
  describe(`${name}: recollections`, () => {
    let one: Stores;
    let two: Stores;
    beforeEach(async () => {
      const data = make();
      one = await data.open();
      two = await data.open();
      await one.projects.insert(projectA);
    });
    afterEach(async () => {
      await one.close();
      await two.close();
    });

    test("are as the database is, through all that two processes do", async () => {
      let conversations = 0;
      await fc.assert(
        fc.asyncProperty(deeds, async (list) => {
          const id = `conv_${++conversations}`;
          await one.conversations.insert({ ...conversation, id });
          for (const deed of list) {
            await doIt(deed.byOther ? two : one, id, deed);
            await expectSame(one, id);
            if (deed.what === "look") await expectSame(two, id);
          }
          await expectSame(two, id);
        }),
        { numRuns: 12 },
      );
    }, 60_000);

    test("of a long conversation find the same, by the database at first and then without it", async () => {
      await one.conversations.insert(conversation);
      for (let turn = 0; turn < 8; turn++) {
        const texts = Array.from({ length: 100 }, (_, place) => textOf(turn * 100 + place));
        await one.conversations.append(turnOf(texts.map(said)));
      }
      // Words are read behind the first question: each of these comes upon another state of that.
      for (let asked = 0; asked < 10; asked++) {
        await expectSame(one, "conv_1");
        await sleep(10);
      }
      await two.conversations.append(turnOf(["My umbrella is wet.", "Is it?"].map(said)));
      await expectSame(one, "conv_1");
      const recollection = await one.memory.recollect("conv_1");
      const hits = await recollection.search(termsOf("umbrella"), 9);
      expect(hits.map(({ position }) => position)).toEqual([801]);
    });

    test("know nothing of a conversation that is gone, nor of one that never was", async () => {
      await one.conversations.insert(conversation);
      await one.conversations.append(turnOf([said("Minka drinks tea.")]));
      await expectSame(one, "conv_1", 1);
      await two.conversations.remove("proj_a", "conv_1", 1);
      await expectSame(one, "conv_1", 0);
      await expectSame(one, "conv_nobody", 0);
    });

    test("know nothing of what a chain lost and said again elsewise", async () => {
      const chain = { ...conversation, id: "chain_1", hidden: true } as const;
      const keep = (stores: Stores, id: string, text: string, begun?: typeof chain) =>
        stores.conversations.append(
          turnOf([said(text)], {
            conversationId: "chain_1",
            response: response(id),
            ...(begun !== undefined && { begun }),
          }),
        );
      await keep(one, "resp_1", "Minka drinks tea.", chain);
      await keep(one, "resp_2", "The zebra drinks milk.");
      await expectSame(one, "chain_1", 2);
      await two.responses.remove("proj_a", "resp_2");
      await keep(two, "resp_3", "The river is wide.");
      await expectSame(one, "chain_1", 2);
      const [newest] = await (await one.memory.recollect("chain_1")).newest(1);
      expect(newest?.item).toEqual(said("The river is wide."));
    });
  });
}

function textOf(number: number): string {
  return `My ${words[number % words.length]} and ${words[(number * 7) % 5]} number ${number}.`;
}

async function doIt(stores: Stores, id: string, { what, which }: Deed): Promise<void> {
  if (what === "look") return;
  if (what === "say") {
    const items = all.slice(0, which % 9).map((place) => newItem(said(textOf(which + place))));
    await stores.conversations.append({ conversationId: id, items });
    return;
  }
  const there = await stores.memory.newest(id, 60);
  const item = there[which % Math.max(1, there.length)];
  if (item === undefined) return;
  if (what === "delete") await stores.conversations.removeItem(id, item.id);
  else await stores.conversations.pin(id, item.id, what === "pin");
}

async function expectSame({ memory }: Stores, id: string, items?: number): Promise<void> {
  const recollection = await memory.recollect(id);
  const newest = await recollection.newest(200);
  if (items !== undefined) expect(newest).toHaveLength(items);
  for (const limit of limits) {
    expect(await recollection.newest(limit)).toEqual(await memory.newest(id, limit));
    const hits = await recollection.search(question, limit);
    const found = await memory.search(id, question, limit);
    expect(hits.map(({ score }) => score.toFixed(9))).toEqual(found.map(({ score }) => score.toFixed(9)));
  }
  const every = await memory.search(id, question, 1_000);
  const positions = (hits: typeof every) => hits.map(({ position }) => position).toSorted((a, b) => a - b);
  expect(positions(await recollection.search(question, 1_000))).toEqual(positions(every));
  expect(await recollection.at(all)).toEqual(await memory.at(id, all));
  expect(await recollection.pinned()).toEqual(await memory.pinned(id));
  const telling = (await memory.newest(id, 1_000)).filter(({ item }) => termsOfItem(item).includes(toldTerm));
  expect(await recollection.having(toldTerm, 1_000)).toEqual(telling.map(({ position }) => position));
}
