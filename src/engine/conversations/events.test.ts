import { afterEach, beforeEach, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { Stores } from "../../spec/stores.ts";
import { projectA, response } from "../../stores/contract-rows.fixture.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { createEventLog } from "./event-log.ts";
import { followEvents } from "./follow-events.ts";

let stores: Stores;
beforeEach(async () => {
  stores = await openSqlite({ path: ":memory:", now: Date.now });
  await stores.projects.insert(projectA);
  await stores.instances.beat("inst_1");
  await stores.responses.put(response("resp_1", { status: "in_progress" }));
});
afterEach(() => stores.close());

const bytes = (text: string | number) => Buffer.from(String(text));
const signal = new AbortController().signal;

function follow(after: number, until: AbortSignal = signal) {
  const deps = { clock: { now: () => 1 }, responses: stores.responses, deadAfterMs: 60_000 };
  return followEvents(deps, { projectId: "proj_a", responseId: "resp_1", after, signal: until });
}

async function texts(events: ReturnType<typeof follow>): Promise<string[]> {
  const read: string[] = [];
  for await (const event of events) read.push(`${event.sequence}:${event.bytes.toString()}`);
  return read;
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${from + index}:${from + index}`);

test("who follows sees all events once, in their order, until the response ends", async () => {
  const log = createEventLog(stores.responses, "resp_1");
  for (let number = 0; number < 300; number++) log.add(bytes(number));
  const all = texts(follow(-1));
  const some = texts(follow(299));
  for (let number = 300; number < 310; number++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    log.add(bytes(number));
  }
  await log.close();
  await stores.responses.put(response("resp_1"));
  expect(await all).toEqual(numbered(0, 310));
  expect(await some).toEqual(numbered(300, 310));
  expect(await texts(follow(305))).toEqual(numbered(306, 310));
});

test("events are kept soon, without anybody asking", async () => {
  const log = createEventLog(stores.responses, "resp_1");
  log.add(bytes(0));
  await expect.poll(async () => (await stores.responses.events("resp_1", -1, 9)).length).toBe(1);
  await log.close();
});

test("what could not be kept is tried again, in order", async () => {
  let away = true;
  const written: number[] = [];
  const responses = {
    async appendEvents(_id: string, events: readonly { readonly sequence: number }[]) {
      await Promise.resolve();
      if (away) throw new ParleyError("storage_unavailable");
      written.push(...events.map(({ sequence }) => sequence));
    },
  };
  const log = createEventLog(responses, "resp_1");
  log.add(bytes(0));
  await expect(log.close()).rejects.toMatchObject({ code: "storage_unavailable" });
  away = false;
  log.add(bytes(1));
  await log.close();
  expect(written).toEqual([0, 1]);
});

test("a stream that has too much waiting cannot be resumed, and says so", async () => {
  const never = { appendEvents: () => Promise.reject(new ParleyError("storage_unavailable")) };
  const log = createEventLog(never, "resp_1");
  for (let number = 0; number < 6; number++) log.add(Buffer.alloc(1024 * 1024));
  await expect(log.close()).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("who follows a response of a dead process, or one that goes, is told so", async () => {
  await stores.responses.appendEvents("resp_1", [{ sequence: 0, bytes: bytes(0) }]);
  await stores.instances.leave("inst_1");
  await expect(texts(follow(-1))).rejects.toMatchObject({ code: "upstream_truncated" });
  await stores.instances.beat("inst_1");
  const events = follow(-1);
  expect((await events.next()).value?.sequence).toBe(0);
  await stores.responses.remove("proj_a", "resp_1");
  await expect(events.next()).rejects.toMatchObject({ code: "not_found" });
});

test("who leaves is not kept waiting", async () => {
  const leaving = new AbortController();
  const reading = texts(follow(-1, leaving.signal));
  leaving.abort();
  await expect(reading).rejects.toMatchObject({ code: "cancelled" });
});
