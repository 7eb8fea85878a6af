import { readFileSync, writeFileSync } from "node:fs";
import { writeTinyChatModel } from "./write-tiny-chat-model.ts";

/**
 * Writes a chat model of which the end is missing, as after a download that was cut.
 * @param where `weights`: what it is can still be read; `facts`: the file ends within its description.
 */
export function writeTruncated(path: string, where: "weights" | "facts" = "weights"): void {
  writeTinyChatModel(path, { name: "Tiny truncated" });
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, where === "facts" ? 3_000 : Math.floor(whole.length * 0.6)));
}
