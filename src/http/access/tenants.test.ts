import { afterAll, beforeAll, expect, test } from "vitest";
import { createServiceAccount } from "../../admin/service-accounts.ts";
import { setBudget } from "../../admin/budgets.ts";
import { createKey } from "../../admin/keys.ts";
import { setLimits } from "../../admin/limits.ts";
import { operator } from "../../spec/actor.ts";
import { type Keeping, openKeeping } from "../organization/keeping.fixture.ts";
import type { Route } from "../route.ts";
import { guardedRoutes } from "./access-table.fixture.ts";

let keeping: Keeping;
/** Of another project, in which it has every role and scope. */
let stranger: string;
const strangersProject = "proj_stranger";
/** Ids of what the first project has, by the name that they have in paths. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  keeping = await openKeeping();
  const { keys, key: secret, url } = keeping.served;
  await keys.stores.projects.insert({ id: strangersProject, name: "Stranger", createdAt: 1 });
  const made = await createKey(keys, operator, {
    projectId: strangersProject,
    name: "stranger",
    projectRole: "owner",
    scopes: null,
  });
  stranger = made.secret.reveal();
  const post = async (path: string, body: object) => {
    const reply = await fetch(`${url}/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(200);
    ids["request"] = reply.headers.get("x-request-id") ?? "";
    return (await reply.json()) as { id: string };
  };
  const items = [{ type: "message", role: "user", content: "ours" }];
  const conversation = await post("/conversations", { items });
  const response = await post("/responses", { model: "m", input: "ours" });
  const reply = await fetch(`${url}/v1/conversations/${conversation.id}/items`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  const { data } = (await reply.json()) as { data: { id: string }[] };
  const { account } = await createServiceAccount(keys, operator, {
    projectId: keeping.project,
    name: "robot",
  });
  const ours = await createKey(keys, operator, { projectId: keeping.project, name: "ours" });
  const [bound] = await setLimits(keys, operator, {
    subject: { type: "key", id: ours.key.id },
    amounts: { concurrent_calls: 5 },
  });
  const budget = await setBudget(keys, operator, {
    subject: { type: "key", id: ours.key.id },
    period: "day",
    unit: "tokens",
    amount: 5,
    shadow: false,
  });
  const { people, invites } = keys.stores.accounts;
  const person = { id: `user_${"a1".repeat(16)}`, email: "ann@example.com", name: "Ann", createdAt: 1 };
  await people.insert(person);
  await people.putMembership({
    projectId: keeping.project,
    accountId: person.id,
    role: "member",
    createdAt: 1,
  });
  const invite = { id: `invite_${"c3".repeat(16)}`, email: "bob@example.com", projects: [] };
  await invites.insert(
    { ...invite, invitedBy: "operator", createdAt: 1, expiresAt: 2 ** 42 },
    Buffer.alloc(32, 3),
  );
  Object.assign(ids, {
    user: person.id,
    invite: invite.id,
    conversation: conversation.id,
    response: response.id,
    item: data[0]?.id,
    project: keeping.project,
    account: account.id,
    key: ours.key.id,
    limit: `rl-${keeping.project}`,
    budget: budget.id,
    bound: bound?.id,
  });
});
afterAll(() => keeping.served.close());

/** What does not belong to a project: names of providers and models are the installation's. */
const shared = new Set(["name", "*"]);

function parametersOf({ path }: Route): readonly string[] {
  return [...path.matchAll(/:(\w+)|(\*)$/g)].map(([, name, rest]) => name ?? rest ?? "");
}

/** The id that a parameter stands for here: `:id` is of whatever the path is about. */
function foreignId({ path }: Route, name: string): string | undefined {
  if (name !== "id") return ids[name];
  return path.startsWith("/v1/responses") ? ids["response"] : ids["conversation"];
}

/** Another id of the same form, which nobody has. */
function randomLike(id: string): string {
  const at = id.search(/[_-]/) + 1;
  const rest = id.slice(at).replaceAll(/[0-9a-z]/g, (letter) => (/\d/.test(letter) ? "7" : "b"));
  return id.startsWith("rl-") ? "rl-proj_bbbbbbb" : `${id.slice(0, at)}${rest}`;
}

async function ask(route: Route, path: string): Promise<readonly [number, string]> {
  const reply = await fetch(`${keeping.served.url}${path}`, {
    method: route.method,
    headers: { authorization: `Bearer ${stranger}`, "content-type": "application/json" },
    ...(route.method === "POST" && { body: bodyOf(route) }),
  });
  const text = await reply.text();
  return [reply.status, text];
}

function bodyOf({ path }: Route): string {
  if (path.endsWith("/items")) return JSON.stringify({ items: [{ role: "user", content: "theirs" }] });
  if (path.endsWith("/api_keys") || path.endsWith("/service_accounts"))
    return JSON.stringify({ name: "theirs" });
  if (path.endsWith("/users")) return JSON.stringify({ user_id: ids["user"], role: "member" });
  if (path.endsWith("/users/:user")) return JSON.stringify({ role: "member" });
  if (path.endsWith("/:project")) return JSON.stringify({ name: "theirs" });
  return "{}";
}

test("every id in a path is one that this proof knows", () => {
  const unknown = keeping.served.routes
    .filter(({ method, path }) => guardedRoutes[`${method} ${path}`] !== undefined)
    .flatMap((route) => parametersOf(route).map((name) => [route.path, name] as const))
    .filter(([, name]) => name !== "id" && !shared.has(name) && ids[name] === undefined);
  expect(unknown).toEqual([]);
});

test("an id of another project looks like one that nobody has, on every route", async () => {
  let compared = 0;
  for (const route of keeping.served.routes) {
    if (guardedRoutes[`${route.method} ${route.path}`] === undefined) continue;
    const names = parametersOf(route).filter((name) => !shared.has(name));
    // Each id alone is foreign while the ones before it are one's own, where one has such a thing; and all together.
    for (const foreign of [names, ...(names.length > 1 ? [names.slice(1)] : [])]) {
      if (names.length === 0 || (foreign !== names && names[0] !== "project")) continue;
      const fill = (change: (id: string) => string) =>
        route.path.replaceAll(/:(\w+)/g, (_all, name: string) =>
          foreign.includes(name) ? change(foreignId(route, name) ?? "") : strangersProject,
        );
      const [theirs, nobodys] = [fill((id) => id), fill(randomLike)];
      const [status, text] = await ask(route, theirs);
      const [otherStatus, otherText] = await ask(route, nobodys);
      const plain = (answer: string) =>
        answer.replaceAll(/\b(?:proj|key|svc|conv|resp|msg|user|invite|req|bud|lim|rl-proj)_\w+/g, "ID");
      expect([theirs, status, plain(text)]).toEqual([theirs, otherStatus, plain(otherText)]);
      expect([theirs, text, [403, 404].includes(status)]).toEqual([theirs, text, true]);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(35);
});

test("nor do the events of a response, as a stream, look like anything", async () => {
  const asked = await Promise.all(
    [ids["response"] ?? "", randomLike(ids["response"] ?? "")].map(async (id) => {
      const reply = await fetch(`${keeping.served.url}/v1/responses/${id}?stream=true&starting_after=0`, {
        headers: { authorization: `Bearer ${stranger}` },
      });
      return [reply.status, (await reply.text()).replaceAll(id, "ID")];
    }),
  );
  expect(asked[0]).toEqual(asked[1]);
  expect(asked[0]?.[0]).toBe(404);
});

test("what belongs to the first project is as it was", async () => {
  const { stores } = keeping.served.keys;
  expect(await stores.projects.find(keeping.project)).toMatchObject({ name: "Default" });
  expect((await stores.keys.find(ids["key"] ?? ""))?.revokedAt).toBeUndefined();
  expect(await stores.serviceAccounts.list(keeping.project)).toHaveLength(1);
  expect(await stores.keys.secrets(ids["key"])).toHaveLength(1);
  const reply = await fetch(`${keeping.served.url}/v1/conversations/${ids["conversation"]}/items`, {
    headers: { authorization: `Bearer ${keeping.served.key}` },
  });
  expect(await reply.text()).toContain("ours");
});

test("lists have nothing of others", async () => {
  const lists = keeping.served.routes.filter(
    ({ method, path, response }) =>
      method === "GET" &&
      path.startsWith("/v1/organization") &&
      !path.includes(":") &&
      response !== undefined,
  );
  for (const route of lists) {
    const query = /usage|costs/.test(route.path) ? "?start_time=0&group_by=project_id" : "";
    const [status, text] = await ask(route, `${route.path}${query}`);
    expect([route.path, [200, 403].includes(status)]).toEqual([route.path, true]);
    for (const id of Object.values(ids)) expect(text).not.toContain(id);
  }
});
