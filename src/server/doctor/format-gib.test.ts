import { expect, test } from "vitest";
import { formatGib } from "./format-gib.ts";

test.each([
  [0, "0 MiB"],
  [1024 ** 3 - 1, "1023 MiB"],
  [1024 ** 3, "1.0 GiB"],
  [7.6 * 1024 ** 3, "7.6 GiB"],
])("%i bytes are %s", (bytes, text) => {
  expect(formatGib(bytes)).toBe(text);
});
