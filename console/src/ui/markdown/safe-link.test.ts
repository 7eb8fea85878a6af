import { expect, test } from "vitest";
import { safeLink } from "./safe-link.ts";

test.each(["https://a.example/b?c#d", "http://a.example/", "mailto:a@b.example"])(
  "%s is a link",
  (address) => {
    expect(safeLink(address)).toBe(address);
  },
);

test.each([
  "javascript:alert(1)",
  " javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "blob:https://a.example/1",
  "file:///etc/passwd",
  "//a.example/",
  "/v1/models",
  "",
])("%j is none", (address) => {
  expect(safeLink(address)).toBeUndefined();
});
