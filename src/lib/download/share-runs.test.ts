import { expect, test } from "vitest";
import { shareRuns } from "./share-runs.ts";

test("one run at a time, one more for all who came meanwhile, and failures reach those who waited", async () => {
  const ends: ((error?: Error) => void)[] = [];
  const shared = shareRuns(
    () =>
      new Promise<void>((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      }),
  );
  const first = shared();
  const others = [shared(), shared()];
  expect(ends).toHaveLength(1);
  ends[0]?.(new Error("full"));
  await expect(first).rejects.toThrow("full");
  expect(ends).toHaveLength(2);
  const late = shared();
  ends[1]?.();
  await Promise.all(others);
  expect(ends).toHaveLength(3);
  ends[2]?.();
  await late;
  const again = shared();
  expect(ends).toHaveLength(4);
  ends[3]?.();
  await again;
});
