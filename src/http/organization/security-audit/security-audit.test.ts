import { afterAll, beforeAll, expect, test } from "vitest";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
beforeAll(async () => {
  keeping = await openKeeping();
});
afterAll(() => keeping.served.close());

test("an admin reads what could be safer, the worst first, with what to do", async () => {
  expect((await keeping.ask("GET", "/security_audit")).json).toMatchObject({ findings: [] });
  keeping.served.findings = [
    { id: "no-tls", severity: "critical", message: "No TLS.", remedy: "Set tls." },
    { id: "stale-key", severity: "medium", message: "Not used.", remedy: "Revoke it.", subject: "key_1" },
  ];
  const { status, json } = await keeping.ask("GET", "/security_audit");
  expect(status).toBe(200);
  expect(json).toEqual({
    object: "organization.security_audit",
    checked_at: expect.any(Number),
    findings: [
      { id: "no-tls", severity: "critical", message: "No TLS.", remedy: "Set tls.", subject: null },
      { id: "stale-key", severity: "medium", message: "Not used.", remedy: "Revoke it.", subject: "key_1" },
    ],
  });
});

test.each([
  ["a viewer of the installation", { role: "viewer", scopes: ["admin"] }],
  ["the owner of a project", { projectRole: "owner", scopes: ["admin"] }],
  ["an admin's key without the scope", { role: "admin", scopes: ["chat"] }],
] as const)("not %s: it says where to break in, too", async (_name, input) => {
  const key = await keeping.key({ ...input, scopes: [...input.scopes] });
  const { status, text } = await keeping.ask("GET", "/security_audit", undefined, key);
  expect([status, text.includes("findings")]).toEqual([403, false]);
});
