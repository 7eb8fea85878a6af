import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createProject } from "../../../admin/projects.ts";
import { operator } from "../../../spec/actor.ts";
import { request } from "../../../stores/contract-requests.fixture.ts";
import { raw } from "../../asking.fixture.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";
import type { RequestObject } from "./schema.ts";

let keeping: Keeping;
let foreign: string;
/** Secrets of keys, by what they may do; those of projects are narrowed to keeping house. */
let viewer: string;
let admin: string;
let stranger: string;

const record = JSON.stringify({
  route: { text: "a/x; first", strategy: "first", considered: ["a/x"], skipped: [], chosen: "a/x" },
  attempts: [{ target: "a/x", begun_ms: 0, first_ms: 5, ended_ms: 9, cost_micros: 7 }],
  usage: { inputTokens: 3 },
});

beforeAll(async () => {
  keeping = await openKeeping();
  const { served, project } = keeping;
  ({ id: foreign } = await createProject(served.keys, operator, { name: "Theirs" }));
  const scopes = ["admin"] as const;
  viewer = await keeping.key({ projectRole: "viewer", scopes });
  admin = await keeping.key({ projectRole: "admin", scopes });
  stranger = await keeping.key({ projectId: foreign, projectRole: "owner", scopes });
  const {
    projectId: _projectId,
    keyId: _keyId,
    ...nobodys
  } = request(4, { status: 401, outcome: "refused", repeats: 9 });
  await served.keys.stores.requests.insert([
    request(1, {
      projectId: project,
      asked: "chat",
      model: "m-1",
      provider: "up",
      record,
      question: "needle",
      answer: "yes",
    }),
    request(2, {
      projectId: project,
      status: 504,
      errorCode: "upstream_timeout",
      outcome: "failed",
      costMicros: 5,
    }),
    request(3, { projectId: foreign, question: "their needle", userAgent: "=cmd()" }),
    nobodys,
  ]);
});

afterAll(() => keeping.served.close());

const list = async (query: string, key?: string): Promise<readonly number[]> => {
  const { json } = await keeping.ask("GET", `/requests${query}`, undefined, key);
  return (json.data as unknown as readonly RequestObject[]).map(
    (row) => (row.created_at_ms - request(0).at) / 1_000,
  );
};

test("the newest come first, page by page, in both directions", async () => {
  expect(await list("")).toEqual([4, 3, 2, 1]);
  const { json } = await keeping.ask("GET", "/requests?limit=2");
  expect(json).toMatchObject({ object: "list", has_more: true, last_id: request(3).id });
  expect(await list(`?limit=2&after=${request(3).id}`)).toEqual([2, 1]);
  expect(await list(`?limit=1&before=${request(2).id}`)).toEqual([3]);
});

test("it is narrowed by all that is asked", async () => {
  expect(await list("?statuses=5xx&statuses=401")).toEqual([4, 2]);
  expect(await list("?models=m-1")).toEqual([1]);
  expect(await list("?providers[]=up&outcomes=ended")).toEqual([1]);
  expect(await list("?error_codes=upstream_timeout&min_cost_micros=5&max_cost_micros=5")).toEqual([2]);
  expect(await list(`?project_ids=${foreign}`)).toEqual([3]);
  expect(await list("?text=NEEDLE")).toEqual([3, 1]);
  expect(await list("?min_duration_ms=101")).toEqual([]);
  const at = Math.floor(request(2).at / 1000);
  expect(await list(`?start_time=${at}&end_time=${at + 1}`)).toEqual([2]);
});

test.each([
  "statuses=600",
  "limit=0",
  "limit=501",
  "nothing=1",
  "text=",
  "start_time=1763800000000000",
  "outcomes=x",
])("%s is told by its name", async (query) => {
  const { status, json } = await keeping.ask("GET", `/requests?${query}`);
  expect(status).toBe(400);
  expect(json["error"]).toMatchObject({
    param: expect.stringContaining(query.split("=")[0] ?? "") as string,
  });
});

test("a project's keys see its own requests alone, and a foreign one is like one that does not exist", async () => {
  expect(await list("", viewer)).toEqual([2, 1]);
  expect(await list("", stranger)).toEqual([3]);
  expect(await list(`?project_ids=${foreign}`, viewer)).toEqual([]);
  const foreignOne = await keeping.ask("GET", `/requests/${request(3).id}`, undefined, viewer);
  const nobodys = await keeping.ask("GET", `/requests/${request(4).id}`, undefined, viewer);
  const random = await keeping.ask("GET", `/requests/${request(77).id}`, undefined, viewer);
  for (const { status } of [foreignOne, nobodys, random]) expect(status).toBe(404);
  expect(foreignOne.text.replaceAll(request(3).id, "ID")).toBe(random.text.replaceAll(request(77).id, "ID"));
});

test("what was said is for who runs the project, and so is the search in it", async () => {
  const path = `/requests/${request(1).id}`;
  const whole = await keeping.ask("GET", path, undefined, admin);
  expect(whole.json).toMatchObject({
    object: "organization.request",
    route: { chosen: "a/x" },
    attempts: [{ target: "a/x", begun_ms: 0, first_ms: 5, ended_ms: 9, cost_micros: 7 }],
    warnings: [],
    context: null,
    usage: { inputTokens: 3 },
    content: { request: "needle", response: "yes" },
    can: { read_content: true },
  });
  const seen = await keeping.ask("GET", path, undefined, viewer);
  expect(seen.json).toMatchObject({ content: null, can: { read_content: false }, route: { chosen: "a/x" } });
  expect(await list("?text=needle", admin)).toEqual([1]);
  expect((await keeping.ask("GET", "/requests?text=needle", undefined, viewer)).status).toBe(403);
  expect((await keeping.ask("GET", "/requests", undefined, keeping.served.key)).status).toBe(403);
});

test("an export has all that fit, as lines of JSON or of CSV that no spreadsheet runs", async () => {
  const fetched = async (query: string, key = keeping.owner): Promise<Response> =>
    fetch(`${keeping.served.url}/v1/organization/requests/export${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const lines = await fetched("");
  expect(lines.headers.get("content-type")).toBe("application/jsonl");
  const rows = (await lines.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RequestObject);
  expect(rows.map(({ count }) => count)).toEqual([9, 1, 1, 1]);
  const csv = await (await fetched("?format=csv", stranger)).text();
  expect(csv.split("\r\n")).toHaveLength(3);
  expect(csv).toContain("'=cmd()");
  expect((await fetched("", keeping.served.key)).status).toBe(403);
});

test("HEAD of a tail is answered by its head, and the connection is free again", async () => {
  const head =
    `HEAD /v1/organization/requests/tail HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${viewer}\r\n\r\n` +
    "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
  const answers = await raw(keeping.served, head);
  expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
  expect(answers).toContain("text/event-stream");
  expect(answers).not.toContain("from now on");
});

test("a tail tells what is written from now on, by whomever, to who may see it", async () => {
  const leaving = new AbortController();
  const reply = await fetch(`${keeping.served.url}/v1/organization/requests/tail?statuses=2xx`, {
    headers: { authorization: `Bearer ${viewer}` },
    signal: leaving.signal,
  });
  expect(reply.headers.get("content-type")).toContain("text/event-stream");
  let heard = "";
  const reading = (async () => {
    for await (const piece of reply.body ?? []) heard += Buffer.from(piece as Uint8Array).toString();
  })().catch(() => undefined);
  await vi.waitFor(() => expect(heard).toContain("from now on"));
  const { stores } = keeping.served.keys;
  let number = 100;
  // The tail begins with its first look: whatever was written before that is not in it.
  await vi.waitFor(
    async () => {
      number++;
      await stores.requests.insert([
        request(number, { projectId: keeping.project, userAgent: "mine" }),
        request(number + 1_000, { projectId: foreign, userAgent: "theirs" }),
        request(number + 2_000, { projectId: keeping.project, status: 500, userAgent: "broken" }),
      ]);
      expect(heard).toContain("mine");
    },
    { timeout: 10_000, interval: 300 },
  );
  leaving.abort();
  await reading;
  expect(heard).toMatch(/event: request\nid: req_\w+\ndata: \{/);
  expect(heard).not.toContain("theirs");
  expect(heard).not.toContain("broken");
});
