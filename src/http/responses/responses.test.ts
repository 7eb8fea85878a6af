import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { post, postWrong } from "../asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "../serving.fixture.ts";
import { asking, called, path } from "./asking.fixture.ts";
import { checkEvents, lastResponse, type WireResponse } from "./event-rules.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const { create, stream, read, told } = asking(() => served);

describe("an answer", () => {
  test("whole, with all members, and stored", async () => {
    const response = await post(served, path, {
      model: "m",
      input: "hi",
      instructions: "Be kind.",
      metadata: { a: "b" },
    });
    const id = response.headers.get("x-request-id") ?? "";
    const body = (await response.json()) as WireResponse;
    expect(body).toMatchObject({
      id: `resp_${id.slice(4)}`,
      object: "response",
      status: "completed",
      background: false,
      store: true,
      completed_at: expect.any(Number),
      instructions: "Be kind.",
      metadata: { a: "b" },
      previous_response_id: null,
      conversation: null,
      output: [
        { type: "message", status: "completed", content: [{ type: "output_text", text: "Hello there" }] },
      ],
      usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
    });
    expect(await read(body.id)).toEqual({ status: 200, body });
    expect(told(0)).toEqual(["system: Be kind.", "user: hi"]);
  });

  test("streamed, by the rules, and the same as whole", async () => {
    const all = await stream({});
    expect(all.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const last = lastResponse(all);
    expect((await read(last.id)).body).toEqual(last);
    served.script = () => [...called];
    await stream({});
    served.script = () => [
      { type: "reasoning-delta", choice: 0, text: "hm" },
      { type: "reasoning-seal", choice: 0, seal: { maker: "openai", data: "x", hidden: true, id: "rs_1" } },
      ...textAnswer("a", "b"),
    ];
    await stream({});
  });

  test("begins before the upstream has answered", async () => {
    const gate = Promise.withResolvers<void>();
    served.script = () => [gate.promise, ...textAnswer("x")];
    const response = await post(served, path, { model: "m", input: "hi", stream: true });
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    const begun = Buffer.from(value ?? []).toString();
    expect(begun).toContain("event: response.created\n");
    expect(begun).toContain("event: response.in_progress\n");
    const id = /"id":"(resp_\w+)"/.exec(begun)?.[1] ?? "";
    await expect.poll(async () => (await read(id)).body.status).toBe("in_progress");
    gate.resolve();
    let rest = begun;
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read())
      rest += Buffer.from(piece.value).toString();
    checkEvents(rest);
  });

  test("that was cut is incomplete, and can be continued", async () => {
    served.script = () => [
      { type: "text-delta", choice: 0, text: "One" },
      { type: "choice-finish", choice: 0, finish: { unified: "length" } },
      { type: "end" },
    ];
    const { id, status } = await create({});
    expect(status).toBe("incomplete");
    expect((await create({ previous_response_id: id })).status).toBe("incomplete");
    expect(told(1)).toEqual(["user: hi", "assistant: One", "user: hi"]);
  });

  test("of one who left is cancelled", async () => {
    const upstream = Promise.withResolvers<AbortSignal>();
    served.script = ({ signal }) => {
      upstream.resolve(signal);
      return [{ type: "text-delta", choice: 0, text: "One" }, new Promise(() => undefined)];
    };
    const leaving = new AbortController();
    const response = await post(
      served,
      path,
      { model: "m", input: "hi", stream: true },
      { signal: leaving.signal },
    );
    const { value } = (await response.body?.getReader().read()) ?? {};
    const id = /"id":"(resp_\w+)"/.exec(Buffer.from(value ?? []).toString())?.[1] ?? "";
    leaving.abort();
    const signal = await upstream.promise;
    await expect.poll(() => signal.aborted).toBe(true);
    await expect.poll(async () => (await read(id)).body.status).toBe("cancelled");
  });
});

describe("a failure", () => {
  test("that is known before is a plain error, also of a stream", async () => {
    for (const stream of [false, true]) {
      const wrong = await postWrong(served, path, { model: "none", input: "hi", stream });
      expect(wrong.status).toBe(400);
      expect(wrong.body.error).toMatchObject({ code: "model_not_found", param: "model" });
      const bad = await postWrong(served, path, { model: "m", input: [{ role: "nobody" }], stream });
      expect([bad.status, bad.body.error.param]).toEqual([400, "input[0].role"]);
      const nothing = await postWrong(served, path, { model: "m", stream });
      expect(nothing.body.error.code).toBe("missing_required_parameter");
      served.script = () => [new ParleyError("upstream_rejected", { message: "Too long.", param: "input" })];
      const refused = await postWrong(served, path, { model: "m", input: "hi", stream });
      expect([refused.status, refused.body.error.message]).toEqual([400, "Too long."]);
    }
    expect(
      (await postWrong(served, path, { model: "m", input: "hi", background: true, store: false })).status,
    ).toBe(400);
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, "v"]));
    expect(
      (await postWrong(served, path, { model: "m", input: "hi", metadata: many })).body.error.param,
    ).toBe("metadata");
  });

  test("in the middle is told in both shapes, and kept", async () => {
    served.script = () => [
      { type: "text-delta", choice: 0, text: "Hel" },
      new ParleyError("upstream_truncated"),
    ];
    const all = await stream({});
    expect(all.at(-2)).toMatchObject({
      type: "error",
      message: expect.any(String),
      error: { type: "server_error" },
    });
    const failed = lastResponse(all);
    expect(failed).toMatchObject({ status: "failed", error: { code: "server_error" } });
    expect((await read(failed.id)).body).toEqual(failed);
    const { body } = await postWrong(served, path, {
      model: "m",
      input: "x",
      previous_response_id: failed.id,
    });
    expect(body.error.code).toBe("previous_response_not_found");
  });
});

test("an idempotency key gives the same answer again, whole and streamed", async () => {
  for (const streamed of [false, true]) {
    const init = {
      headers: {
        authorization: `Bearer ${served.key}`,
        "content-type": "application/json",
        "idempotency-key": `key-${streamed}`,
      },
    };
    const body = { model: "m", input: "hi", stream: streamed };
    const first = await (await post(served, path, body, init)).text();
    const again = await post(served, path, body, init);
    expect(await again.text()).toBe(first);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  }
  expect(served.attempts).toHaveLength(2);
});
