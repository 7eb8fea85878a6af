import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { createParley, type Parley } from "./create-parley.ts";

/** A model that never answers by itself. */
const silent = { model: "rehearsal-times-out", prompt: "hi" };

function open(): { readonly parley: Parley; rows(): readonly unknown[] } {
  const data = mkdtempSync(join(tmpdir(), "parley-library-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const parley = createParley({ data, env: {} });
  onTestFinished(() => parley.close());
  return {
    parley,
    rows() {
      const database = new DatabaseSync(join(data, "parley.db"), { readOnly: true });
      try {
        return database.prepare("SELECT state, outcome FROM attempts").all();
      } finally {
        database.close();
      }
    },
  };
}

const outcome = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);
const settled = { state: "settled", outcome: "cancelled" };

test("closing ends a call as cancelled, and its row is settled before the database goes", async () => {
  const { parley, rows } = open();
  await parley.models(); // so that there is a database to look into
  const chat = outcome(parley.chat(silent));
  const turn = outcome(parley.session().send(silent));
  await vi.waitFor(() => expect(rows()).toHaveLength(2), 10_000);
  await parley.close();
  for (const error of [await chat, await turn]) {
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({ code: "cancelled" });
  }
  expect(rows()).toEqual([settled, settled]);
});

test("closing ends a call that is just beginning", async () => {
  const { parley } = open();
  const calls = [outcome(parley.chat(silent)), outcome(parley.session().send("hi"))];
  await parley.close();
  for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: "cancelled" });
});

test("closing waits for no reader: a stream that is left lying is settled, and says so when it is taken up", async () => {
  const { parley, rows } = open();
  const stream = parley.stream({ prompt: "count to 100" });
  expect((await stream.next()).done).toBe(false);
  await parley.close();
  await expect(stream.next()).rejects.toMatchObject({ code: "cancelled" });
  expect(rows()).toEqual([settled]);
  expect(await stream.return()).toEqual({ done: true, value: undefined });
});

test("what is over stays over", async () => {
  const { parley } = open();
  const stream = parley.stream({ prompt: "hi" });
  for await (const event of stream) expect(event.type).not.toBe("");
  const left = parley.stream({ prompt: "count to 100" });
  await left.next();
  await left.return();
  await parley.close();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(await left.next()).toEqual({ done: true, value: undefined });
});

test("closing twice, before anything, and after a failure", async () => {
  const { parley } = open();
  await parley.chat({ prompt: "hi" });
  await Promise.all([parley.close(), parley.close()]);
  await parley.close();
  await createParley({ env: {} }).close();
  const broken = createParley({ env: {}, data: "" });
  const failing = outcome(broken.models());
  await broken.close();
  expect(await failing).toMatchObject({ code: "invalid_value" });
});

test("a call after closing is the program's mistake", async () => {
  const { parley } = open();
  const session = parley.session();
  await session.send("hi");
  await parley.close();
  for (const call of [
    () => parley.chat({ prompt: "hi" }),
    () => parley.models(),
    () => parley.stream({ prompt: "hi" }).next(),
    () => session.send("hi"),
    () => session.token(),
  ]) {
    const error = await outcome(call());
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: "this Parley is closed" });
  }
});

test("the caller's own signal ends one call, before and while it runs, and is let go afterwards", async () => {
  const { parley } = open();
  const controller = new AbortController();
  const chat = outcome(parley.chat(silent, { signal: controller.signal }));
  const other = parley.chat({ prompt: "hi" });
  setTimeout(() => controller.abort(), 100);
  expect(await chat).toMatchObject({ code: "cancelled" });
  expect((await other).text).not.toBe("");
  expect(await outcome(parley.chat({ prompt: "hi" }, { signal: AbortSignal.abort() }))).toMatchObject({
    code: "cancelled",
  });
});
