import { describe, expect, test } from "vitest";
import { errorOf, load } from "./settings.fixture.ts";

describe("accounts", () => {
  test("have defaults that let nobody in by himself", () => {
    expect(load("accounts:\n").accounts).toEqual({
      registration: "invitation",
      sessionIdleMs: 86_400_000,
      sessionMostMs: 30 * 86_400_000,
    });
  });

  test.each(["http://parley.example", "https://parley.example/path", '"*"', "ftp://localhost"])(
    "are not at %s",
    (origin) => {
      expect(errorOf(`accounts: { origin: ${origin} }\n`)).toContain("accounts.origin");
    },
  );

  test.each(["https://parley.example", "http://localhost:4242", "https://parley.example:8443"])(
    "may be at %s",
    (origin) => {
      expect(load(`accounts: { origin: "${origin}" }\n`).accounts.origin).toBe(origin);
    },
  );
});

describe("single sign-on", () => {
  const provider = (more = ""): string =>
    `sso: { corp: { issuer: "https://login.example/t/1", clientId: parley${more} } }\n`;

  test("has the usual scopes and gives nobody anything by itself", () => {
    expect(load(provider()).sso).toEqual([
      {
        name: "corp",
        issuer: "https://login.example/t/1",
        clientId: "parley",
        scopes: ["openid", "email", "profile"],
        groupsClaim: "groups",
        roles: {},
        projects: {},
        linkByEmail: false,
      },
    ]);
  });

  test("asks for openid in any case, and keeps its secret", () => {
    const [corp] = load(provider(`, scopes: [email], clientSecret: \${S}`), { S: "hush-hush" }).sso;
    expect(corp?.scopes).toEqual(["openid", "email"]);
    expect(corp?.clientSecret?.reveal()).toBe("hush-hush");
    expect(JSON.stringify(corp)).not.toContain("hush");
  });

  test.each([
    ["http://login.example", "issuer"],
    ["https://u:p@login.example", "issuer"],
    ["https://login.example/?a=b", "issuer"],
  ])("is not at %s", (issuer, name) => {
    expect(errorOf(`sso: { corp: { issuer: "${issuer}", clientId: x } }\n`)).toContain(name);
  });

  test("knows the four roles alone", () => {
    expect(errorOf(provider(", roles: { staff: king }"))).toContain("roles.staff");
    expect(load(provider(', roles: { "*": viewer }')).sso[0]?.roles).toEqual({ "*": "viewer" });
  });
});
