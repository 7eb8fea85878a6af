import { closeSync, openSync } from "node:fs";

/**
 * Whether the terminal in which the program was started has been closed: that sends SIGHUP, too, and asks for the end and
 * not for new settings. Without a terminal there is none to be closed.
 */
export function terminalIsGone(stdin: { readonly isTTY?: boolean }): boolean {
  if (stdin.isTTY !== true) return false;
  try {
    closeSync(openSync("/dev/tty", "r"));
    return false;
  } catch {
    return true;
  }
}
