import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asking, openAsking, said, user } from "./asking.fixture.ts";

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking();
});
afterAll(() => asking.served.close());

const ask: Asking["ask"] = (...words) => asking.ask(...words);
const begin: Asking["begin"] = (body) => asking.begin(body);

describe("a conversation", () => {
  test("is begun without a body, shown, labelled and deleted", async () => {
    const made = await ask("POST", "");
    expect(made.json).toEqual({
      id: expect.stringMatching(/^conv_[0-9a-f]{32}$/) as string,
      object: "conversation",
      created_at: expect.any(Number) as number,
      metadata: {},
    });
    const path = `/${made.json.id}`;
    expect((await ask("GET", path)).json).toEqual(made.json);
    const labelled = { ...made.json, metadata: { topic: "cats" } };
    expect((await ask("POST", path, { metadata: { topic: "cats" } })).json).toEqual(labelled);
    expect((await ask("GET", path)).json).toEqual(labelled);
    expect((await ask("POST", path, { metadata: null })).json).toEqual(made.json);
    expect((await ask("DELETE", path)).json).toEqual({
      id: made.json.id,
      object: "conversation.deleted",
      deleted: true,
    });
    const gone = await ask("GET", path);
    expect([gone.status, gone.json["error"]]).toEqual([
      404,
      {
        message: `Conversation with id '${made.json.id}' not found.`,
        type: "invalid_request_error",
        param: null,
        code: null,
      },
    ]);
    expect((await ask("DELETE", path)).status).toBe(404);
  });

  test("ends when it was told to", async () => {
    const made = await ask("POST", "", { expires_in: 1, items: [user("hi")] });
    expect(made.json["expires_at"]).toBe(Number(made.json["created_at"]) + 1);
    const longer = await ask("POST", `/${made.json.id}`, { expires_in: 3600 });
    expect(Number(longer.json["expires_at"])).toBeGreaterThanOrEqual(Number(made.json["created_at"]) + 3600);
    const short = await begin({ expires_in: 1 });
    await expect.poll(async () => (await ask("GET", `/${short}`)).status, { timeout: 5_000 }).toBe(404);
    expect((await ask("GET", `/${short}/items`)).status).toBe(404);
  });

  test("of another project looks like one that does not exist, at every address", async () => {
    const id = await begin({ items: [user("secret")] });
    const item = (await ask("GET", `/${id}/items`)).json.data[0]?.["id"] as string;
    const nowhere = id.replace(/.{8}$/, "00000000");
    const asked: [string, string, unknown?][] = [
      ["GET", ""],
      ["POST", "", { metadata: {} }],
      ["DELETE", ""],
      ["GET", "/items"],
      ["POST", "/items", { items: [user("hi")] }],
      ["GET", `/items/${item}`],
      ["DELETE", `/items/${item}`],
      ["POST", `/items/${item}/pin`],
      ["GET", "/export"],
      ["POST", "/context"],
    ];
    for (const [method, path, body] of asked) {
      const foreign = await ask(method, `/${id}${path}`, body, asking.stranger);
      const missing = await ask(method, `/${nowhere}${path}`, body);
      expect([method, path, foreign.status]).toEqual([method, path, 404]);
      expect(foreign.text.replaceAll(id, "ID")).toBe(missing.text.replaceAll(nowhere, "ID"));
    }
    expect(said(await ask("GET", `/${id}/items`))).toEqual(["secret"]);
  });

  test.each<[string, unknown, string, string]>([
    ["too many items", { items: Array(21).fill(user("x")) }, "array_above_max_length", "items"],
    ["an item that is none", { items: [{ type: "dance" }] }, "invalid_value", "items[0].type"],
    ["a foreign item", { items: [{ type: "web_search_call" }] }, "unsupported_parameter", "items[0].type"],
    [
      "an output without its call",
      { items: [{ type: "function_call_output", call_id: "c", output: "" }] },
      "invalid_value",
      "items",
    ],
    [
      "too many labels",
      { metadata: Object.fromEntries([...Array(17)].map((_, n) => [n, ""])) },
      "invalid_value",
      "metadata",
    ],
    ["a long value", { metadata: { a: "x".repeat(513) } }, "string_above_max_length", "metadata.a"],
    ["a value that is no text", { metadata: { a: 1 } }, "invalid_type", "metadata.a"],
    ["no time at all", { expires_in: 0 }, "integer_below_min_value", "expires_in"],
    ["an unknown word", { colour: "red" }, "unknown_parameter", "colour"],
  ])("%s is refused", async (_name, body, code, param) => {
    const { status, json } = await ask("POST", "", body);
    expect([status, json["error"]]).toMatchObject([400, { code, param }]);
  });

  test("a label's name has its bound, too", async () => {
    expect((await ask("POST", "", { metadata: { ["k".repeat(65)]: "" } })).status).toBe(400);
    expect((await ask("POST", "", { metadata: { ["k".repeat(64)]: "v".repeat(512) } })).status).toBe(200);
  });
});

describe("items", () => {
  test("are added, listed page by page in both orders, shown and deleted", async () => {
    const id = await begin({ items: [user("1"), user("2")] });
    const added = await ask("POST", `/${id}/items`, { items: ["3", "4", "5"].map(user) });
    expect(said(added)).toEqual(["3", "4", "5"]);
    expect(added.json).toMatchObject({
      object: "list",
      first_id: added.json.data[0]?.["id"],
      last_id: added.json.data[2]?.["id"],
      has_more: false,
    });
    const pages: (readonly string[])[] = [];
    let after = "";
    for (let more = true; more;) {
      const page = await ask("GET", `/${id}/items?limit=2&order=asc${after}`);
      pages.push(said(page));
      more = page.json["has_more"] === true;
      after = `&after=${String(page.json["last_id"])}`;
    }
    expect(pages).toEqual([["1", "2"], ["3", "4"], ["5"]]);
    const newest = await ask("GET", `/${id}/items?include[]=reasoning.encrypted_content`);
    expect(said(newest)).toEqual(["5", "4", "3", "2", "1"]);
    const [last] = newest.json.data;
    expect(last).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f]{32}$/) as string,
      type: "message",
      status: "completed",
      role: "user",
      content: [{ type: "input_text", text: "5" }],
    });
    const path = `/${id}/items/${String(last?.["id"])}`;
    expect((await ask("GET", path)).json).toEqual(last);
    expect((await ask("DELETE", path)).json).toMatchObject({ id, object: "conversation" });
    expect((await ask("DELETE", path)).status).toBe(404);
    expect((await ask("GET", path)).status).toBe(404);
    expect(said(await ask("GET", `/${id}/items`))).toEqual(["4", "3", "2", "1"]);
  });

  test("an empty list has no ids, and an unknown place is a fault", async () => {
    const id = await begin();
    const empty = await ask("GET", `/${id}/items`);
    expect(empty.json).toEqual({ object: "list", data: [], first_id: null, last_id: null, has_more: false });
    const { status, json } = await ask("GET", `/${id}/items?after=msg_1`);
    expect([status, json["error"]]).toMatchObject([400, { code: "invalid_value", param: "after" }]);
    expect((await ask("GET", `/${id}/items?limit=101`)).status).toBe(400);
    expect((await ask("POST", `/${id}/items`, { items: [] })).status).toBe(400);
  });

  test("of every type come back as they were", async () => {
    const items = [
      {
        type: "message",
        role: "developer",
        content: [{ type: "input_text", text: "Be kind." }],
        pinned: true,
      },
      {
        type: "message",
        role: "user",
        content: [
          { type: "input_image", image_url: "data:image/png;base64,AA==", file_id: null, detail: "auto" },
          { type: "input_file", file_data: "data:,", filename: "a.txt" },
        ],
      },
      {
        type: "reasoning",
        summary: [{ type: "summary_text", text: "Hm." }],
        encrypted_content: 'parley:{"maker":"anthropic","data":"x"}',
      },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
      { type: "custom_tool_call", call_id: "c2", name: "g", input: "free" },
      { type: "function_call_output", call_id: "c1", output: "done" },
      {
        type: "message",
        role: "assistant",
        content: [
          { type: "output_text", text: "Yes.", annotations: [], logprobs: [] },
          { type: "refusal", refusal: "No." },
        ],
      },
    ];
    const id = await begin({ items });
    const listed = (await ask("GET", `/${id}/items?order=asc`)).json.data;
    expect(listed.map(({ id: _id, status: _status, ...rest }) => rest)).toEqual(items);
    expect(listed.map((item) => String(item["id"]).replace(/_.*/, ""))).toEqual([
      "msg",
      "msg",
      "rs",
      "fc",
      "fc",
      "fco",
      "msg",
    ]);
    // The output of a call that was made before may come by itself.
    const late = {
      type: "function_call_output",
      call_id: "c2",
      output: [{ type: "input_text", text: "late" }],
    };
    expect((await ask("POST", `/${id}/items`, { items: [late] })).status).toBe(200);
    // What was listed is what may be sent.
    expect((await ask("POST", "", { items: listed })).status).toBe(200);
  });

  test("are pinned and let go", async () => {
    const id = await begin({ items: [user("1")] });
    const item = (await ask("GET", `/${id}/items`)).json.data[0]?.["id"] as string;
    expect((await ask("POST", `/${id}/items/${item}/pin`)).json).toMatchObject({ id: item, pinned: true });
    expect((await ask("GET", `/${id}/items/${item}`)).json["pinned"]).toBe(true);
    const loose = await ask("POST", `/${id}/items/${item}/pin`, { pinned: false });
    expect(loose.json).not.toHaveProperty("pinned");
    expect((await ask("POST", `/${id}/items/msg_none/pin`)).status).toBe(404);
    expect((await ask("POST", `/${id}/items/${item}/pin`, { pinned: "yes" })).status).toBe(400);
  });
});

describe("the sessions of POST /v1/chat", () => {
  const chat = async (body: object) => {
    const reply = await fetch(`${asking.served.url}/v1/chat`, {
      method: "POST",
      headers: { authorization: `Bearer ${asking.served.key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return {
      status: reply.status,
      json: (await reply.json()) as { session: string; conversation: string; error?: object },
    };
  };

  test("are conversations", async () => {
    const first = await chat({ prompt: "hi" });
    const { conversation, session } = first.json;
    expect((await chat({ prompt: "again", session })).json).toMatchObject({ conversation, session });
    expect(said(await ask("GET", `/${conversation}/items?order=asc`))).toEqual([
      "hi",
      "Hello there",
      "again",
      "Hello there",
    ]);
    expect((await ask("GET", `/${conversation}`, undefined, asking.stranger)).status).toBe(404);
    await ask("DELETE", `/${conversation}`);
    const gone = await chat({ prompt: "still there?", session });
    expect([gone.status, gone.json.error]).toMatchObject([404, { param: "session" }]);
  });

  test("end when they were told to", async () => {
    const { conversation, session } = (await chat({ prompt: "hi", expires_in: 3600 })).json;
    expect((await ask("GET", `/${conversation}`)).json["expires_at"]).toBeGreaterThan(
      Date.now() / 1000 + 3000,
    );
    await chat({ prompt: "soon", session, expires_in: 1 });
    await expect
      .poll(async () => (await chat({ prompt: "?", session })).status, { timeout: 5_000 })
      .toBe(404);
  });
});
