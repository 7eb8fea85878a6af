import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { Secret } from "../../lib/secret.ts";
import { baseUrl, origin } from "./addresses.ts";
import {
  apiKey,
  byteSize,
  choice,
  dollars,
  duration,
  folder,
  headerValue,
  host,
  integer,
  integerOr,
  text,
} from "./leaves.ts";
import { headerName, modelName, providerName } from "./names.ts";

/** Each row: what is written, and what it becomes. */
function checkTaken(schema: z.ZodType, rows: readonly (readonly [written: unknown, value: unknown])[]): void {
  expect(rows.map(([written]) => [written, schema.safeParse(written).data])).toEqual(rows);
}

function checkRefused(schema: z.ZodType, values: readonly unknown[]): void {
  const kinds = [undefined, null, true, {}, [], Number.NaN];
  expect([...values, ...kinds].filter((value) => schema.safeParse(value).success)).toEqual([]);
}

const same = (...values: readonly unknown[]) => values.map((value) => [value, value] as const);

describe("taken and refused", () => {
  test("numbers", () => {
    checkTaken(integer(0, 65_535), [...same(0, 80, 65_535), ["0", 0], ["0080", 80]]);
    checkTaken(integerOr(1, 64, "auto"), [...same(1, 64, "auto"), ["4", 4]]);
    checkRefused(integerOr(1, 64, "auto"), [0, 65, "0", "Auto", "", "auto ", true, null, Infinity]);
    checkRefused(integer(0, 65_535), [-1, 65_536, 1.5, "", "-1", "1.0", "0x10", " 1", "1e2", "٣", Infinity]);
  });

  test("durations and sizes", () => {
    checkTaken(duration("1ms", "1h"), [
      ["1ms", 1],
      ["1h", 3_600_000],
      ["1m30s", 90_000],
    ]);
    checkRefused(duration("1ms", "1h"), ["0s", "1h1ms", "60", 60, "", "1 h"]);
    checkTaken(byteSize("1KiB", "1MiB"), [
      ["1KiB", 1024],
      [1024, 1024],
      ["2048", 2048],
      ["1mib", 1_048_576],
    ]);
    checkRefused(byteSize("1KiB", "1MiB"), [1023, "1023B", "2MiB", "", "x"]);
  });

  test("amounts of money", () => {
    checkTaken(dollars(10), [
      [0, 0],
      [0.1, 100_000],
      ["0.000001", 1],
      ["$10", 10_000_000],
      [10, 10_000_000],
    ]);
    checkRefused(dollars(10), [10.000001, -0.1, 1e-7, "1e3", "", "$", "1,5", " 1", "€1", Infinity]);
  });

  test("words and texts", () => {
    checkTaken(choice(["a", "b"]), same("a", "b"));
    checkRefused(choice(["a", "b"]), ["A", "", "ab"]);
    checkTaken(text("a name"), same("x", "org/model:7b", "é", "x".repeat(256)));
    checkRefused(text("a name"), ["", "x".repeat(257), "a\nb", "\0", 5]);
    checkTaken(folder, same("./x", "/x y", "C:\\parley", "x~"));
    checkRefused(folder, ["", "~", "~/x", "a\0b"]);
  });

  test("hosts", () => {
    checkTaken(host, [
      ...same("127.0.0.1", "0.0.0.0", "::", "::1", "fe80::1", "localhost", "a.example", "my-host"),
      ["[::1]", "::1"],
    ]);
    checkRefused(host, [
      "",
      "http://a",
      "a:80",
      "127.0.0.1:80",
      "a b",
      "256.1.1.1",
      "1.2.3",
      "[a]",
      "-a",
      "a/b",
      "*",
    ]);
  });

  test("base addresses", () => {
    checkTaken(baseUrl, [
      ["https://api.openai.com/v1", "https://api.openai.com/v1"],
      ["https://api.openai.com/v1//", "https://api.openai.com/v1"],
      ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
      ["http://127.0.0.1:80/", "http://127.0.0.1"],
      ["http://[::1]:8080/v1", "http://[::1]:8080/v1"],
      ["HTTPS://A.Example/V1", "https://a.example/V1"],
    ]);
    const others =
      "api.openai.com/v1 localhost:8080 ftp://a/v1 file:///v1 https:// https:///v1 https:a http://a:99999/v1";
    const extras =
      "https://u@a/v1 https://u:p@a/v1 https://a/v1?x=1 https://a/v1? https://a/v1#x https://a\\b";
    const endpoints = "https://a/v1/chat/completions https://a/v1/embeddings/";
    checkRefused(baseUrl, [
      "",
      "https://a /v1",
      " https://a/v1",
      ...`${others} ${extras} ${endpoints}`.split(" "),
    ]);
  });

  test("origins of web pages", () => {
    checkTaken(origin, [
      ...same(
        "*",
        "https://app.example",
        "http://localhost:3000",
        "tauri://localhost",
        "chrome-extension://abc",
      ),
      ["HTTPS://App.Example:443", "https://app.example"],
    ]);
    checkRefused(origin, [
      "",
      "null",
      "app.example",
      "https://a/",
      "https://a/b",
      "https://*.a",
      "https://a?x",
      "https://u@a",
    ]);
  });

  test("names", () => {
    checkTaken(providerName, same("a", "openai", "A-1_b.c", "x".repeat(64)));
    checkRefused(providerName, [
      "",
      "x".repeat(65),
      "a/b",
      "a b",
      ".",
      "..",
      "-a",
      "_a",
      "*",
      "a:b",
      "é",
      "__proto__",
    ]);
    checkTaken(modelName, same("*", "chat", "llama3.2:3b"));
    checkRefused(modelName, ["", "a/b", "**", "a*", ":", "__proto__"]);
    checkTaken(headerName, same("x-team", "Authorization", "api-key"));
    checkRefused(headerName, [
      "",
      "a b",
      "a:",
      "host",
      "Content-Length",
      "TRANSFER-ENCODING",
      "proxy-authorization",
      "é",
    ]);
  });
});

describe("secrets", () => {
  const revealed = (schema: typeof apiKey, value: unknown) => schema.safeParse(value).data?.reveal();

  test("lose the space around them and nothing else", () => {
    expect(revealed(apiKey, " sk-live\n")).toBe("sk-live");
    expect(revealed(headerValue, "\tBasic a b ")).toBe("Basic a b");
    expect(revealed(apiKey, new Secret("sk-live"))).toBe("sk-live");
  });

  test("cannot carry anything else into a header", () => {
    checkRefused(apiKey, ["", " ", "a b", "a\nb", "a\r\nx: y", "é", "a\0", 5, "x".repeat(4097)]);
    checkRefused(headerValue, ["", "a\nb", "a\r\nx: y", "é", "a\0", 5, "x".repeat(8193)]);
  });
});
