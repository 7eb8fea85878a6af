import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Keeping, openKeeping } from "./keeping.fixture.ts";

let keeping: Keeping;
let admin: OpenAI["admin"]["organization"];
beforeAll(async () => {
  keeping = await openKeeping();
  const baseURL = `${keeping.served.url}/v1`;
  admin = new OpenAI({ baseURL, apiKey: "none", adminAPIKey: keeping.owner, maxRetries: 0 }).admin
    .organization;
});
afterAll(() => keeping.served.close());

test("projects are made, listed page by page, renamed and archived", async () => {
  const made = await admin.projects.create({ name: " Alpha " });
  expect(made).toMatchObject({
    id: expect.stringMatching(/^proj_/),
    object: "organization.project",
    name: "Alpha",
    status: "active",
    archived_at: null,
  });
  for (const name of ["Beta", "Gamma"]) await admin.projects.create({ name });
  const names: (string | null | undefined)[] = [];
  for await (const project of admin.projects.list({ limit: 2 })) names.push(project.name);
  expect(names.toSorted()).toEqual(["Alpha", "Beta", "Default", "Gamma"]);
  expect(await admin.projects.update(made.id, { name: "Alef" })).toMatchObject({ name: "Alef" });
  expect(await admin.projects.archive(made.id)).toMatchObject({
    status: "archived",
    archived_at: expect.any(Number),
    can: { update: false, archive: false },
  });
  const left = await admin.projects.list();
  expect(left.data.map(({ name }) => name).toSorted()).toEqual(["Beta", "Default", "Gamma"]);
  const all = await admin.projects.list({ include_archived: true });
  expect(all.data).toHaveLength(4);
  await expect(admin.projects.update(made.id, { name: "again" })).rejects.toMatchObject({ status: 400 });
  await expect(admin.projects.archive(keeping.project)).rejects.toMatchObject({ status: 400 });
  await expect(admin.projects.retrieve("proj_nobody")).rejects.toMatchObject({ status: 404 });
});

test("a service account's key is shown once, works, and ends with its account", async () => {
  const { id: project } = await admin.projects.create({ name: "Robots" });
  const made = await admin.projects.serviceAccounts.create(project, { name: "robot" });
  expect(made).toMatchObject({
    object: "organization.project.service_account",
    role: "member",
    api_key: {
      object: "organization.project.service_account.api_key",
      name: "robot",
      value: expect.stringMatching(/^sk-parley-[0-9A-Za-z]{49}$/),
    },
  });
  const secret = made.api_key?.value ?? "";
  const models = () =>
    fetch(`${keeping.served.url}/v1/models`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await models()).status).toBe(200);
  const list = await admin.projects.apiKeys.list(project);
  expect(list.data).toMatchObject([
    {
      object: "organization.project.api_key",
      id: made.api_key?.id,
      redacted_value: `sk-parley-...${secret.slice(-4)}`,
      owner: { type: "service_account", service_account: { id: made.id, name: "robot", role: "member" } },
      owner_project_access: "active",
    },
  ]);
  expect(JSON.stringify(list.data)).not.toContain(secret);
  const another = await admin.projects.serviceAccounts.apiKeys.create(made.id, { project_id: project });
  expect(another.value).not.toBe(secret);
  await admin.projects.serviceAccounts.update(made.id, { project_id: project, role: "owner" });
  expect((await admin.projects.apiKeys.list(project)).data).toMatchObject([
    { role: "owner" },
    { role: "owner" },
  ]);
  const gone = await admin.projects.serviceAccounts.delete(made.id, { project_id: project });
  expect(gone).toEqual({
    object: "organization.project.service_account.deleted",
    id: made.id,
    deleted: true,
  });
  expect((await models()).status).toBe(401);
  expect((await admin.projects.serviceAccounts.list(project)).data).toEqual([]);
  expect((await admin.projects.apiKeys.list(project)).data).toEqual([]);
  const bare = await admin.projects.serviceAccounts.create(project, {
    name: "bare",
    create_service_account_only: true,
  });
  expect(bare.api_key).toBeNull();
});

test("a project's key is described, changed and revoked", async () => {
  const { id: project } = await admin.projects.create({ name: "Keys" });
  const made = await keeping.ask("POST", `/projects/${project}/api_keys`, { name: "mine" });
  expect(made.json).toMatchObject({ name: "mine", owner: null, role: "member", status: "active" });
  const { id } = made.json;
  const changed = await admin.projects.apiKeys.update(id, {
    project_id: project,
    scopes: ["models"],
    expires_in_seconds: 60,
  });
  expect(changed).toMatchObject({ id, scopes: ["models"], expires_at: expect.any(Number) });
  expect(await admin.projects.apiKeys.retrieve(id, { project_id: project })).toMatchObject({ id });
  expect(await admin.projects.apiKeys.delete(id, { project_id: project })).toEqual({
    object: "organization.project.api_key.deleted",
    id,
    deleted: true,
  });
  expect((await admin.projects.apiKeys.list(project)).data).toEqual([]);
  const all = await admin.projects.apiKeys.list(project, { owner_project_access: "any" });
  expect(all.data).toMatchObject([{ id, status: "revoked", owner_project_access: "inactive" }]);
});

test("a key that keeps house keeps house alone", async () => {
  const made = await admin.adminAPIKeys.create({ name: "robot keeper", expires_in_seconds: 3600 });
  expect(made).toMatchObject({
    object: "organization.admin_api_key",
    value: expect.stringMatching(/^sk-parley-/),
    owner: { type: "user", role: "admin" },
    scopes: ["admin", "usage"],
    expires_at: expect.any(Number),
  });
  const asModel = await fetch(`${keeping.served.url}/v1/models`, {
    headers: { authorization: `Bearer ${made.value}` },
  });
  expect([asModel.status, await asModel.json()]).toMatchObject([
    403,
    { error: { code: "insufficient_scope" } },
  ]);
  expect((await keeping.ask("GET", "/projects", undefined, made.value)).status).toBe(200);
  const names: (string | null | undefined)[] = [];
  for await (const key of admin.adminAPIKeys.list({ limit: 1, order: "desc" })) names.push(key.name);
  expect(names.toSorted()).toEqual(["owner", "robot keeper"]);
  expect((await admin.adminAPIKeys.retrieve(made.id)).redacted_value).toBe(
    `sk-parley-...${made.value.slice(-4)}`,
  );
  expect(await admin.adminAPIKeys.delete(made.id)).toMatchObject({ deleted: true });
  expect((await keeping.ask("GET", "/projects", undefined, made.value)).status).toBe(401);
});

test("a project's rate limits are ours", async () => {
  const { id: project } = await admin.projects.create({ name: "Limits" });
  const { data } = await admin.projects.rateLimits.listRateLimits(project);
  expect(data).toMatchObject([{ object: "project.rate_limit", model: "*", max_requests_per_1_minute: null }]);
  const id = data[0]?.id ?? "";
  const set = await admin.projects.rateLimits.updateRateLimit(id, {
    project_id: project,
    max_requests_per_1_minute: 7,
    max_tokens_per_1_minute: 900,
  });
  expect(set).toMatchObject({ id, max_requests_per_1_minute: 7, max_tokens_per_1_minute: 900 });
  const limits = await keeping.served.keys.stores.limits.list();
  expect(limits.every(({ subject }) => subject.type === "project" && subject.id === project)).toBe(true);
  expect(Object.fromEntries(limits.map(({ kind, amount }) => [kind, amount]))).toEqual({
    requests_per_minute: 7,
    tokens_per_minute: 900,
  });
  const gone = await keeping.ask("POST", `/projects/${project}/rate_limits/${id}`, {
    max_requests_per_1_minute: null,
  });
  expect(gone.json).toMatchObject({ max_requests_per_1_minute: null, max_tokens_per_1_minute: 900 });
  const images = admin.projects.rateLimits.updateRateLimit(id, {
    project_id: project,
    max_images_per_1_minute: 3,
  });
  await expect(images).rejects.toMatchObject({ status: 400, code: "unknown_parameter" });
  const other = admin.projects.rateLimits.updateRateLimit("rl-x", { project_id: project });
  await expect(other).rejects.toMatchObject({ status: 404 });
});
