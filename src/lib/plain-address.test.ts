import { expect, test } from "vitest";
import { plainAddress } from "./plain-address.ts";

test.each([
  ["https://api.example.com/v1", "https://api.example.com/v1"],
  ["HTTPS://API.example.com", "https://api.example.com/"],
  ["http://127.0.0.1:8080/a%2Fb/", "http://127.0.0.1:8080/a%2Fb/"],
  ["http://[::1]:8080/v1", "http://[::1]:8080/v1"],
  ["http://localhost./v1", "http://localhost./v1"],
  ["https://bücher.example/v1", "https://xn--bcher-kva.example/v1"],
  ["https://example.com/.well-known/..a", "https://example.com/.well-known/..a"],
])("%s is taken", (text, href) => {
  expect(plainAddress(text)?.href).toBe(href);
});

test.each([
  "",
  "api.example.com/v1",
  "//api.example.com",
  "ftp://api.example.com",
  "http:/api.example.com",
  "http:///api.example.com",
  "http://",
  "http://user@api.example.com",
  "http://user:word@api.example.com",
  "http://@api.example.com",
  "http://api.example.com?",
  "http://api.example.com#",
  "http://api.example.com\\@127.0.0.1",
  " http://api.example.com",
  "http://api.example.com\r\nhost: x",
  "http://api.example.com/\u0000",
  "http://0x7f.1/v1",
  "http://127.1/v1",
  "http://2130706433/v1",
  "http://017700000001/v1",
  "http://①②⑦.⓪.⓪.①/v1",
  "http://127%2e0%2e0%2e1/v1",
  "http://example.com/a/../v1",
  "http://example.com/./v1",
  "http://example.com/%2e%2e/v1",
  "http://example.com/v1/.%2E",
  "http://example.com:99999/v1",
])("%j is not", (text) => {
  expect(plainAddress(text)).toBeUndefined();
});
