import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { plainEnvironment, startChild } from "../../bench/lib/child.ts";
import type { Cleanup } from "../../bench/lib/cleanup.ts";

const startLimitMs = 20_000;
/** On this machine a connection stands at once, or nobody takes it. */
const noticeMs = 500;
/** The queue of a port has room for a few whom nobody accepts. */
const mostWaiting = 64;

/** A port that does not answer at all, as if the way to it were cut. */
export async function startDeaf(cleanup: Cleanup): Promise<number> {
  const child = startChild({
    command: process.execPath,
    args: [join(import.meta.dirname, "deaf/main.ts")],
    env: plainEnvironment(),
    cores: undefined,
  });
  const waiting: Socket[] = [];
  cleanup.add(async () => {
    for (const socket of waiting) socket.destroy();
    process.kill(child.pid, "SIGCONT");
    await child.stop();
  });
  const [address = ""] = await child.find([/http:\/\/127\.0\.0\.1:\d+/], startLimitMs);
  const port = Number(new URL(address).port);
  process.kill(child.pid, "SIGSTOP");
  while (waiting.length < mostWaiting) {
    const socket = connect(port, "127.0.0.1");
    waiting.push(socket);
    if (!(await stands(socket))) return port;
  }
  throw new Error(`${mostWaiting} connections stand, and nobody accepts them`);
}

function stands(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), noticeMs);
    socket.on("error", () => resolve(false));
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
