import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newItem } from "../../engine/conversations/item-ids.ts";
import type { NewItem } from "../../spec/conversation.ts";
import type { Item } from "../../spec/item.ts";
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

  test("whatever is in a conversation comes back: an export of an import is the export", async () => {
    const { conversations } = asking.served.keys.stores;
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("", "\u0000", "\u2028\n\r", '"{}'),
    );
    const parts = fc.array(
      fc.oneof(
        text.map((one) => ({ type: "text", text: one }) as const),
        fc.constant({ type: "image", url: "data:image/png;base64,AA==", detail: "low" } as const),
        fc.record({ type: fc.constant("file" as const), data: fc.constant("AA=="), filename: text }),
        fc.constant({ type: "audio", data: "AA==", format: "wav" } as const),
      ),
      { minLength: 1, maxLength: 3 },
    );
    const role = fc.constantFrom("user" as const, "system" as const, "developer" as const);
    const spoken = text.map((one): Item => ({
      type: "message",
      role: "assistant",
      content: [{ type: "text", text: one }],
    }));
    const given = fc.record({ role, content: parts }).map((one): Item => ({ type: "message", ...one }));
    const called = fc
      .record({ callId: fc.uuid(), custom: fc.boolean(), output: parts, failed: fc.boolean() })
      .map(({ callId, custom, output, failed }): readonly Item[] => [
        { type: "reasoning", text: "hm" },
        { type: "function_call", callId, name: "look", arguments: "{}", ...(custom && { kind: "custom" }) },
        {
          type: "function_call_output",
          callId,
          output,
          ...(custom && { kind: "custom" }),
          ...(failed && { failed }),
        },
      ]);
    const said = fc.array(fc.oneof(fc.tuple(given), fc.tuple(spoken), called), { maxLength: 8 });
    const flags = fc.record({
      pinned: fc.boolean(),
      incomplete: fc.boolean(),
      at: fc.nat(2_000_000_000_000),
    });
    const labels = fc.dictionary(fc.string({ maxLength: 64 }), fc.string({ maxLength: 512 }), { maxKeys: 3 });
    const memory = fc.constantFrom({}, { policy: "summarize", max_tokens: 700 }, { max_tokens: 9 });
    await fc.assert(
      fc.asyncProperty(
        said,
        fc.array(flags, { minLength: 1, maxLength: 9 }),
        labels,
        memory,
        async (all, each, metadata, wish) => {
          const id = await begin({ metadata, memory: wish });
          const items = all.flat().map((item, index): NewItem => {
            const { pinned, incomplete, at } = each[index % each.length] ?? {
              pinned: false,
              incomplete: false,
              at: 0,
            };
            return newItem(item, { at, ...(pinned && { pinned }), ...(incomplete && { incomplete }) });
          });
          await conversations.append({ conversationId: id, items });
          const exported = (await ask("GET", `/${id}/export`)).text;
          const made = await ask("POST", "/import", exported);
          expect(made.status).toBe(200);
          const again = (await ask("GET", `/${made.json.id}/export`)).text;
          const told = (lines: string) =>
            lines
              .replaceAll(/"id":"[a-z]+_[0-9a-f]{32}"/g, "ID")
              .replace(/"created_at":\d+/, "NOW")
              .split("\n");
          expect(told(again)).toEqual(told(exported));
          const stored = async (of: string) =>
            ((await conversations.items(of, { order: "asc", limit: 1_000 })) ?? []).map(
              ({ id: _id, ...rest }) => rest,
            );
          expect(await stored(made.json.id)).toEqual(await stored(id));
        },
      ),
      { numRuns: 40 },
    );
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
