import { expect, test } from "vitest";
import { projectsSearchOf } from "./view.ts";

test("an address says what is shown, and nothing unknown", () => {
  expect(projectsSearchOf({ view: "people" })).toEqual({ view: "people" });
  expect(projectsSearchOf({ archived: true, view: "projects" })).toEqual({ archived: true });
  expect(projectsSearchOf({ view: "cellar", archived: "yes" })).toEqual({});
});
