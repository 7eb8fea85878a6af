/**
 * Asks for `/healthz` again and again, in a process of its own, so that the load's own work is not measured with it:
 * `node prove/load/probe/main.ts <port> <seconds>`. Prints the milliseconds of each answer as JSON; -1 for none.
 */
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const [port = 0, seconds = 0] = process.argv.slice(2).map(Number);
const everyMs = 25;
const patienceMs = 5_000;

/** On a connection of its own, as a load balancer would. */
function ask(): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const request = get(
      { host: "127.0.0.1", port, path: "/healthz", agent: false, timeout: patienceMs },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode === 200 ? performance.now() - begun : -1));
        response.once("error", () => resolve(-1));
      },
    );
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(-1));
  });
}

const times: number[] = [];
const end = performance.now() + seconds * 1_000;
for (let due = performance.now(); due < end; due += everyMs) {
  const early = due - performance.now();
  if (early > 0) await sleep(early);
  else due = performance.now();
  times.push(await ask());
}
console.log(JSON.stringify(times.map((ms) => Math.round(ms * 100) / 100)));
