import { expect, test, vi } from "vitest";
import { openKeeper } from "../../server/keeper.ts";
import type { NewRequest } from "../../spec/request-log.ts";
import { request } from "../../stores/contract-requests.fixture.ts";
import { World } from "../world.fixture.ts";

async function write(world: World, rows: readonly NewRequest[]): Promise<void> {
  const { keys, close } = await openKeeper(world.data);
  await keys.stores.requests.insert(rows);
  await close();
}

const record = JSON.stringify({
  route: { text: "b/y; first; 2 attempts" },
  attempts: [
    { target: "a/x", error: "upstream_timeout", begun_ms: 0, ended_ms: 90 },
    { target: "b/y", begun_ms: 95, first_ms: 120, ended_ms: 130 },
  ],
});

async function filled(): Promise<World> {
  const world = new World();
  await write(world, [
    request(1, { asked: "chat", provider: "b", model: "y", firstMs: 120, costMicros: 1_500_000, record }),
    request(2, {
      status: 429,
      outcome: "refused",
      errorCode: "rate_limit_exceeded",
      repeats: 40,
      durationMs: 3,
    }),
    request(3, { userAgent: "=bad()", question: "say \u001b[31mred", answer: "red" }),
  ]);
  return world;
}

test("the newest are listed, and narrowed", async () => {
  const world = await filled();
  expect(await world.run("requests")).toBe(0);
  const lines = world.stdout.text.trim().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatch(
    /^2026-11-22T08:00:01Z +req_\w+ +200 +chat +b\/y +100 ms +120 ms +\$1\.500000 +-$/,
  );
  expect(lines[2]).toMatch(/429 ×40 .* rate_limit_exceeded$/);
  const other = new World({ folder: world.folder });
  expect(await other.run("requests", "--status", "4xx", "--json", "--since", "2026-11-22")).toBe(0);
  expect(other.stdout.json()).toMatchObject({ status: 429, count: 40, provider: null });
  const text = new World({ folder: world.folder });
  expect(await text.run("requests", "--text", "RED", "--slower", "100", "--json")).toBe(0);
  expect(text.stdout.json()).toMatchObject({ id: request(3).id });
});

test("one is shown whole, and steers no terminal", async () => {
  const world = await filled();
  expect(await world.run("requests", "show", request(1).id)).toBe(0);
  expect(world.stdout.text).toMatch(/^route: b\/y; first; 2 attempts$/m);
  expect(world.stdout.text).toMatch(/^a\/x +upstream_timeout +0 ms +- +90 ms$/m);
  expect(world.stdout.text).toMatch(/^b\/y +answered +95 ms +120 ms +130 ms$/m);
  const said = new World({ folder: world.folder });
  expect(await said.run("requests", "show", request(3).id)).toBe(0);
  expect(said.stdout.text).toContain("request:\nsay [31mred\n");
  const json = new World({ folder: world.folder });
  expect(await json.run("requests", "show", request(3).id, "--json")).toBe(0);
  expect(json.stdout.json()).toMatchObject({ id: request(3).id, content: { response: "red" } });
  const none = new World({ folder: world.folder });
  expect(await none.run("requests", "show", "req_nobody")).toBe(1);
  expect(none.stderr.text).toContain("There is no request req_nobody");
});

test("an export has all of them, for programs and for spreadsheets", async () => {
  const world = await filled();
  expect(await world.run("requests", "export", "--csv", "--key", "key_1")).toBe(0);
  const lines = world.stdout.text.split("\r\n");
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^id,at,project_id,/);
  expect(lines[1]).toContain("'=bad()");
  const json = new World({ folder: world.folder });
  expect(await json.run("requests", "export", "--status", "200")).toBe(0);
  expect(json.stdout.text.trim().split("\n")).toHaveLength(2);
});

test.each([
  [["--status", "600"], "--status"],
  [["--limit", "0"], "--limit"],
  [["--slower", "x"], "--slower"],
  [["--follow", "--text", "x"], "--text"],
])("%j makes no sense", async (words, name) => {
  const world = new World();
  expect(await world.run("requests", ...words)).toBe(2);
  expect(world.stderr.text).toContain(name);
});

test("who follows sees what other processes write, until there is enough", async () => {
  const world = await filled();
  const following = world.run("requests", "--follow", "--model", "live");
  let number = 10;
  await vi.waitFor(
    async () => {
      number++;
      await write(world, [request(number, { asked: "live" }), request(number + 1_000, { asked: "other" })]);
      expect(world.stdout.text).toContain("live");
    },
    { timeout: 10_000, interval: 400 },
  );
  world.signal("SIGINT");
  expect(await following).toBe(0);
  expect(world.stdout.text).not.toContain("other");
});
