import { fork } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

import type { Item } from "../../spec/item.ts";
import { expectChain } from "../contract-audit.fixture.ts";
import { conversation, hashOf, key, projectA, said, saidIn } from "../contract-rows.fixture.ts";
import { openSqlite } from "./open.ts";
import { testFolder } from "./test-folder.fixture.ts";
import type { Acknowledgement } from "./writer-process.fixture.ts";

function textOf(item: Item): string {
  const [part] = item.type === "message" ? item.content : [];
  return part?.type === "text" ? part.text : "";
}

const processesTimeout = 120_000;

/** Starts a writer and collects what it acknowledges and complains about. */
function startWriter(deed: string, path: string, name: string) {
  const child = fork(new URL("./writer-process.fixture.ts", import.meta.url), [deed, path, name], {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const acknowledged: Acknowledgement[] = [];
  let complaints = "";
  const first = new Promise<void>((resolve) => {
    child.on("message", (message) => {
      acknowledged.push(message as Acknowledgement);
      resolve();
    });
  });
  child.stderr?.on("data", (text) => (complaints += String(text)));
  const gone = Promise.all([
    new Promise((resolve) => child.once("close", resolve)),
    new Promise((resolve) => child.once("disconnect", resolve)),
  ]);
  return {
    acknowledged,
    first,
    kill: () => child.kill("SIGKILL"),
    async end() {
      await gone;
      return { code: child.exitCode, signal: child.signalCode, complaints };
    },
  };
}

/** Ended by itself, and printed nothing: neither a fault nor a warning that node:sqlite is experimental. */
const quietly = { code: 0, signal: null, complaints: "" };

async function newDatabase(): Promise<string> {
  const path = join(testFolder(), "data", "parley.db");
  const stores = await openSqlite({ path, now: Date.now });
  await stores.projects.insert(projectA);
  await stores.conversations.insert(conversation, hashOf("token"));
  await stores.keys.insert(key("key_1"), hashOf("one"));
  await stores.close();
  return path;
}

test(
  "processes that start together on a new folder all get in",
  async () => {
    const path = join(testFolder(), "data", "parley.db");
    const writers = [1, 2, 3, 4].map(() => startWriter("open-and-close", path, ""));
    for (const writer of writers) expect(await writer.end()).toEqual(quietly);
  },
  processesTimeout,
);

test(
  "an open store, watched, keeps no process alive",
  async () => {
    expect(await startWriter("leave-open", await newDatabase(), "").end()).toEqual(quietly);
  },
  processesTimeout,
);

test(
  "two processes write at the same time and nothing is lost",
  async () => {
    const path = await newDatabase();
    const names = ["left", "right"];
    const writers = names.map((name) => startWriter("write-much", path, name));
    for (const writer of writers) expect(await writer.end()).toEqual(quietly);

    const stores = await openSqlite({ path, now: Date.now });
    const rows = await stores.ledger.list({ limit: 1_000 });
    expect(rows).toHaveLength(600);
    for (const row of rows) {
      expect(row.state).toBe("settled");
      expect(row.callId).toMatch(new RegExp(`^(left|right)_${row.costMicros}$`));
    }
    const items = await saidIn(stores);
    const turns: Item[][] = [];
    for (let at = 0; at < items.length; at += 2) turns.push(items.slice(at, at + 2));
    for (const name of names) {
      const own = turns.filter((turn) => JSON.stringify(turn[0]).includes(name));
      expect(own).toEqual(
        Array.from({ length: 40 }, (_, turn) => [said(`${name} ${turn} a`), said(`${name} ${turn} b`)]),
      );
    }
    await stores.close();
  },
  processesTimeout,
);

test(
  "every acknowledged row survives kill -9, twenty times over",
  async () => {
    const path = await newDatabase();
    const opened = new Set<string>();
    const settled = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const writers = ["left", "right"].map((name) => startWriter("write-forever", path, `${name}_${round}`));
      for (const [number, writer] of writers.entries()) {
        await writer.first;
        await sleep(round * 7 + number * 3);
        writer.kill();
      }
      for (const writer of writers) {
        expect(await writer.end()).toEqual({ code: null, signal: "SIGKILL", complaints: "" });
        for (const { deed, ...rest } of writer.acknowledged) {
          if ("id" in rest) (deed === "opened" ? opened : settled).add(rest.id);
        }
      }
    }
    expect(settled.size).toBeGreaterThan(20);

    const stores = await openSqlite({ path, now: Date.now });
    const rows = new Map(
      (await stores.ledger.list({ limit: 1_000_000 })).map((row) => [row.callId, row.state]),
    );
    expect([...opened].filter((id) => !rows.has(id))).toEqual([]);
    expect([...settled].filter((id) => rows.get(id) !== "settled")).toEqual([]);
    await stores.close();
    const database = new DatabaseSync(path);
    expect(database.prepare("pragma integrity_check").all()).toMatchObject([{ integrity_check: "ok" }]);
    database.close();
  },
  processesTimeout,
);

test(
  "every acknowledged turn survives kill -9, whole, with its response and its events",
  async () => {
    const path = await newDatabase();
    const talked = new Set<string>();
    for (let round = 0; round < 6; round++) {
      const writers = ["left", "right"].map((name) => startWriter("talk-forever", path, `${name}_${round}`));
      for (const [number, writer] of writers.entries()) {
        await writer.first;
        await sleep(round * 11 + number * 3);
        writer.kill();
      }
      for (const writer of writers) {
        expect(await writer.end()).toEqual({ code: null, signal: "SIGKILL", complaints: "" });
        for (const each of writer.acknowledged) if (each.deed === "talked") talked.add(each.id);
      }
    }
    expect(talked.size).toBeGreaterThan(12);

    const stores = await openSqlite({ path, now: Date.now });
    const items = await stores.memory.newest("conv_1", 1_000_000);
    const texts = items.toReversed().map(({ item }) => textOf(item));
    const whole = new Set<string>();
    for (let at = 0; at < texts.length; at += 3) {
      const name = texts[at]?.replace(/ 0$/, "") ?? "";
      expect(texts.slice(at, at + 3)).toEqual([0, 1, 2].map((part) => `${name} ${part}`));
      whole.add(name);
    }
    expect([...talked].filter((name) => !whole.has(name))).toEqual([]);
    for (const name of whole) {
      const id = `resp_${name.replace(" ", "_")}`;
      const found = await stores.responses.find("proj_a", id, { now: 1, deadAfterMs: 1 });
      expect(found).toMatchObject({ status: "completed", conversationId: "conv_1" });
      expect(await stores.responses.events(id, -1, 10)).toHaveLength(3);
    }
    await stores.close();
  },
  processesTimeout,
);

test(
  "a process notices that another revoked a key",
  async () => {
    const path = await newDatabase();
    const watcher = startWriter("watch", path, "");
    await watcher.first;
    const stores = await openSqlite({ path, now: Date.now });
    await stores.keys.revoke("key_1", 77);
    expect(await watcher.end()).toEqual(quietly);
    expect(watcher.acknowledged.at(-1)).toEqual({ deed: "noticed", revokedAt: 77 });
    await stores.close();
  },
  processesTimeout,
);

test(
  "several processes that are killed in the middle leave one unbroken audit log, with exactly the changes it tells",
  async () => {
    const path = await newDatabase();
    const acknowledged = new Set<string>();
    for (const round of [1, 2]) {
      const writers = ["a", "b", "c"].map((name) => startWriter("audit-forever", path, `${name}${round}`));
      await Promise.all(writers.map(({ first }) => first));
      await sleep(300);
      for (const { kill } of writers) kill();
      for (const writer of writers) {
        expect(await writer.end()).toMatchObject({ signal: "SIGKILL", complaints: "" });
        for (const { deed, ...one } of writer.acknowledged) {
          if (deed === "audited" && "id" in one) acknowledged.add(one.id);
        }
      }
    }
    const stores = await openSqlite({ path, now: Date.now });
    const records = await stores.audit.records(0, 1_000_000);
    expectChain(records);
    expect((await stores.audit.head()).sequence).toBe(records.length);
    const told = new Set(records.map(({ subjectId }) => subjectId).filter((id) => id.startsWith("proj_")));
    const made = (await stores.projects.list()).map(({ id }) => id).filter((id) => id !== projectA.id);
    expect(new Set(made)).toEqual(told);
    expect(acknowledged.size).toBeGreaterThan(3);
    for (const id of acknowledged) expect(told).toContain(id);
    await stores.close();
  },
  processesTimeout,
);
