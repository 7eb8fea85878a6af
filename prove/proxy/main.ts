/**
 * The proxy between Parley and its upstream, a process of its own: `node prove/proxy/main.ts <port> <seed>`.
 *
 * Carries bytes to 127.0.0.1:<port>, and treats each connection as its mood wants it: delayed, stalled, half-closed or
 * reset. Prints `http://127.0.0.1:PORT` and ends when its standard input closes.
 */
import { connect, createServer, type Socket } from "node:net";
import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import { drawMood, type Mood } from "./mood.ts";

const [target = 0, seed = 0] = process.argv.slice(2).map(Number);
const random = createSeededRandom(seed);

function carry(client: Socket, mood: Mood): void {
  const upstream = connect({ host: "127.0.0.1", port: target, noDelay: true, allowHalfOpen: true });
  let carried = 0;
  let over = false;
  client.on("data", (bytes) => upstream.write(bytes));
  client.on("end", () => upstream.end());
  upstream.on("data", (bytes) => {
    // Timers of one length keep their order, and so the bytes theirs.
    setTimeout(() => forward(bytes as Buffer), mood.delayMs);
  });
  upstream.on("end", () => setTimeout(() => over || client.end(), mood.delayMs));
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on("error", () => other.destroy());
    one.on("close", () => setTimeout(() => other.destroy(), mood.delayMs));
  }

  function forward(bytes: Buffer): void {
    if (over || client.destroyed) return;
    const left = mood.kind === "fair" ? bytes.length : Math.min(bytes.length, mood.after - carried);
    carried += left;
    client.write(bytes.subarray(0, left));
    if (left === bytes.length) return;
    over = true;
    if (mood.kind === "half-close") client.end();
    if (mood.kind === "reset") client.resetAndDestroy();
  }
}

const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) =>
  carry(client, drawMood(random)),
);

server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  console.log(`http://127.0.0.1:${address.port}`);
});

process.stdin.resume().on("end", () => process.exit(0));
