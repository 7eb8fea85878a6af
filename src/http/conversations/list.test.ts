import { afterAll, beforeAll, expect, test } from "vitest";
import { type Asking, openAsking, type Reply, user } from "./asking.fixture.ts";

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking();
});
afterAll(() => asking.served.close());

const idsOf = ({ json }: Reply): readonly unknown[] => json.data.map(({ id }) => id);

test("conversations are listed, the newest first, with how they begin; and by words that were said", async () => {
  const ids: string[] = [];
  const begun = ["My cat\n is called Mia", "🎉".repeat(300), "Wir suchen eine Wohnung"];
  for (const text of begun)
    ids.push(await asking.begin({ items: [user(text)], metadata: { n: text.slice(0, 2) } }));
  ids.push(await asking.begin());
  const newest = ids.toReversed();

  const all = await asking.ask("GET", "");
  expect(all.json).toMatchObject({
    object: "list",
    first_id: newest[0],
    last_id: newest[3],
    has_more: false,
  });
  expect(new Set(idsOf(all))).toEqual(new Set(ids));
  const byId = new Map(all.json.data.map((one) => [one["id"], one]));
  expect(byId.get(ids[0])).toEqual({
    id: ids[0],
    object: "conversation",
    created_at: expect.any(Number) as number,
    metadata: { n: "My" },
    item_count: 1,
    preview: "My cat is called Mia",
  });
  expect(byId.get(ids[1])?.["preview"]).toBe("🎉".repeat(200));
  expect(byId.get(ids[3])).toMatchObject({ item_count: 0, preview: null });

  const order = idsOf(all);
  const first = await asking.ask("GET", "?limit=3");
  expect([idsOf(first), first.json["has_more"]]).toEqual([order.slice(0, 3), true]);
  const second = await asking.ask("GET", `?limit=3&after=${String(first.json["last_id"])}`);
  expect([idsOf(second), second.json["has_more"]]).toEqual([order.slice(3), false]);
  expect(idsOf(await asking.ask("GET", "?order=asc"))).toEqual(order.toReversed());

  expect(idsOf(await asking.ask("GET", "?query=cats"))).toEqual([ids[0]]);
  expect(idsOf(await asking.ask("GET", "?query=Wohnungen"))).toEqual([ids[2]]);
  const none = await asking.ask("GET", "?query=cat%20Wohnung");
  expect(none.json).toEqual({ object: "list", data: [], first_id: null, last_id: null, has_more: false });
});

test("a search goes on where it stopped, and has looked no further", async () => {
  const asked = await openAsking();
  for (let number = 0; number < 205; number++)
    await asked.begin({ items: [user(number < 3 ? "a zebra" : "a horse")] });
  const first = await asked.ask("GET", "?query=zebra");
  expect([first.json.data, first.json["has_more"]]).toEqual([[], true]);
  const second = await asked.ask("GET", `?query=zebra&after=${String(first.json["last_id"])}`);
  expect([second.json.data.length, second.json["has_more"]]).toEqual([3, false]);
  const page = await asked.ask("GET", "?query=horse&limit=2");
  expect([page.json.data.length, page.json["has_more"], page.json["last_id"]]).toEqual([
    2,
    true,
    page.json.data[1]?.["id"],
  ]);
  await asked.served.close();
});

test("another project sees none of them, and cannot begin behind one", async () => {
  const id = await asking.begin({ items: [user("a secret")] });
  const foreign = await asking.ask("GET", "?query=secret", undefined, asking.stranger);
  expect(foreign.json.data).toEqual([]);
  const behind = await asking.ask("GET", `?after=${id}`, undefined, asking.stranger);
  const nowhere = await asking.ask("GET", "?after=conv_nobody", undefined, asking.stranger);
  expect([behind.status, behind.text]).toEqual([400, nowhere.text]);
});

test.each(["limit=0", "limit=101", "order=up", "query=", "query=%3F!", "page=2", `query=${"x".repeat(201)}`])(
  "%s is refused, with what it is about",
  async (words) => {
    const refused = await asking.ask("GET", `?${words}`);
    expect(refused.status).toBe(400);
    expect(refused.json["error"]).toMatchObject({ param: words.split("=")[0] });
  },
);
