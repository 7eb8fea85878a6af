import fc from "fast-check";
import { expect, test } from "vitest";
import { auditRecord } from "../../stores/sql/audit-rows.ts";
import { entryLine, readEntryLine } from "./entry-line.ts";
import { entry, logOf } from "./log.fixture.ts";

const [record] = logOf(1);
if (record === undefined) throw new Error("no entry");

test("a line reads back to its entry, whatever is in it, is one line, and steers no terminal", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), (text, value) => {
      const made = auditRecord(
        entry(1, {
          actor: { kind: "anonymous", id: text, name: text, userAgent: text },
          details: { value: value as never, text },
        }),
        { sequence: 7, at: 1_766_000_000_123, previous: "0".repeat(64) },
      );
      const line = entryLine(made);
      expect(line).not.toMatch(/\p{Cc}/u);
      expect(readEntryLine(line)).toEqual(made);
    }),
  );
});

test.each([
  ["another order", (line: string) => line.replace(/^\{("sequence":1),("id":"[^"]*")/, "{$2,$1")],
  ["a member more", (line: string) => line.replace(/\}$/, ',"x":1}')],
  ["a member twice", (line: string) => line.replace('"outcome":', '"outcome":"failed","outcome":')],
  ["a space", (line: string) => line.replace('"details":', '"details": ')],
  ["another time", (line: string) => line.replace(/"at":"[^"]*"/, '"at":"1970"')],
  ["a cut", (line: string) => line.slice(0, -4)],
  ["nothing", () => ""],
  ["no object", () => "null"],
])("a line with %s is none of ours", (_what, change) => {
  const line = entryLine(record);
  expect(change(line)).not.toBe(line);
  expect(readEntryLine(change(line))).toBeUndefined();
});

test("what somebody has put into a row is told, and is no entry", () => {
  const line = entryLine({ ...record, details: '{"a":1}\n\u001b[2J' });
  expect(line).not.toMatch(/\p{Cc}/u);
  expect(JSON.parse(line)).toMatchObject({ details: '{"a":1}\n\u001b[2J' });
});
