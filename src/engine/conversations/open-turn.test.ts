import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { Stores } from "../../spec/stores.ts";
import {
  conversation,
  newItem,
  projectA,
  projectB,
  response,
  said,
  saidIn,
} from "../../stores/contract-rows.fixture.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import type { Deed } from "../housekeeping.ts";
import { openTurn, type TurnDeps, type TurnStart } from "./open-turn.ts";

let stores: Stores;
let time: number;
/** What is to be done when the storage is there again. */
let owed: Deed[];
let deps: TurnDeps;
beforeEach(async () => {
  stores = await openSqlite({ path: ":memory:", now: Date.now });
  await stores.projects.insert(projectA);
  await stores.projects.insert(projectB);
  await stores.instances.beat("inst_1");
  await stores.conversations.insert(conversation);
  time = 0;
  owed = [];
  deps = {
    clock: { now: () => 1_000, monotonic: () => (time += 1_500) },
    conversations: stores.conversations,
    responses: stores.responses,
    housekeeping: { later: (deed) => void owed.push(deed) },
    instanceId: "inst_1",
    deadAfterMs: 60_000,
    responsesExpireAfterMs: 500_000,
  };
});
afterEach(() => stores.close());

let turns = 0;
const open = (start: Partial<TurnStart>) =>
  openTurn(deps, {
    projectId: "proj_a",
    turnId: `req_${turns++}`,
    signal: new AbortController().signal,
    ...start,
  });

const items = (...texts: string[]) => texts.map((text) => newItem(said(text)));

describe("in a conversation", () => {
  const here = { conversationId: "conv_1" };

  test("the second turn waits for the first, and sees it", async () => {
    const first = await open(here);
    const waiting = open(here).then(async (second) => {
      const seen = await saidIn(stores);
      await second.keep(items("3"));
      return seen;
    });
    await first.keep(items("1", "2"));
    expect(await waiting).toEqual([said("1"), said("2")]);
    expect(await saidIn(stores)).toEqual(["1", "2", "3"].map(said));
  });

  test("a turn that ends without a word lets the next one in", async () => {
    await (await open(here)).end();
    await (await open(here)).keep(items("1"));
    expect(await saidIn(stores)).toEqual([said("1")]);
  });

  test("who has waited for long enough is told to come back", async () => {
    const first = await open(here);
    await expect(open(here)).rejects.toMatchObject({
      code: "conversation_locked",
      status: 409,
      retryAfterMs: 1_000,
    });
    await first.end();
  });

  test("a hold that could not be given back is given back when the storage is there again", async () => {
    const { conversations } = stores;
    let works = false;
    const away = () => Promise.reject(new ParleyError("storage_unavailable"));
    const release: typeof conversations.release = (...hold) =>
      works ? conversations.release(...hold) : away();
    deps = { ...deps, conversations: { ...conversations, release } };
    await (await open(here)).end();
    const other = { ...here, turnId: "req_other", instanceId: "inst_1", deadAfterMs: 60_000 };
    expect(await conversations.hold(other)).toBe("busy");
    works = true;
    expect(await Promise.all(owed.map((deed) => deed()))).toEqual(["done"]);
    expect(await conversations.hold(other)).toBe("held");
  });

  test("a hold of which nobody knows whether it was taken is given back", async () => {
    const { conversations } = stores;
    const hold: typeof conversations.hold = async (claim) => {
      await conversations.hold(claim);
      throw new ParleyError("storage_unavailable");
    };
    deps = { ...deps, conversations: { ...conversations, hold } };
    await expect(open(here)).rejects.toMatchObject({ code: "storage_unavailable" });
    deps = { ...deps, conversations };
    await Promise.all(owed.map((deed) => deed()));
    await (await open(here)).end();
    expect(owed).toHaveLength(1);
  });

  test("who leaves while it waits holds nothing", async () => {
    const first = await open(here);
    const leaving = new AbortController();
    const waiting = open({ ...here, signal: leaving.signal });
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    await first.end();
    await (await open(here)).end();
  });

  test("one that goes meanwhile takes nothing any more", async () => {
    const turn = await open(here);
    await stores.conversations.remove("proj_a", "conv_1", 1);
    await expect(turn.keep(items("1"))).rejects.toMatchObject({ code: "not_found" });
    await turn.end();
    await expect(open(here)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the turn of a process that stood still is appended behind the others", async () => {
    const slow = await open(here);
    await stores.instances.leave("inst_1");
    const quick = await open(here);
    await quick.keep(items("1", "2"));
    await slow.keep(items("3", "4"));
    expect(await saidIn(stores)).toEqual(["1", "2", "3", "4"].map(said));
  });
});

describe("behind a response", () => {
  /** Keeps a turn with a response, and gives where it was kept. */
  async function respond(id: string, start: Partial<TurnStart>, ...texts: string[]) {
    const turn = await open(start);
    await turn.keep(items(...texts), response(id));
    const found = await stores.responses.find("proj_a", id, { now: 1, deadAfterMs: 1 });
    const thread = found?.conversationId ?? "";
    return { thread, said: (await saidIn(stores, thread)).slice(0, found?.lastPosition) };
  }
  const behind = (previousResponseId: string) => ({ previousResponseId });

  test("a chain goes on in one place", async () => {
    const first = await respond("resp_1", {}, "1", "2");
    const second = await respond("resp_2", behind("resp_1"), "3", "4");
    expect(second).toEqual({ thread: first.thread, said: ["1", "2", "3", "4"].map(said) });
  });

  test("a response can be continued again and again: each fork sees what was before it, and no other", async () => {
    const first = await respond("resp_1", {}, "1", "2");
    await respond("resp_2", behind("resp_1"), "3", "4");
    const fork = await respond("resp_3", behind("resp_1"), "5", "6");
    expect(fork.thread).not.toBe(first.thread);
    expect(fork.said).toEqual(["1", "2", "5", "6"].map(said));
    const again = await respond("resp_4", behind("resp_3"), "7");
    expect(again).toEqual({ thread: fork.thread, said: ["1", "2", "5", "6", "7"].map(said) });
    expect((await respond("resp_5", behind("resp_2"), "8")).said).toEqual(
      ["1", "2", "3", "4", "8"].map(said),
    );
  });

  test("two at once are two forks, and neither waits", async () => {
    await respond("resp_1", {}, "1");
    const [one, other] = await Promise.all([open(behind("resp_1")), open(behind("resp_1"))]);
    expect(one.conversationId).not.toBe(other.conversationId);
    await one.keep(items("2"), response("resp_2"));
    await other.keep(items("3"), response("resp_3"));
    const threads = [one, other].map(({ conversationId }) => saidIn(stores, conversationId));
    expect(await Promise.all(threads)).toEqual([["1", "2"].map(said), ["1", "3"].map(said)]);
  });

  test("a fork that comes to nothing leaves nothing", async () => {
    await respond("resp_1", {}, "1");
    const [one, other] = [await open(behind("resp_1")), await open(behind("resp_1"))];
    await other.end();
    expect(await saidIn(stores, other.conversationId)).toEqual([]);
    await one.end();
    expect((await open(behind("resp_1"))).conversationId).toBe(one.conversationId);
  });

  test("the turn of a process that stood still becomes a fork", async () => {
    await respond("resp_1", {}, "1");
    const slow = await open(behind("resp_1"));
    await stores.instances.leave("inst_1");
    await respond("resp_2", behind("resp_1"), "2");
    await slow.keep(items("3"), response("resp_3"));
    const found = await stores.responses.find("proj_a", "resp_3", { now: 1, deadAfterMs: 1 });
    expect(await saidIn(stores, found?.conversationId)).toEqual(["1", "3"].map(said));
    expect(await saidIn(stores, slow.conversationId)).toEqual(["1", "2"].map(said));
  });

  test("one of a conversation is continued beside it", async () => {
    await respond("resp_1", { conversationId: "conv_1" }, "1", "2");
    const beside = await respond("resp_2", behind("resp_1"), "3");
    expect(beside.said).toEqual(["1", "2", "3"].map(said));
    expect(await saidIn(stores)).toEqual(["1", "2"].map(said));
  });

  test("one that is not there, not finished, failed or another project's cannot be continued", async () => {
    await stores.responses.put(response("resp_1", { status: "in_progress" }));
    await stores.responses.put(response("resp_2", { status: "failed" }));
    await respond("resp_3", {}, "1");
    const refused = { code: "previous_response_not_found", status: 400, param: "previous_response_id" };
    for (const id of ["resp_1", "resp_2", "resp_nobody"])
      await expect(open(behind(id))).rejects.toMatchObject(refused);
    await expect(open({ ...behind("resp_3"), projectId: "proj_b" })).rejects.toMatchObject(refused);
  });

  test("a response that was cancelled meanwhile keeps nothing", async () => {
    await respond("resp_1", {}, "1");
    for (const start of [{}, behind("resp_1"), behind("resp_1"), { conversationId: "conv_1" }]) {
      const id = `resp_c${turns}`;
      const turn = await open(start);
      await stores.responses.put(response(id, { status: "cancelled" }));
      await expect(turn.keep(items("2"), response(id))).rejects.toMatchObject({ code: "cancelled" });
      await turn.end();
    }
    expect(await saidIn(stores)).toEqual([]);
    expect((await respond("resp_2", behind("resp_1"), "3")).said).toEqual(["1", "3"].map(said));
  });

  test("what nobody wants to be stored is not", async () => {
    const turn = await open({});
    expect(turn.conversationId).toBeUndefined();
    await turn.keep(items("1"));
    await turn.end();
    expect(await stores.conversations.expire(Number.MAX_SAFE_INTEGER, 10)).toBe(0);
  });
});
