import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { StartedServer } from "../e2e/started-server.ts";

const program = new URL("../../bin/parley.js", import.meta.url).pathname;

/** `parley … --json` on the data of a server that runs, as its operator says it at the terminal. */
export async function parley<T>(server: StartedServer, ...words: readonly string[]): Promise<T> {
  const env = { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words, "--json"], {
    cwd: server.data,
    env,
  });
  return JSON.parse(stdout) as T;
}
