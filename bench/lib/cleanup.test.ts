import { expect, test, vi } from "vitest";
import { createCleanup } from "./cleanup.ts";

test("undoes in reverse order, each deed once", async () => {
  const done: string[] = [];
  const cleanup = createCleanup();
  cleanup.add(() => void done.push("folder"));
  const stopServer = cleanup.add(() => void done.push("server"));
  cleanup.add(() => void done.push("load"));
  await stopServer();
  await stopServer();
  await cleanup.run();
  await cleanup.run();
  expect(done).toEqual(["server", "load", "folder"]);
});

test("a deed that fails keeps no other from being done, and is told", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const cleanup = createCleanup();
  let removed = false;
  cleanup.add(() => {
    removed = true;
  });
  cleanup.add(() => {
    throw new Error("will not stop");
  });
  await cleanup.run();
  expect(removed).toBe(true);
  expect(told).toHaveBeenCalledWith(expect.stringContaining("will not stop"));
  told.mockRestore();
});
