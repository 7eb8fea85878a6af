import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { post, postWrong } from "../asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "../serving.fixture.ts";
import { checkEvents, lastResponse, type WireResponse } from "./event-rules.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const path = "/v1/responses";
const ask = (body: object = {}, init: RequestInit = {}) =>
  post(served, path, { model: "m", input: "hi", background: true, ...body }, init);
const begin = async (body: object = {}) => (await (await ask(body)).json()) as WireResponse;
const get = (where: string, init: RequestInit = {}) =>
  fetch(`${served.url}${path}/${where}`, { headers: { authorization: `Bearer ${served.key}` }, ...init });
const read = async (id: string) => (await (await get(id)).json()) as WireResponse;
const cancel = async (id: string) =>
  (await (await post(served, `${path}/${id}/cancel`, {})).json()) as WireResponse;
const follow = async (id: string, after?: number) =>
  (await get(`${id}?stream=true${after === undefined ? "" : `&starting_after=${after}`}`)).text();

/** An answer whose second half comes when the test says so. */
function gated(): { readonly open: () => void } {
  const gate = Promise.withResolvers<void>();
  const [first, ...rest] = textAnswer("Hello", " there");
  served.script = () => [...(first === undefined ? [] : [first]), gate.promise, ...rest];
  return { open: () => gate.resolve() };
}

test("a response is queued, goes on, and can be read and continued", async () => {
  const gate = gated();
  const queued = await begin();
  expect(queued).toMatchObject({ object: "response", status: "queued", background: true, output: [] });
  await expect.poll(async () => (await read(queued.id)).status).toBe("in_progress");
  const early = await postWrong(served, path, { model: "m", input: "x", previous_response_id: queued.id });
  expect(early.body.error.code).toBe("previous_response_not_found");
  gate.open();
  await expect.poll(async () => (await read(queued.id)).status).toBe("completed");
  served.script = () => textAnswer("x");
  expect((await post(served, path, { model: "m", input: "x", previous_response_id: queued.id })).status).toBe(
    200,
  );
  expect(served.attempts[1]?.task.items).toHaveLength(3);
});

describe("its stream", () => {
  test("goes on without its reader, and is the same for all who follow, wherever they begin", async () => {
    const gate = gated();
    const leaving = new AbortController();
    const response = await ask({ stream: true }, { signal: leaving.signal });
    const { value } = (await response.body?.getReader().read()) ?? {};
    const id = /"id":"(resp_\w+)"/.exec(Buffer.from(value ?? []).toString())?.[1] ?? "";
    leaving.abort();
    const early = follow(id);
    gate.open();
    const all = await early;
    const types = checkEvents(all).map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(["response.created", "response.queued", "response.in_progress"]);
    expect(types.at(-1)).toBe("response.completed");
    expect(await follow(id)).toBe(all);
    expect(checkEvents(await follow(id, 4), 5)).toEqual(checkEvents(all).slice(5));
    expect(checkEvents(await follow(id, types.length - 2), types.length - 1)).toHaveLength(1);
    expect(await follow(id, types.length - 1)).toBe("");
    expect((await get(`${id}?stream=true&starting_after=-1`)).status).toBe(400);
  });

  test("is live for who began it", async () => {
    gated().open();
    const whole = await (await ask({ stream: true })).text();
    const last = lastResponse(checkEvents(whole));
    expect(await read(last.id)).toEqual(last);
    expect(await follow(last.id)).toBe(whole);
  });

  test("tells of a failure, live and afterwards", async () => {
    served.script = () => [
      { type: "text-delta", choice: 0, text: "x" },
      new ParleyError("upstream_truncated"),
    ];
    const whole = await (await ask({ stream: true })).text();
    const all = checkEvents(whole);
    expect(all.slice(-2).map(({ type }) => type)).toEqual(["error", "response.failed"]);
    const { id } = lastResponse(all);
    expect((await read(id)).status).toBe("failed");
    expect(await follow(id)).toBe(whole);
  });
});

describe("a cancelled response", () => {
  test("ends at once, for its upstream and for all who follow, and stays cancelled", async () => {
    gated();
    const { id } = await begin();
    const following = follow(id);
    await expect.poll(() => served.attempts.length).toBe(1);
    expect(await cancel(id)).toMatchObject({ id, status: "cancelled" });
    expect(served.attempts[0]?.signal.aborted).toBe(true);
    const types = checkEvents(await following).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(["error", "response.cancelled"]);
    expect(await cancel(id)).toMatchObject({ status: "cancelled" });
    expect(await read(id)).toMatchObject({ status: "cancelled", error: null });
  });

  test("by another process is noticed", async () => {
    gated();
    const { id } = await begin();
    await expect.poll(async () => (await read(id)).status).toBe("in_progress");
    const { stores } = served.keys;
    const at = { now: Date.now(), deadAfterMs: 30_000 };
    const project = (await stores.projects.list())[0]?.id ?? "";
    const found = await stores.responses.find(project, id, at);
    if (found === undefined) throw new TypeError("it is not there");
    const { thread: _thread, ...row } = found;
    await stores.responses.put({ ...row, status: "cancelled" });
    await expect.poll(() => served.attempts[0]?.signal.aborted, { timeout: 5_000 }).toBe(true);
  });

  test("that has ended already is told as it is", async () => {
    const { id } = await begin();
    await expect.poll(async () => (await read(id)).status).toBe("completed");
    expect((await cancel(id)).status).toBe("completed");
  });
});

test("a deleted response does not come back with its end", async () => {
  gated();
  const { id } = await begin();
  await get(id, { method: "DELETE" });
  await expect.poll(() => served.attempts[0]?.signal.aborted).toBe(true);
  await expect.poll(() => served.runs.size).toBe(0);
  expect((await get(id)).status).toBe(404);
});

test("a response of a dead process has failed", async () => {
  gated();
  const { id } = await begin();
  const { instances, responses } = served.keys.stores;
  await expect.poll(async () => (await responses.events(id, -1, 9)).length).toBeGreaterThan(2);
  await instances.leave("inst_1");
  const all = checkEvents(await follow(id));
  expect(all.at(-1)).toMatchObject({
    type: "response.failed",
    response: { status: "failed", error: { code: "server_error" } },
  });
  expect((await read(id)).status).toBe("failed");
});

test("what can be refused is refused at once, and leaves nothing", async () => {
  expect((await postWrong(served, path, { model: "none", input: "hi", background: true })).status).toBe(400);
  served.script = () => [new ParleyError("upstream_rejected", { message: "No." })];
  for (const stream of [false, true]) {
    const refused = await postWrong(served, path, { model: "m", input: "hi", background: true, stream });
    expect([refused.status, refused.body.error.message]).toEqual([400, "No."]);
  }
  expect(served.runs.size).toBe(0);
});

test("at a shutdown, what does not end in time fails", async () => {
  gated();
  const { id } = await begin();
  await expect.poll(async () => (await read(id)).status).toBe("in_progress");
  await served.runs.close(20);
  expect(await read(id)).toMatchObject({ status: "failed", error: { code: "server_error" } });
  const late = await postWrong(served, path, { model: "m", input: "hi", background: true });
  expect(late.status).toBe(503);
});
