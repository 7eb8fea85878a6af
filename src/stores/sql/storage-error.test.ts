import { expect, test } from "vitest";

import { ParleyError } from "../../spec/errors.ts";
import { storageError } from "./storage-error.ts";

test("a database's fault becomes storage_unavailable, with the cause kept and not shown", () => {
  const cause = new Error("disk I/O error in /secret/place");
  const error = storageError(cause);
  expect(error).toMatchObject({ code: "storage_unavailable", cause });
  expect(error.message).not.toContain("secret");
});

test.each([new TypeError("a slip"), new ParleyError("not_found")])("%s stays as it is", (error) => {
  expect(storageError(error)).toBe(error);
});
