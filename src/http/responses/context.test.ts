import { afterEach, beforeEach, expect, test } from "vitest";
import { createKey } from "../../admin/keys.ts";
import { operator } from "../../spec/actor.ts";
import { post, postWrong } from "../asking.fixture.ts";
import { serveScripted, type Served } from "../serving.fixture.ts";
import { asking, path } from "./asking.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const { create, told } = asking(() => served);

interface Preview {
  readonly object: string;
  readonly policy: string;
  readonly max_tokens: number;
  readonly tokens: number;
  readonly input_tokens: number;
  readonly items: readonly { readonly id: string; readonly why: string; readonly role: string }[];
  readonly dropped: readonly { readonly id: string }[];
  readonly dropped_items: number;
}
const preview = async (body: object): Promise<Preview> =>
  (await (await post(served, `${path}/context`, { model: "m", input: "hi", ...body })).json()) as Preview;

const fish = "A fish is a fish, and swims in the sea all day long. ".repeat(8);

test("says what the same body sends, and sends nothing", async () => {
  const first = await create({ input: fish, instructions: "A" });
  const second = await create({ input: fish, previous_response_id: first.id });
  const body = { input: "And then?", instructions: "Be brief.", previous_response_id: second.id };
  for (const memory of [{}, { policy: "truncate_oldest", max_tokens: 180 }]) {
    const asked = { ...body, memory, stream: true, store: true, max_output_tokens: 50 };
    const attempts = served.attempts.length;
    const seen = await preview(asked);
    expect(served.attempts).toHaveLength(attempts);
    expect(seen).toMatchObject({ object: "response.context" });
    expect(seen.items.length + seen.dropped.length).toBe(4);
    expect(seen.dropped).toHaveLength(seen.dropped_items);
    expect(seen.items.every(({ why }) => why === "recent")).toBe(true);
    expect(seen.tokens).toBeLessThanOrEqual(seen.max_tokens);
    await create({ ...asked, stream: false, store: false });
    // Instructions in front, and the question behind.
    expect(told(attempts)).toHaveLength(seen.items.length + 2);
  }
});

test("where nothing was said before, all is input", async () => {
  const seen = await preview({ input: "one" });
  expect([seen.items, seen.dropped_items]).toEqual([[], 0]);
  expect(seen.tokens).toBe(seen.input_tokens);
});

test("of a chain that went on since only what came before counts, and nothing is left behind", async () => {
  const first = await create({ input: "one" });
  await create({ input: "two", previous_response_id: first.id });
  const seen = await preview({ previous_response_id: first.id });
  expect(seen.items.map(({ role }) => role)).toEqual(["user", "assistant"]);
  const ofFirst = new Set(first.output.map(({ id }) => id));
  expect(seen.items.filter(({ id }) => ofFirst.has(id))).toHaveLength(1);
  expect(await served.keys.stores.conversations.expire(2 ** 42, 100)).toBe(1);
});

test("refuses what the call would refuse, and knows nothing of other projects", async () => {
  const { keys } = served;
  await keys.stores.projects.insert({ id: "proj_other", name: "other", createdAt: 1 });
  const { secret } = await createKey(keys, operator, { projectId: "proj_other", name: "other" });
  const headers = { authorization: `Bearer ${secret.reveal()}` };
  const { id } = await create({ input: "ours" });
  const ask = (body: object, as = {}) =>
    postWrong(served, `${path}/context`, { model: "m", input: "hi", ...body }, as);
  expect((await ask({ previous_response_id: id }, headers)).body.error.code).toBe(
    "previous_response_not_found",
  );
  expect((await ask({ previous_response_id: "resp_none" })).status).toBe(400);
  expect((await ask({ conversation: "conv_none" })).status).toBe(404);
  expect((await ask({ model: "nobody" })).body.error.code).toBe("model_not_found");
  const tight = { memory: { policy: "error", max_tokens: 5 }, previous_response_id: id };
  expect((await ask(tight)).body.error.code).toBe("context_length_exceeded");
});
