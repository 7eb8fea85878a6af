import { expect, test } from "vitest";
import { printedStart } from "./printed-start.ts";

const key = `sk-parley-${"a1B2".repeat(12)}`;

test("nothing yet, and half of it", () => {
  expect(printedStart("")).toEqual({});
  expect(printedStart("Parley listens at http://127.0.0.1:42")).toEqual({});
  expect(printedStart("Parley listens at http://127.0.0.1:4242\n  curl http://127.0.0.1:4242 \\\n")).toEqual({
    address: "http://127.0.0.1:4242",
  });
});

test("the address, the key and a command of several lines", () => {
  const output = [
    "> parley@0.1.0 start",
    "Parley listens at http://127.0.0.1:4242",
    `Your first key: ${key}`,
    "Try it:",
    "  curl http://127.0.0.1:4242/v1/chat \\",
    `    -H 'authorization: Bearer ${key}' \\`,
    `    -d '{"prompt": "Hello"}'`,
    "Ctrl-C stops it.",
    "",
  ].join("\n");
  expect(printedStart(output)).toEqual({
    address: "http://127.0.0.1:4242",
    key,
    curl: [
      "curl http://127.0.0.1:4242/v1/chat \\",
      `    -H 'authorization: Bearer ${key}' \\`,
      `    -d '{"prompt": "Hello"}'`,
    ].join("\n"),
  });
});

test("a command of one line, after a prompt", () => {
  expect(printedStart("$ curl http://[::1]:80/v1/models\n")).toMatchObject({
    curl: "curl http://[::1]:80/v1/models",
  });
});
