import { afterAll, beforeAll, expect, test } from "vitest";
import { methodsOf } from "./route-match.ts";
import type { Route } from "./route.ts";
import { type Served, serveScripted } from "./serving.fixture.ts";

let served: Served;
beforeAll(async () => {
  served = await serveScripted();
});
afterAll(() => served.close());

const shown = ({ method, path }: Route): string => `${method} ${path}`;
/** A path that the route serves. */
const example = (path: string): string => path.replaceAll(/:\w+/g, "some").replace("*", "some");

test("everyday routes are routes of the whole table, and hide none of the others", () => {
  const all = served.routes.map(shown);
  const everyday = new Set(served.everyday.map(shown));
  expect([...everyday].filter((route) => !all.includes(route))).toEqual([]);
  const others = served.routes.filter((route) => !everyday.has(shown(route)));
  expect(others.length).toBeGreaterThan(50);
  const hidden = others.filter(({ method, path }) =>
    methodsOf(served.everyday, example(path)).includes(method),
  );
  expect(hidden.map(shown)).toEqual([]);
});

test("whatever costs money is there from the start", () => {
  const everyday = new Set(served.everyday.map(shown));
  const calls = served.routes.filter((route) => route.idempotent === true || route.hot === true);
  expect(calls.map(shown).filter((route) => !everyday.has(route))).toEqual([]);
});

test("many who ask for other routes at once, and the first of them, are all served", async () => {
  const headers = { authorization: `Bearer ${served.key}` };
  const paths = ["/openapi.json", "/v1/nothing", "/v1/conversations", "/v1/chat/completions"];
  const replies = await Promise.all(paths.map((path) => fetch(served.url + path, { headers })));
  expect(replies.map(({ status }) => status)).toEqual([200, 404, 200, 405]);
  expect(replies[3]?.headers.get("allow")).toBe("POST");
  const described = (await replies[0]?.json()) as { paths: object } | undefined;
  expect(Object.keys(described?.paths ?? {})).toEqual(
    expect.arrayContaining(["/v1/chat/completions", "/v1/organization/projects"]),
  );
});
