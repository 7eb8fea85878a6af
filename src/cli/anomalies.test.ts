import { join } from "node:path";
import { expect, test } from "vitest";
import { anomaly } from "../stores/contract-anomalies.fixture.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { World } from "./world.fixture.ts";

/** A world in which three things looked unusual. */
async function unusualWorld(): Promise<World> {
  const world = new World();
  // Makes the database.
  expect(await world.run("keys", "create")).toBe(0);
  const stores = await openSqlite({ path: join(world.data, "parley.db"), now: Date.now });
  const { projectId: _projectId, keyId: _keyId, ...nobodys } = anomaly(3, { rule: "many_401" });
  for (const one of [
    anomaly(1, { projectId: "proj_a" }),
    anomaly(2, { rule: "spending", projectId: "proj_b" }),
    nobodys,
  ])
    await stores.anomalies.record(one, 1_000);
  await stores.close();
  world.stdout.text = "";
  return world;
}

test("what looked unusual is listed, the newest first, for people and for programs", async () => {
  const world = await unusualWorld();
  expect(await world.run("anomalies", "list")).toBe(0);
  const [head, ...rows] = world.stdout.text.trimEnd().split("\n");
  expect(head).toMatch(/^Time +Rule +Subject +Project +From +Details$/);
  expect(rows.map((row) => row.split(/ {2,}/)[1])).toEqual(["many_401", "spending", "retired_key"]);
  world.stdout.text = "";
  expect(await world.run("anomalies", "list", "--json", "--limit", "2")).toBe(0);
  const lines = world.stdout.text.trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { rule: string }).rule)).toEqual(["many_401", "spending"]);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    id: anomaly(3).id,
    at: new Date(anomaly(3).at).toISOString(),
    rule: "many_401",
    subject: "key_3",
    project_id: null,
    api_key_id: null,
    ip_address: "192.0.2.1",
    details: { ...anomaly(3).details },
  });
  expect(await world.run("anomalies", "list", "--limit", "2")).toBe(0);
  expect(world.stderr.text).toContain("There are more");
});

test("only of a project, only of a rule", async () => {
  const world = await unusualWorld();
  const rulesOf = async (...words: string[]) => {
    world.stdout.text = "";
    expect(await world.run("anomalies", "list", "--json", ...words)).toBe(0);
    const lines = world.stdout.text.split("\n").filter((line) => line !== "");
    return lines.map((line) => (JSON.parse(line) as { rule: string }).rule);
  };
  expect(await rulesOf("--project", "proj_a")).toEqual(["retired_key"]);
  expect(await rulesOf("--rule", "spending", "--rule", "many_401")).toEqual(["many_401", "spending"]);
});

test.each([
  ["--limit", "0"],
  ["--limit", "1001"],
  ["--rule", "nothing_known"],
])("%s %s makes no sense", async (...words) => {
  const world = new World();
  expect(await world.run("anomalies", "list", ...words)).toBe(2);
});

test("without a database nothing was unusual, and none is made", async () => {
  const world = new World();
  expect(await world.run("anomalies", "list", "--json")).toBe(0);
  expect(world.stdout.text).toBe("");
});
