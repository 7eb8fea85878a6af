import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZodArray, ZodObject } from "zod";
import { scopes, usualScopes } from "../../spec/scope.ts";
import type { Route } from "../route.ts";
import { accountRoutes, guardedRoutes, openRoutes, viewerActions } from "./access-table.fixture.ts";
import { nameOf, openProof, type Proof, scopeAndAction, type Verdict } from "./proof.fixture.ts";

let proof: Proof;
beforeAll(async () => {
  proof = await openProof();
});
afterAll(() => proof.keeping.served.close());

describe("the route table", () => {
  test("every route is listed, and no other", () => {
    const isListed = (name: string): boolean =>
      guardedRoutes[name] !== undefined ||
      accountRoutes.includes(name) ||
      openRoutes.some((open) => open.test(name));
    const names = proof.keeping.served.routes.map(nameOf);
    expect(names.filter((name) => !isListed(name))).toEqual([]);
    const there = new Set(proof.keeping.served.routes.map(nameOf));
    const listed = [...Object.keys(guardedRoutes), ...accountRoutes];
    expect(listed.filter((name) => !there.has(name))).toEqual([]);
  });

  test("says what the list says", () => {
    for (const route of proof.keeping.served.routes) {
      const [, action] = scopeAndAction(route);
      const isOpen = guardedRoutes[nameOf(route)] === undefined;
      const isOwn = accountRoutes.includes(nameOf(route));
      const expected = isOwn ? "account" : isOpen ? "open" : (action ?? "key");
      expect([nameOf(route), route.access]).toEqual([nameOf(route), expected]);
    }
  });
});

/** What an answer is made of: itself, and what is in its list. */
function membersOf(schema: unknown): readonly string[] {
  if (!(schema instanceof ZodObject)) return [];
  const { data } = schema.shape as { readonly data?: unknown };
  const one = data instanceof ZodArray ? membersOf(data.element) : [];
  return [...Object.keys(schema.shape), ...one];
}

test("whatever can be changed says what its reader may do with it", () => {
  const { routes } = proof.keeping.served;
  const writes = routes.filter((route) => {
    const [, action] = scopeAndAction(route);
    return route.method !== "GET" && action !== undefined && !action.endsWith(".read");
  });
  const isChanged = (path: string): boolean =>
    writes.some((write) => write.path === path || write.path.startsWith(`${path}/`));
  const reads = routes.filter(
    ({ method, path }) => method === "GET" && path.startsWith("/v1/organization/") && isChanged(path),
  );
  expect(reads.length).toBeGreaterThan(15);
  // Of sessions it is said with the person whose they are.
  const silent = reads.filter(({ path, response }) => {
    return !path.endsWith("/sessions") && !membersOf(response).includes("can");
  });
  expect(silent.map(nameOf)).toEqual([]);
});

describe("who calls", () => {
  test("without a key nobody is let in, and is told how to come in", async () => {
    expect(
      await proof.misjudged(
        () => ({}),
        () => "no key",
      ),
    ).toEqual([]);
    const bare = await proof.ask("GET", "/v1/models", {});
    expect(bare.challenge).toBe('Bearer realm="parley"');
  });

  test.each(["malformed", "unknown", "revoked", "expired", "replaced"])(
    "a key that is %s is none",
    async (name) => {
      expect(
        await proof.misjudged(
          () => proof.bearer(name),
          () => "no key",
        ),
      ).toEqual([]);
      const { challenge } = await proof.ask("GET", "/v1/models", proof.bearer(name));
      expect(challenge).toBe('Bearer realm="parley", error="invalid_token"');
    },
  );

  test.each(["elsewhere", "another page"])("a key for %s is refused everywhere", async (name) => {
    expect(
      await proof.misjudged(
        () => proof.bearer(name),
        () => "no right",
      ),
    ).toEqual([]);
  });

  test("a usual key may ask models, and keep no house", async () => {
    const usual: readonly string[] = usualScopes;
    const expected = (route: Route): Verdict =>
      usual.includes(scopeAndAction(route)[0]) ? "in" : "no right";
    expect(await proof.misjudged(() => proof.bearer("caller"), expected)).toEqual([]);
  });

  test.each(scopes)("a key with the scope %s alone has no other part of the API", async (scope) => {
    const expected = (route: Route): Verdict => (scopeAndAction(route)[0] === scope ? "in" : "no right");
    expect(await proof.misjudged(() => proof.bearer(`only ${scope}`), expected)).toEqual([]);
  });

  test("a member keeps no house, whatever its scopes: what it may see is of its project alone", async () => {
    const wrong = await proof.misjudged(
      () => proof.bearer("member with all scopes"),
      (route) => {
        const [, action] = scopeAndAction(route);
        if (action === undefined) return "in";
        const isOfProjects =
          /^(?:project|project_user|service_account|key|limit|budget|usage|request|anomaly)\.read$/.test(
            action,
          );
        // Keys that are its own: others look as if they were not there.
        const isOwn = /^key\.(?:create|update|rotate|revoke)$/.test(action);
        return isOfProjects || isOwn ? "in" : "no right";
      },
    );
    expect(wrong).toEqual([]);
  });

  test("no key is let in where people keep their own accounts", async () => {
    const routes = proof.keeping.served.routes.filter((route) => accountRoutes.includes(nameOf(route)));
    for (const route of routes) {
      expect([nameOf(route), await proof.judge(route, {})]).toEqual([nameOf(route), "no key"]);
      for (const name of ["owner", "caller", "viewer"])
        expect(await proof.judge(route, proof.bearer(name))).toBe("no right");
    }
  });

  test("a viewer reads, an admin keeps house, the owner may do everything", async () => {
    const ofViewer = (route: Route): Verdict => {
      const [, action] = scopeAndAction(route);
      return action === undefined || viewerActions.includes(action) ? "in" : "no right";
    };
    expect(await proof.misjudged(() => proof.bearer("viewer"), ofViewer)).toEqual([]);
    expect(
      await proof.misjudged(
        () => proof.bearer("admin"),
        () => "in",
      ),
    ).toEqual([]);
    expect(
      await proof.misjudged(
        () => proof.bearer("owner"),
        () => "in",
      ),
    ).toEqual([]);
  });
});
