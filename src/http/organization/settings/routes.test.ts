import { afterAll, beforeAll, expect, test } from "vitest";
import type { SettingsEditor } from "../../../admin/settings-editor.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
beforeAll(async () => {
  keeping = await openKeeping();
});
afterAll(() => keeping.served.close());

/** What the editor was asked last. */
let asked: unknown;

function use(editor: Partial<SettingsEditor>): void {
  Object.assign(keeping.served.settingsEditor, editor);
}

const applied = { version: "v2", inForce: true, changed: ["models"], waiting: ["port"], warnings: ["w"] };

test("the file is shown with its version, and with why it cannot be changed", async () => {
  use({
    read: async () => ({
      file: "/srv/parley.yaml",
      exists: true,
      text: "models: {}\n",
      version: "v1",
      editable: ["models"],
      readOnly: "it is marked as read-only",
    }),
  });
  const { json } = await keeping.ask("GET", "/settings");
  expect(json).toEqual({
    object: "organization.settings",
    file: "/srv/parley.yaml",
    exists: true,
    text: "models: {}\n",
    version: "v1",
    editable: ["models"],
    hidden: null,
    read_only: "it is marked as read-only",
    can: { update: false },
  });
});

test("faults are told with what is known of their place", async () => {
  use({
    check: async (_actor, text) => {
      asked = text;
      return {
        faults: [
          { path: "port", line: 3, column: 7, message: "No.", expected: "a number", found: '"x"' },
          { path: "", message: "No." },
        ],
        warnings: [],
        changed: ["port"],
      };
    },
  });
  const { json } = await keeping.ask("POST", "/settings/check", { text: "port: x" });
  expect(asked).toBe("port: x");
  expect(json).toMatchObject({
    sound: false,
    faults: [
      { path: "port", line: 3, column: 7, message: "No.", expected: "a number", found: '"x"' },
      { path: "", line: null, column: null, message: "No.", expected: null, found: null },
    ],
  });
});

test("a text is applied by its version, and another version is a conflict", async () => {
  use({
    apply: async (_actor, wish) => {
      asked = wish;
      if (wish.version === "v1") return applied;
      throw new ParleyError("conflict", { param: "version" });
    },
  });
  const good = await keeping.ask("POST", "/settings", { text: "a", version: "v1" });
  expect(asked).toEqual({ text: "a", version: "v1" });
  expect(good.json).toEqual({
    object: "organization.settings.applied",
    version: "v2",
    in_force: true,
    changed: ["models"],
    needs_restart: ["port"],
    warnings: ["w"],
  });
  const late = await keeping.ask("POST", "/settings", { text: "a", version: "v0" });
  expect([late.status, late.json["error"]]).toEqual([409, expect.objectContaining({ param: "version" })]);
});

test("a provider is added, and its key is not in the answer", async () => {
  use({
    addProvider: async (_actor, provider) => {
      asked = { ...provider, key: provider.key?.reveal() };
      return {
        ...applied,
        provider: {
          name: "up",
          type: "anthropic",
          origin: "https://up.example",
          keyFrom: "stored",
          setAt: 5_000,
        },
      };
    },
  });
  const body = {
    name: "up",
    type: "anthropic",
    base_url: "https://up.example",
    key: "sk-up-secret",
    model: { name: "a", model: "b" },
  };
  const { text, json } = await keeping.ask("POST", "/settings/providers", body);
  expect(asked).toEqual({
    name: "up",
    type: "anthropic",
    baseUrl: "https://up.example",
    key: "sk-up-secret",
    model: { name: "a", model: "b" },
  });
  expect(text).not.toContain("sk-up-secret");
  expect(json).toMatchObject({
    in_force: true,
    provider: { name: "up", key: { from: "stored", set: true, set_at: 5 } },
  });
});

test.each([
  ["/settings", { text: "a" }],
  ["/settings", { text: 1, version: "v" }],
  ["/settings/check", {}],
  ["/settings/providers", { name: "a" }],
  ["/settings/providers", { name: "a", type: "b", folder: "/etc" }],
])("POST %s with %j is refused", async (path, body) => {
  expect((await keeping.ask("POST", path, body)).status).toBe(400);
});

test("who is no admin is not let in", async () => {
  const viewer = await keeping.key({ role: "viewer" });
  expect((await keeping.ask("GET", "/settings", undefined, viewer)).status).toBe(403);
  expect((await keeping.ask("POST", "/settings/check", { text: "a" }, viewer)).status).toBe(403);
});
