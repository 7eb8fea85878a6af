import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { post, postWrong } from "../asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "../serving.fixture.ts";
import { asking, path } from "./asking.fixture.ts";
import type { WireResponse } from "./event-rules.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const { create, read, get, remove, told } = asking(() => served);

describe("a stored response", () => {
  test("is deleted, and then neither shown nor continued", async () => {
    const { id } = await create({});
    const response = await remove(id);
    expect(await response.json()).toEqual({ id, object: "response", deleted: true });
    expect((await read(id)).status).toBe(404);
    expect(
      (await get(`${path}/${id}`, { method: "DELETE", headers: { authorization: `Bearer ${served.key}` } }))
        .status,
    ).toBe(404);
    const { body } = await postWrong(served, path, { model: "m", input: "x", previous_response_id: id });
    expect(body.error.code).toBe("previous_response_not_found");
  });

  test("lists what it was asked, page by page", async () => {
    const { id } = await create({ input: ["a", "b", "c"].map((content) => ({ role: "user", content })) });
    const page = async (query: string) =>
      (await (await get(`${path}/${id}/input_items${query}`)).json()) as {
        readonly data: readonly { readonly content: { readonly text: string }[] }[];
        readonly last_id: string;
        readonly has_more: boolean;
      };
    const texts = ({ data }: Awaited<ReturnType<typeof page>>) => data.map(({ content }) => content[0]?.text);
    expect(texts(await page(""))).toEqual(["c", "b", "a"]);
    const first = await page("?order=asc&limit=2");
    expect([texts(first), first.has_more]).toEqual([["a", "b"], true]);
    const second = await page(`?order=asc&limit=2&after=${first.last_id}`);
    expect([texts(second), second.has_more]).toEqual([["c"], false]);
    expect((await get(`${path}/${id}/input_items?after=none`)).status).toBe(400);
    expect((await get(`${path}/resp_none/input_items`)).status).toBe(404);
  });

  test("that was answered to somebody cannot be cancelled, nor streamed again", async () => {
    const { id } = await create({});
    expect((await postWrong(served, `${path}/${id}/cancel`, "")).status).toBe(400);
    expect((await get(`${path}/${id}?stream=true`)).status).toBe(400);
    expect((await get(`${path}/${id}?streams=true`)).status).toBe(400);
  });
});

test("the input is counted, with what was said before", async () => {
  const count = async (body: object) =>
    (await post(served, `${path}/input_tokens`, { model: "m", ...body })).json();
  const alone = await count({ input: "hi" });
  expect(alone).toEqual({ object: "response.input_tokens", input_tokens: 5 });
  const first = await create({ input: "one two three" });
  const after = (await count({ input: "hi", previous_response_id: first.id })) as { input_tokens: number };
  expect(after.input_tokens).toBeGreaterThan(13);
  expect((await postWrong(served, `${path}/input_tokens`, { model: "none", input: "hi" })).status).toBe(400);
});

test("a conversation is made shorter, and goes on", async () => {
  const first = await create({ input: "one" });
  served.script = () => textAnswer("It was about numbers.");
  const response = await post(served, `${path}/compact`, {
    model: "m",
    input: "two",
    previous_response_id: first.id,
  });
  const compacted = (await response.json()) as WireResponse;
  expect(compacted).toMatchObject({
    object: "response.compaction",
    output: [
      { type: "message", role: "user" },
      { type: "message", role: "user" },
      { type: "compaction", encrypted_content: expect.any(String) },
    ],
    usage: { input_tokens: 3 },
  });
  expect(told(1).slice(0, 3)).toEqual(["user: one", "assistant: Hello there", "user: two"]);
  await create({ input: [...compacted.output, { role: "user", content: "three" }] });
  expect(told(2)).toEqual([
    "user: one",
    "user: two",
    expect.stringMatching(/^developer: .*\n\nIt was about numbers\.$/s),
    "user: three",
  ]);
  const changed = { ...compacted.output.at(-1), encrypted_content: "AAAA" };
  expect((await postWrong(served, path, { model: "m", input: [changed] })).body.error.param).toBe(
    "input[0].encrypted_content",
  );
  // The chain is as it was.
  await create({ input: "four", previous_response_id: first.id });
  expect(told(3)).toEqual(["user: one", "assistant: Hello there", "user: four"]);
});
