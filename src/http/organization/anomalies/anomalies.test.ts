import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject } from "../../../admin/projects.ts";
import { operator } from "../../../spec/actor.ts";
import { anomaly } from "../../../stores/contract-anomalies.fixture.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
let viewer: string;
let foreign: string;

beforeAll(async () => {
  keeping = await openKeeping();
  const { served, project } = keeping;
  ({ id: foreign } = await createProject(served.keys, operator, { name: "Theirs" }));
  viewer = await keeping.key({ projectRole: "viewer", scopes: ["admin"] });
  const { projectId: _projectId, keyId: _keyId, ...nobodys } = anomaly(3, { rule: "many_401" });
  for (const one of [
    anomaly(1, { projectId: project }),
    anomaly(2, { projectId: foreign, rule: "spending" }),
    nobodys,
    anomaly(4, { projectId: project, rule: "tenfold_rate" }),
  ])
    await served.keys.stores.anomalies.record(one, 1_000);
});

afterAll(() => keeping.served.close());

const list = async (query: string, key?: string) => {
  const { json } = await keeping.ask("GET", `/anomalies${query}`, undefined, key);
  return json.data.map(({ subject }) => subject);
};

test("who keeps the installation sees all, page by page and narrowed", async () => {
  expect(await list("")).toEqual(["key_4", "key_3", "key_2", "key_1"]);
  const { json } = await keeping.ask("GET", "/anomalies?limit=2");
  expect(json).toMatchObject({ object: "list", has_more: true, last_id: anomaly(3).id });
  expect(json.data[1]).toEqual({
    object: "organization.anomaly",
    id: anomaly(3).id,
    created_at: 10_003,
    rule: "many_401",
    subject: "key_3",
    project_id: null,
    api_key_id: null,
    ip_address: "192.0.2.1",
    details: { count: 3, error: "key_expired" },
  });
  expect(await list(`?after=${anomaly(3).id}`)).toEqual(["key_2", "key_1"]);
  expect(await list("?rules=spending&rules=many_401")).toEqual(["key_3", "key_2"]);
});

test("a project's key sees its own, whatever it asks for", async () => {
  expect(await list("", viewer)).toEqual(["key_4", "key_1"]);
  expect(await list(`?project_ids=${foreign}`, viewer)).toEqual([]);
  expect((await keeping.ask("GET", "/anomalies", undefined, keeping.served.key)).status).toBe(403);
});
