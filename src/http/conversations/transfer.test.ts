import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asking, openAsking, user } from "./asking.fixture.ts";

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking();
});
afterAll(() => asking.served.close());

const ask: Asking["ask"] = (...words) => asking.ask(...words);
const begin: Asking["begin"] = (body) => asking.begin(body);

describe("the context", () => {
  const preview = async (id: string, body?: object) => (await ask("POST", `/${id}/context`, body)).json;
  interface Context {
    readonly items: { readonly id: string | null; readonly role: string; readonly why: string }[];
    readonly tokens: number;
    readonly dropped: { readonly id: string }[];
  }

  test("is told with its reasons, and nobody is asked", async () => {
    const items = [
      { role: "developer", content: "Be kind." },
      user("My cat is called Minka."),
      { role: "assistant", content: "A fine name." },
    ];
    const id = await begin({ items });
    for (let turn = 0; turn < 10; turn++) {
      const filler = Array.from({ length: 10 }, (_, n) => [
        user(`Tell me about river number ${turn}${n}, its source and its mouth.`),
        { role: "assistant", content: `River ${turn}${n} is long and wide, and flows to the sea.` },
      ]).flat();
      await ask("POST", `/${id}/items`, { items: filler });
    }
    const asked = asking.served.attempts.length;
    const body = { input: "What is my cat called?", max_tokens: 600 };
    const context = (await preview(id, body)) as unknown as Context;
    expect(context).toMatchObject({ object: "conversation.context", policy: "recall" });
    expect(context.tokens).toBeLessThanOrEqual(600);
    expect(context.items).toContainEqual(expect.objectContaining({ role: "developer", why: "pinned" }));
    const cat = (await ask("GET", `/${id}/items?order=asc&limit=2`)).json.data[1]?.["id"];
    expect(context.items.find((item) => item.id === cat)?.why).toBe("recalled");
    expect(context.items.at(-1)?.why).toBe("recent");
    const sent = context.items.flatMap((item) => item.id ?? []);
    expect(sent.length + context.dropped.length).toBe(203);
    expect(asking.served.attempts).toHaveLength(asked);
    const recent = (await preview(id, { ...body, policy: "truncate_oldest" })) as unknown as Context;
    expect(recent.items.map(({ id: item }) => item)).not.toContain(cat);
    const error = await ask("POST", `/${id}/context`, { ...body, policy: "error" });
    expect([error.status, error.json["error"]]).toMatchObject([400, { code: "context_length_exceeded" }]);
  });

  test("of little is everything, also without a body", async () => {
    const id = await begin({ items: [user("1"), { role: "assistant", content: "2" }] });
    const context = (await preview(id)) as unknown as Context;
    expect(context.items.map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(context.dropped).toEqual([]);
    expect((await ask("POST", `/${id}/context`, { policy: "forget" })).status).toBe(400);
    expect((await ask("POST", "/conv_none/context")).status).toBe(404);
  });
});

describe("export and import", () => {
  test("a conversation comes back with its order, times, pins and labels", async () => {
    const id = await begin({ metadata: { topic: "cats" } });
    for (let turn = 0; turn < 25; turn++) {
      await ask("POST", `/${id}/items`, {
        items: Array.from({ length: 20 }, (_, n) => user(`${turn}.${n}`)),
      });
    }
    const newest = (await ask("GET", `/${id}/items`)).json.data[0]?.["id"] as string;
    await ask("POST", `/${id}/items/${newest}/pin`);
    const exported = await ask("GET", `/${id}/export`);
    const lines = exported.text.trimEnd().split("\n");
    expect(lines).toHaveLength(501);
    const made = await ask("POST", "/import", exported.text);
    expect(made.json).toMatchObject({ object: "conversation", metadata: { topic: "cats" } });
    expect(made.json.id).not.toBe(id);
    const again = (await ask("GET", `/${made.json.id}/export`)).text.trimEnd().split("\n");
    const told = (all: readonly string[]) =>
      all.slice(1).map((text) => text.replace(/msg_[0-9a-f]{32}/, "ID"));
    expect(told(again)).toEqual(told(lines));
    expect(again.at(-1)).toContain('"pinned":true');
  });

  test("a fault is told by its line, and leaves nothing", async () => {
    const good = JSON.stringify({ object: "conversation.item", item: user("hi") });
    const cases: [string, number, string][] = [
      [`${good}\n\n{"object":"conversation.item"}`, 400, "Line 3: Missing required parameter: 'item'."],
      [`${good}\nno json`, 400, "Line 2:"],
      [`${good}\n{"object":"song"}`, 400, "Line 2:"],
      [
        JSON.stringify({
          object: "conversation.item",
          item: { type: "function_call_output", call_id: "c", output: "" },
        }),
        400,
        "Line 1: No tool call found",
      ],
    ];
    for (const [body, status, message] of cases) {
      const reply = await ask("POST", "/import", body);
      expect([reply.status, (reply.json["error"] as { message: string }).message]).toEqual([
        status,
        expect.stringContaining(message),
      ]);
    }
    expect((await ask("POST", "/import", "")).status).toBe(200);
  });
});
