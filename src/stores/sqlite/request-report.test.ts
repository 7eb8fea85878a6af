import { expect, test } from "vitest";

import { openHeardStores } from "./heard-statements.fixture.ts";

const primary = "SEARCH requests USING PRIMARY KEY (id>? AND id<?)";
const ofProject = "INDEX requests_project_id (project_id=? AND id>? AND id<?)";
const ofKey = "INDEX requests_key_id (key_id=? AND id>? AND id<?)";

test.each([
  ["of everybody", {}, [primary, primary]],
  ["of several projects", { projectIds: ["a", "b"] }, [primary]],
  ["of one project", { projectIds: ["a"] }, [ofProject, ofProject]],
  ["of one key", { keyIds: ["k"], models: ["m"] }, [ofKey, ofKey]],
])(
  "a report %s reads what lies in its spans and is its own, and nothing else",
  async (_who, filter, wanted) => {
    const { stores, texts, planOf } = await openHeardStores();
    await stores.requests.report({
      spans: [
        { from: 0, until: 10 },
        { from: 10, until: 20 },
      ],
      groupBy: ["project", "model"],
      mostRows: 1_000,
      ...filter,
    });
    const details = texts.flatMap(planOf).filter((detail) => detail.includes("requests"));
    expect(details).toHaveLength(2);
    for (const [place, step] of wanted.entries()) expect(details[place]).toContain(step);
    for (const detail of details) expect(detail).toMatch(/id>\? AND id<\?/);
    await stores.close();
  },
);
