import { expect, test } from "vitest";
import type { CallReport } from "../engine/observer.ts";
import type { Call } from "../spec/call.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import { buildHouse, type House } from "./build.ts";
import { loadSettings } from "./settings/load.ts";
import type { Settings } from "./settings/settings.ts";

function settings(yaml: string): Settings {
  return loadSettings({ env: {}, cwd: "/srv", readFile: () => yaml });
}

const named = (name: string, more = "") =>
  settings(`models: { ${name}: { targets: [{ provider: rehearsal, model: rehearsal }] } }\n${more}`);

async function house(first: Settings) {
  const ended: CallReport[] = [];
  const built = await buildHouse(first, {
    database: { type: "sqlite", path: ":memory:", durability: "process" },
    pepper: Buffer.alloc(32, 1),
    observer: {
      attemptEnded: () => undefined,
      callEnded: (report) => void ended.push(report),
      shadowExceeded: () => undefined,
    },
    warn: () => undefined,
  });
  await built.stores.projects.insert({ id: "proj_1", name: "Test", createdAt: 1 });
  return { built, ended };
}

let calls = 0;
const call = (model: string): Call => ({
  id: `req_${String(calls++).padStart(32, "0")}`,
  principal: { projectId: "proj_1", name: "test" },
  model,
  task: {
    kind: "generate",
    items: [{ type: "message", role: "user", content: [{ type: "text", text: "Hello" }] }],
    options: {},
  },
  stream: true,
  signal: new AbortController().signal,
});

async function read(stream: EventStream): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

async function swap(built: House, next: Settings): Promise<void> {
  built.use(await built.furnish(next));
}

test("new calls have the new settings, and one that runs keeps its own to the end", async () => {
  const { built } = await house(named("one"));
  const old = built.interior;
  const running = built.engine.run(call("one"));
  await running.next();
  await swap(built, named("two"));
  expect(() => built.engine.run(call("one"))).toThrow(/does not exist/);
  expect(old.over).toBe(false);
  const rest = await read(running);
  expect(rest.at(-1)?.type).toBe("end");
  expect(old.over).toBe(true);
  expect((await read(built.engine.run(call("two")))).at(-1)?.type).toBe("end");
  const versions = (await built.stores.ledger.list({ limit: 10 })).map((row) => row.settingsVersion);
  expect(new Set(versions)).toEqual(new Set([old.value.version, built.interior.value.version]));
  await built.close();
});

test("a call that is left before its first event holds nothing", async () => {
  const { built } = await house(named("one"));
  const old = built.interior;
  await built.engine.run(call("one")).return();
  expect(() => built.engine.run(call("unknown"))).toThrow("does not exist");
  expect(old.users).toBe(0);
  await swap(built, named("two"));
  expect(old.over).toBe(true);
  await built.close();
});

test("a call that comes too late for its settings has the newest", async () => {
  const { built } = await house(named("one"));
  const late = built.engine;
  await swap(built, named("one", "conversations: { contextTokens: 1000 }"));
  expect((await read(late.run(call("one")))).at(-1)?.type).toBe("end");
  await built.close();
});

test("a provider of which nothing has changed stays the same one", async () => {
  const { built } = await house(named("one"));
  const before = built.catalogue.providers;
  await swap(built, named("two"));
  expect(built.catalogue.providers).toEqual(before);
  await swap(built, named("two", "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 9 } }"));
  const now = built.catalogue.providers;
  expect(now.find(({ name }) => name === "rehearsal")).not.toBe(
    before.find(({ name }) => name === "rehearsal"),
  );
  expect(now.find(({ name }) => name === "local")).toBe(before.find(({ name }) => name === "local"));
  await built.close();
});

test("settings that are built and not used cost nothing when they are retired", async () => {
  const { built } = await house(named("one"));
  const other = await built.furnish(named("two"));
  other.retire();
  await other.closed;
  expect((await read(built.engine.run(call("one")))).at(-1)?.type).toBe("end");
  await built.close();
});

test("the end of the house waits a moment for calls that nobody reads any more", async () => {
  const { built, ended } = await house(
    named("one", "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 20 } }"),
  );
  const running = built.engine.run(call("one"));
  await running.next();
  const left = running.return();
  await Promise.all([left, built.close()]);
  expect(ended).toMatchObject([{ outcome: "cancelled" }]);
});
