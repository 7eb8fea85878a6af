import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test("what strangers say can neither order a terminal about nor begin a line", () => {
  const words = "\u001b[2J\u009b31m\u007f\u2028\r\n{}";
  const program = `
    import { createLogger } from ${JSON.stringify(new URL("logger.ts", import.meta.url).href)};
    createLogger("warn").warn({ words: ${JSON.stringify(words)} }, "said");
  `;
  const script = `exec "$0" --input-type=module-typescript -e "$1" 2>&1`;
  const text = execFileSync("/bin/sh", ["-c", script, process.execPath, program], { encoding: "utf8" });
  expect(text).toMatch(/^[\u0020-\u007e]+\n$/);
  expect(JSON.parse(text)).toMatchObject({ words, msg: "said" });
});
