import { expect, test } from "vitest";
import type { UsageFigures } from "../spec/usage-report.ts";
import { addFigures } from "./add-figures.ts";

const none = { unknown: 0 };
const figures: UsageFigures = {
  requests: 1,
  open: 0,
  estimated: 0,
  inputTokens: { known: 1, unknown: 0 },
  cachedTokens: none,
  cacheWriteTokens: none,
  outputTokens: none,
  reasoningTokens: none,
  costMicros: { unknown: 1 },
};

test("a total knows what its parts know, and no more", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const other = { ...figures, requests: 2, inputTokens: { known: most, unknown: 1 } };
  expect(addFigures([figures, other])).toMatchObject({
    requests: 3,
    inputTokens: { known: most, unknown: 1 },
    outputTokens: { unknown: 0 },
    costMicros: { unknown: 2 },
  });
  expect(addFigures([figures, other]).costMicros).not.toHaveProperty("known");
  expect(addFigures([])).toMatchObject({ requests: 0, costMicros: { known: 0, unknown: 0 } });
});
