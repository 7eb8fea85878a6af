import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKey } from "../../admin/keys.ts";
import { operator } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { post, postWrong } from "../asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "../serving.fixture.ts";
import { asking, called, path } from "./asking.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const { create, stream, read, get, told } = asking(() => served);
const output = { type: "function_call_output", call_id: "call_1", output: "sunny" };

describe("what goes on from a response", () => {
  test("has its input and output before its own input, and other instructions", async () => {
    const first = await create({ input: "one", instructions: "A" });
    const second = await create({ input: "two", instructions: "B", previous_response_id: first.id });
    expect(second["previous_response_id"]).toBe(first.id);
    await create({ input: "three", previous_response_id: second.id });
    const answer = "assistant: Hello there";
    expect(told(1)).toEqual(["system: B", "user: one", answer, "user: two"]);
    expect(told(2)).toEqual(["user: one", answer, "user: two", answer, "user: three"]);
  });

  test("may fork, also in the middle and at the same time", async () => {
    const first = await create({ input: "one" });
    await create({ input: "two", previous_response_id: first.id });
    await Promise.all([
      create({ input: "three", previous_response_id: first.id }),
      stream({ input: "four", previous_response_id: first.id }),
    ]);
    const all = [told(2), told(3)].toSorted((one, other) => (one.join() < other.join() ? -1 : 1));
    expect(all.map((items) => items.at(-1))).toEqual(["user: four", "user: three"]);
    expect(all.map((items) => items.length)).toEqual([3, 3]);
  });

  test("must exist, be stored, and be the same project's", async () => {
    const unstored = await create({ store: false });
    expect((await read(unstored.id)).status).toBe(404);
    for (const previous_response_id of [unstored.id, "resp_none", "x".repeat(500)]) {
      for (const stream of [false, true]) {
        const { status, body } = await postWrong(served, path, {
          model: "m",
          input: "hi",
          previous_response_id,
          stream,
        });
        expect(status).toBe(400);
        expect(body.error).toMatchObject({
          type: "invalid_request_error",
          code: "previous_response_not_found",
          param: "previous_response_id",
        });
      }
    }
  });

  test("is nobody's but its project's", async () => {
    const { keys } = served;
    await keys.stores.projects.insert({ id: "proj_other", name: "other", createdAt: 1 });
    const { secret } = await createKey(keys, operator, { projectId: "proj_other", name: "other" });
    const { id, output } = await create({ background: false });
    const conversation = (await (await post(served, "/v1/conversations", {})).json()) as { id: string };
    const headers = { authorization: `Bearer ${secret.reveal()}` };
    for (const [method, where] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/input_items"],
      ["POST", "/cancel"],
      ["GET", "?stream=true"],
    ] as const) {
      const seen = await fetch(`${served.url}${path}/${id}${where}`, { method, headers });
      const none = await fetch(`${served.url}${path}/resp_none${where}`, { method, headers });
      expect([seen.status, none.status]).toEqual([404, 404]);
      expect((await seen.text()).replaceAll(id, "resp_none")).toBe(await none.text());
    }
    for (const [body, status] of [
      [{ previous_response_id: id }, 400],
      [{ conversation: conversation.id }, 404],
      [{ input: [{ type: "item_reference", id: output[0]?.id }] }, 404],
    ] as const) {
      const asked = { model: "m", input: "hi", ...body };
      expect((await postWrong(served, path, asked, headers)).status).toBe(status);
    }
    expect((await create({ previous_response_id: id })).status).toBe("completed");
  });

  test("without being stored leaves no trace", async () => {
    const first = await create({ input: "one" });
    await create({ input: "two", previous_response_id: first.id, store: false });
    await create({ input: "three", previous_response_id: first.id });
    expect(told(1)).toHaveLength(3);
    expect(told(2)).toEqual(["user: one", "assistant: Hello there", "user: three"]);
  });

  test("excludes a conversation", async () => {
    const { status, body } = await postWrong(served, path, {
      model: "m",
      input: "hi",
      previous_response_id: "resp_1",
      conversation: "conv_1",
    });
    expect([status, body.error.param]).toEqual([400, "previous_response_id"]);
  });
});

describe("outputs of tools", () => {
  test("belong to calls that were made, here or before", async () => {
    served.script = () => [...called];
    const first = await create({ input: "Weather?" });
    served.script = () => textAnswer("Sunny.");
    expect((await create({ input: [output], previous_response_id: first.id })).status).toBe("completed");
    expect(told(1)).toEqual(["user: Weather?", "function_call: call_1", "function_call_output: call_1"]);
    const other = { ...output, call_id: "call_9" };
    for (const body of [
      { input: [output] },
      { input: [other], previous_response_id: first.id },
      { input: [other], previous_response_id: first.id, stream: true },
    ]) {
      const { status, body: wrong } = await postWrong(served, path, { model: "m", ...body });
      expect([status, wrong.error.param]).toEqual([400, "input"]);
      expect(wrong.error.message).toContain("No tool call found for function call output with call_id");
    }
    // The refused turns have let go of the chain.
    expect((await create({ input: [output], previous_response_id: first.id })).status).toBe("completed");
  });

  test("may come with a reference to the call", async () => {
    served.script = () => [
      {
        type: "tool-call-start",
        choice: 0,
        index: 0,
        callId: "call_1",
        name: "weather",
        kind: "function",
        seal: { maker: "google", data: "SIG" },
      },
      ...called.slice(1),
    ];
    const first = await create({ input: "Weather?" });
    const references = first.output.map(({ id }) => ({ type: "item_reference", id }));
    expect(first.output.map(({ type }) => type)).toEqual(["reasoning", "function_call"]);
    await create({ input: [{ role: "user", content: "Weather?" }, ...references, output] });
    expect(served.attempts[1]?.task.items[1]).toMatchObject({ callId: "call_1", seal: { data: "SIG" } });
    // What goes on from the response has the items already.
    await create({ input: [...references.slice(1), output], previous_response_id: first.id });
    expect(told(2)).toEqual(["user: Weather?", "function_call: call_1", "function_call_output: call_1"]);
    const { status, body } = await postWrong(served, path, {
      model: "m",
      input: [{ type: "item_reference", id: "msg_none" }],
    });
    expect([status, body.error.param]).toEqual([404, "input"]);
  });
});

describe("a conversation", () => {
  const begin = async (): Promise<string> =>
    ((await (await post(served, "/v1/conversations", {})).json()) as { id: string }).id;
  const items = async (id: string) => {
    const response = await get(`/v1/conversations/${id}/items?order=asc`);
    return (
      (await response.json()) as {
        data: readonly { id: string; role: string; content: { text: string }[] }[];
      }
    ).data;
  };

  test("gets input and output, also streamed and without a stored response", async () => {
    const conversation = await begin();
    const first = await create({ input: "one", conversation, instructions: "A" });
    expect(first["conversation"]).toEqual({ id: conversation });
    await stream({ input: "two", conversation: { id: conversation } });
    await create({ input: "three", conversation, store: false });
    const said = await items(conversation);
    expect(said.map(({ role, content }) => `${role}: ${content[0]?.text}`)).toEqual(
      ["one", "two", "three"].flatMap((text) => [`user: ${text}`, "assistant: Hello there"]),
    );
    expect(said[1]?.id).toBe(first.output[0]?.id);
    expect(told(2)).toHaveLength(5);
  });

  test("stays as it was when a turn fails", async () => {
    const conversation = await begin();
    served.script = () => [
      { type: "text-delta", choice: 0, text: "x" },
      new ParleyError("upstream_truncated"),
    ];
    expect((await post(served, path, { model: "m", input: "hi", conversation })).status).toBe(502);
    expect((await stream({ conversation })).at(-1)?.type).toBe("response.failed");
    expect(await items(conversation)).toEqual([]);
  });

  test("must be there", async () => {
    const { status, body } = await postWrong(served, path, {
      model: "m",
      input: "hi",
      conversation: "conv_none",
    });
    expect([status, body.error.message]).toEqual([404, "Conversation with id 'conv_none' not found."]);
  });
});
