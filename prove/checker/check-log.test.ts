import { expect, test } from "vitest";
import { checkLog } from "./check-log.ts";

const line = (text: string): string => `${JSON.stringify({ level: 40, text })}\n`;

test("what is escaped is nobody's line and nobody's order", () => {
  expect(checkLog(line('\u001b[31m\n{"level":50}') + line("Grüße"))).toEqual([]);
});

test.each([
  ["an order to the terminal", line("x").replace("x", "\u001b[2J"), "log-unescaped"],
  ["one of the second set", line("\u009b2J"), "log-unescaped"],
  ["a forged line", `${line("x")}{"level":50,"forged":1}\n`, "log-forged"],
  ["half a line", `${line("x")}red\n`, "log-forged"],
])("%s is found", (_name, text, rule) => {
  expect(checkLog(text)).toMatchObject([{ rule }]);
});
