import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKey } from "../../admin/keys.ts";
import { operator } from "../../spec/actor.ts";
import type { MemoryPolicy } from "../../spec/memory.ts";
import { post } from "../asking.fixture.ts";
import { textAnswer } from "../serving.fixture.ts";
import { type Asking, openAsking, user } from "./asking.fixture.ts";

let asking: Asking;
const project = "proj_default";
beforeAll(async () => {
  asking = await openAsking();
});
afterAll(() => asking.served.close());

const ask: Asking["ask"] = (...words) => asking.ask(...words);
const begin: Asking["begin"] = (body) => asking.begin(body);
const assistant = (text: string) => ({ role: "assistant", content: text });

/** Twice as many turns as the model of the tests holds. */
const river = (turns: number) =>
  Array.from({ length: turns }, (_, turn) => [
    user(`Tell me about river number ${turn}, its source, its mouth and the towns on its banks.`),
    assistant(`River ${turn} is long and wide, and flows by many towns and mills to the cold sea.`),
  ]).flat();

async function long(turns = 25, more: object = {}): Promise<string> {
  const id = await begin(more);
  const items = river(turns);
  for (let from = 0; from < items.length; from += 20)
    await ask("POST", `/${id}/items`, { items: items.slice(from, from + 20) });
  return id;
}

interface Preview {
  readonly policy: MemoryPolicy;
  readonly policy_by: string;
  readonly max_tokens: number;
  readonly max_tokens_by: string;
  readonly items: readonly { readonly id: string | null; readonly type: string; readonly why: string }[];
  readonly tokens: number;
  readonly dropped: readonly { readonly id: string; readonly tokens: number }[];
  readonly dropped_items: number;
  readonly dropped_tokens: number;
  readonly warnings: readonly string[];
}
const preview = async (id: string, body: object = {}) =>
  (await ask("POST", `/${id}/context`, body)).json as unknown as Preview;

const respond = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${asking.served.url}/v1/responses`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${asking.served.key}`,
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ model: "m", input: "And then?", store: false, ...body }),
  });

/** Texts of what the newest attempt was sent. */
const sent = () =>
  (asking.served.attempts.at(-1)?.task.items ?? []).map((item) =>
    item.type === "message"
      ? item.content.map((part) => (part.type === "text" ? part.text : part.type)).join("")
      : item.type,
  );

describe("who says how a conversation is cut", () => {
  const both = ({ policy, policy_by, max_tokens, max_tokens_by }: Preview) => [
    policy,
    policy_by,
    max_tokens,
    max_tokens_by,
  ];

  test("is the call, else the conversation, its project, the settings", async () => {
    const id = await long();
    // The model holds 1,000 tokens, and half of it is for the answer.
    expect(both(await preview(id))).toEqual(["recall", "default", 500, "settings"]);
    expect(both(await preview(id, { max_output_tokens: 100 }))).toEqual([
      "recall",
      "default",
      900,
      "settings",
    ]);
    const { projectMemory } = asking.served.keys.stores;
    await projectMemory.set({ projectId: project, policy: "error", maxTokens: 400 });
    await expect.poll(async () => (await ask("POST", `/${id}/context`, {})).status).toBe(400);
    const own = await ask("POST", `/${id}`, { memory: { policy: "truncate_oldest", max_tokens: 300 } });
    expect(own.json["memory"]).toEqual({ policy: "truncate_oldest", max_tokens: 300 });
    expect(both(await preview(id))).toEqual(["truncate_oldest", "conversation", 300, "conversation"]);
    expect(both(await preview(id, { policy: "recall" }))).toEqual(["recall", "request", 300, "conversation"]);
    await ask("POST", `/${id}`, { memory: { policy: "recall" } });
    expect(both(await preview(id))).toEqual(["recall", "conversation", 400, "project"]);
    expect((await ask("POST", `/${id}`, { memory: {} })).json["memory"]).toBeUndefined();
    await projectMemory.set({ projectId: project });
    await expect.poll(async () => (await ask("POST", `/${id}/context`, {})).status).toBe(200);
  });

  test("holds for every door, by a member or a header, and is told in a header", async () => {
    const id = await long();
    const plain = await respond({ conversation: id });
    expect(plain.headers.get("x-parley-context")).toMatch(/^recall; \d+ of 50 items; \d+ of 500 tokens/);
    const member = await respond({
      conversation: id,
      memory: { policy: "truncate_oldest", max_tokens: 200 },
    });
    expect(member.headers.get("x-parley-context")).toMatch(/^truncate_oldest; .* of 200 tokens/);
    const header = await respond({ conversation: id }, { "x-parley-memory": "recall; max_tokens=300" });
    expect(header.headers.get("x-parley-context")).toMatch(/^recall; .* of 300 tokens/);
    const refused = await respond({ conversation: id }, { "x-parley-memory": "error" });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { code: "context_length_exceeded", param: "input" } },
    ]);
    expect((await respond({}, { "x-parley-memory": "forget" })).status).toBe(400);
    const chat = await post(asking.served, "/v1/chat", {
      prompt: "Hi",
      memory: { policy: "truncate_oldest" },
    });
    expect(chat.headers.get("x-parley-context")).toMatch(/^truncate_oldest; 0 of 0 items/);
    const alone = await post(asking.served, "/v1/chat/completions", {
      model: "m",
      messages: [user("hi")],
    });
    expect(alone.headers.get("x-parley-context")).toBeNull();
  });

  test("may be a project's, by the API of those who keep house", async () => {
    const made = await createKey(asking.served.keys, operator, {
      projectId: project,
      name: "keeper",
      role: "admin",
    });
    const where = `${asking.served.url}/v1/organization/projects/${project}/memory`;
    const call = async (method: string, key: string, body?: object) => {
      const reply = await fetch(where, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return [reply.status, await reply.json()];
    };
    const key = made.secret.reveal();
    const nothing = {
      object: "organization.project.memory",
      project_id: project,
      policy: null,
      max_tokens: null,
      embeddings_model: null,
      can: { update: true },
    };
    expect(await call("GET", key)).toEqual([200, nothing]);
    const wanted = { policy: "summarize", max_tokens: 450, embeddings_model: "vectors" };
    expect(await call("POST", key, wanted)).toEqual([200, { ...nothing, ...wanted }]);
    expect(await call("GET", key)).toEqual([200, { ...nothing, ...wanted }]);
    expect((await call("POST", key, { policy: "forget" }))[0]).toBe(400);
    for (const name of ["", "x".repeat(257), 7])
      expect((await call("POST", key, { embeddings_model: name }))[0]).toBe(400);
    expect((await call("POST", asking.served.key, {}))[0]).toBe(403);
    expect(await call("POST", key, {})).toEqual([200, nothing]);
    const [entry] = await asking.served.keys.stores.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ action: "project_memory.updated", projectId: project });
  });
});

describe("truncation and context_management", () => {
  test("auto drops from the beginning, also of an input that nothing is stored of", async () => {
    const id = await long();
    const auto = await respond({ conversation: id, truncation: "auto" });
    expect(auto.headers.get("x-parley-context")).toMatch(/^truncate_oldest/);
    expect(auto.headers.get("x-parley-warning")).toBeNull();
    const input = [{ role: "developer", content: "Be kind." }, ...river(25), user("And then?")];
    const cut = await respond({ input, truncation: "auto" });
    expect(cut.status).toBe(200);
    expect(sent()[0]).toBe("Be kind.");
    expect(sent().at(-1)).toBe("And then?");
    expect(sent().length).toBeLessThan(30);
    expect(cut.headers.get("x-parley-context")).toMatch(/^truncate_oldest; 0 of \d+ items/);
    await respond({ input });
    expect(sent()).toHaveLength(input.length);
  });

  test("disabled refuses what is too long", async () => {
    const id = await long();
    const items = (await ask("GET", `/${id}/items?limit=100`)).json.data.length;
    const refused = await respond({ conversation: id, truncation: "disabled" });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { code: "context_length_exceeded" } },
    ]);
    expect((await ask("GET", `/${id}/items?limit=100`)).json.data).toHaveLength(items);
    expect((await respond({ conversation: await long(2), truncation: "disabled" })).status).toBe(200);
  });

  test("a compaction is a running summary, and where nothing is stored, not obeyed", async () => {
    const wish = { context_management: [{ type: "compaction", compact_threshold: 300 }] };
    asking.served.script = () => textAnswer("They spoke of rivers.");
    const id = await long(10);
    const first = await respond({ conversation: id, ...wish });
    expect(first.headers.get("x-parley-warning")).toBeNull();
    await asking.served.errands.idle();
    const { items } = await preview(id, { policy: "summarize", max_tokens: 250 });
    expect(items[0]).toMatchObject({ type: "compaction", why: "summary" });
    // It stands for what it covers, though all would fit, and the preview knows of it.
    const second = await respond({ conversation: id, ...wish, memory: { max_tokens: 900 } });
    expect(second.headers.get("x-parley-context")).toContain("a summary");
    expect(sent()[0]).toContain("They spoke of rivers");
    const told = await preview(id, { ...wish, max_tokens: 900 });
    expect(told.items[0]).toMatchObject({ type: "compaction" });
    expect((await preview(id, { max_tokens: 900 })).items[0]?.type).toBe("message");
    // What no summary can be kept of is left to the model's maker, and the caller is told where that does not obey.
    await respond(wish);
    const others = () => asking.served.attempts.at(-1)?.task.options.others;
    expect(others()).toEqual(wish);
    await respond({ ...wish, store: true });
    expect(others()).toBeUndefined();
  });
});

describe("a summary", () => {
  test("is made behind the turn, on the books, and stands before the newest turns", async () => {
    const { served } = asking;
    served.script = () => textAnswer("Rivers were told of, one after the other.");
    const id = await long(25, { memory: { policy: "summarize" } });
    const all = (await ask("GET", `/${id}/export`)).text;
    const first = await respond({ conversation: id });
    expect(first.headers.get("x-parley-context")).toContain("There is no summary yet");
    await served.errands.idle();
    const ledger = await served.keys.stores.ledger.list({ limit: 20 });
    expect(ledger.filter(({ model }) => model === "m").length).toBeGreaterThan(1);
    const next = await respond({ conversation: id });
    expect(next.headers.get("x-parley-context")).toContain("a summary");
    expect(sent()[0]).toContain("Rivers were told of");
    const { items, warnings } = await preview(id);
    expect(warnings).toEqual([]);
    const [summary] = items;
    expect(summary).toMatchObject({ type: "compaction", why: "summary" });
    const shown = (await ask("GET", `/${id}/items/${summary?.id}`)).json;
    expect(shown).toMatchObject({ type: "compaction", summary: "Rivers were told of, one after the other." });
    // It goes into the input of a response as any compaction does.
    await respond({
      input: [{ type: "compaction", encrypted_content: shown["encrypted_content"] }, user("?")],
    });
    expect(sent()[0]).toContain("Rivers were told of");
    // What it sums up is still there, and goes out as it came.
    expect((await ask("GET", `/${id}/export`)).text).toContain(all.split("\n").slice(1, 40).join("\n"));
    const oldest = (await ask("GET", `/${id}/items?order=asc&limit=1`)).json.data[0]?.["id"];
    await ask("DELETE", `/${id}/items/${oldest}`);
    expect((await ask("GET", `/${id}/items/${summary?.id}`)).status).toBe(404);
  });

  test("that cannot be made leaves everything as it was, and older turns are recalled", async () => {
    const { served } = asking;
    served.script = ({ task }) =>
      JSON.stringify(task.items[0]).includes("running summary") ? textAnswer("") : textAnswer("Well.");
    const id = await long(25, { memory: { policy: "summarize" } });
    expect((await respond({ conversation: id })).status).toBe(200);
    await served.errands.idle();
    const attempts = served.attempts.length;
    const next = await respond({ conversation: id });
    expect(next.headers.get("x-parley-context")).toContain("No summary could be made: upstream_invalid");
    await served.errands.idle();
    expect(served.attempts).toHaveLength(attempts + 1);
    expect((await ask("GET", `/${id}/items?limit=100`)).json.data).toHaveLength(54);
  });
});

describe("the preview", () => {
  test("is what is sent, whatever was said and asked", async () => {
    const { served } = asking;
    served.script = () => textAnswer("Well.");
    const say = fc.oneof(
      fc.constantFrom("Minka is my cat.", "We met on 3 May in Kassel.", "No.", "Why do rivers bend?"),
      fc.lorem({ maxCount: 40 }),
    );
    const items = fc.array(
      fc.oneof(
        say.map((text) => [user(text)]),
        say.map((text) => [assistant(text)]),
        fc.constant([{ role: "developer", content: "Be brief." }]),
        fc
          .tuple(fc.constantFrom("function", "custom_tool"), fc.uuid(), say)
          .map(([kind, id, text]) => [
            kind === "function"
              ? { type: "function_call", call_id: id, name: "look", arguments: "{}" }
              : { type: "custom_tool_call", call_id: id, name: "look", input: "x" },
            { type: `${kind}_call_output`, call_id: id, output: text },
          ]),
      ),
      { minLength: 1, maxLength: 10 },
    );
    const wish = fc.record({
      policy: fc.constantFrom("truncate_oldest", "recall", "summarize"),
      max_tokens: fc.integer({ min: 30, max: 500 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(items, { minLength: 1, maxLength: 6 }),
        say,
        wish,
        async (parts, input, memory) => {
          const id = await begin();
          for (const part of parts) await ask("POST", `/${id}/items`, { items: part.flat() });
          const instructions = "Speak like a sailor.";
          const told = await preview(id, { input, instructions, ...memory });
          const reply = await respond({ conversation: id, input, instructions, memory });
          expect(reply.status).toBe(200);
          const stored = await served.keys.stores.conversations.items(id, { order: "asc", limit: 1_000 });
          const byId = new Map(stored?.map((one) => [one.id, one.item]));
          const task = served.attempts.at(-1)?.task.items ?? [];
          const middle = task.slice(1, -1);
          expect(middle).toHaveLength(told.items.length);
          for (const [index, { id: item }] of told.items.entries()) {
            if (item !== null) expect(middle[index]).toEqual(byId.get(item));
          }
          const text = reply.headers.get("x-parley-context") ?? "";
          expect(text).toContain(`${told.tokens} of ${told.max_tokens} tokens`);
          const [kept, left] = [told.items.filter((one) => one.id !== null).length, told.dropped_items];
          expect(text).toContain(`${kept} of ${kept + left} items`);
          expect(told.dropped).toHaveLength(left);
          expect(told.dropped.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(told.dropped_tokens);
          const outputs = middle.flatMap((one) => (one.type === "function_call_output" ? [one.callId] : []));
          const calls = middle.flatMap((one) => (one.type === "function_call" ? [one.callId] : []));
          expect(outputs.toSorted()).toEqual(calls.toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });

  test("knows the model that would be asked, and no other", async () => {
    const id = await long(2);
    expect((await ask("POST", `/${id}/context`, { model: "nobody" })).status).toBe(404);
    expect((await preview(id, { model: "vendor/with/slashes" })).max_tokens).toBe(1000);
  });
});

test("an output of a custom tool stays one", async () => {
  const call = { type: "custom_tool_call", call_id: "c1", name: "look", input: "x" };
  const output = { type: "custom_tool_call_output", call_id: "c1", output: "found" };
  const id = await begin({ items: [call, output] });
  expect((await ask("GET", `/${id}/items?order=asc`)).json.data).toMatchObject([call, output]);
});

test("a call whose output was deleted is not sent any more", async () => {
  const call = { type: "function_call", call_id: "c1", name: "look", arguments: "{}" };
  const output = { type: "function_call_output", call_id: "c1", output: "found" };
  const id = await begin({ items: [user("Look!"), call, output, assistant("There.")] });
  const made = (await ask("GET", `/${id}/items?order=asc`)).json.data;
  await ask("DELETE", `/${id}/items/${String(made[2]?.["id"])}`);
  const { items, dropped } = await preview(id);
  expect(items.map(({ type }) => type)).toEqual(["message", "message"]);
  expect(dropped.map(({ id: left }) => left)).toEqual([made[1]?.["id"]]);
});
