import { expect, test } from "vitest";

import { createLine } from "./line.ts";

test("serves one at a time, in the order of asking, also after a failure", async () => {
  const line = createLine();
  const log: string[] = [];
  async function visit(name: string): Promise<void> {
    const leave = await line.enter();
    try {
      log.push(`${name} in`);
      await Promise.resolve();
      if (name === "b") throw new Error("b fell");
    } finally {
      log.push(`${name} out`);
      leave();
    }
  }
  await Promise.allSettled(["a", "b", "c"].map(visit));
  expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
});
