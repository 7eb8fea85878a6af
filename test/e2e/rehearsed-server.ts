import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** `parley rehearse` as a user starts it, in a process of its own. */
export interface RehearsedServer {
  readonly as: string;
  readonly url: string;
  /** What its official clients want. */
  readonly clientUrl: string;
  /** What Parley's settings want as `baseUrl`. */
  readonly baseUrl: string;
  /** Ends it as an operator would. Fails when it does not end well. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

/** Longest time to wait for it to say that it is there, in milliseconds. */
const patience = 30_000;

export async function startRehearsedServer(as: string): Promise<RehearsedServer> {
  const child = spawn(process.execPath, [program, "rehearse", "--as", as, "--port", "0", "--json"], {
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (piece: Buffer) => (log += piece.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no rehearsal in time: ${log}`)), patience);
    createInterface({ input: child.stdout }).once("line", (text) => {
      clearTimeout(timer);
      resolve(text);
    });
    child.once("exit", (code) => reject(new Error(`the rehearsal ended with ${code}: ${log}`)));
  });
  const said = JSON.parse(line) as { url: string; client_url: string; base_url: string };
  return {
    as,
    url: said.url,
    clientUrl: said.client_url,
    baseUrl: said.base_url,
    async stop() {
      child.kill("SIGTERM");
      const code = await exited;
      if (code !== 0 || log !== "") throw new Error(`the rehearsal ended with ${code}: ${log}`);
    },
  };
}
