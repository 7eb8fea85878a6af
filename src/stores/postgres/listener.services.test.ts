import { connect, createServer, type Server, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createListener } from "./listener.ts";
import { freshDatabase } from "./test-database.fixture.ts";

interface Wire {
  readonly url: string;
  /** Nothing goes over it any more, and nobody says so. */
  freeze(): void;
  /** Nobody gets on it. */
  cut(): void;
}

/** A way to the database of which something can be wrong while the database is well. */
async function startWire(to: string): Promise<Wire> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(to);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as { readonly port: number }).port);
  return {
    url: url.href,
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listenOver(url: string): Promise<{ readonly heard: readonly number[] }> {
  const listener = await createListener({ url, deadline: 2_000, self: "listener_me" });
  onTestFinished(() => listener.stop());
  const heard: number[] = [];
  listener.watch(() => heard.push(performance.now()));
  return { heard };
}

test("a connection that falls silent is a change within five seconds", { timeout: 30_000 }, async () => {
  const wire = await startWire(await freshDatabase());
  const { heard } = await listenOver(wire.url);
  wire.freeze();
  const begun = performance.now();
  await expect.poll(() => heard.length, { timeout: 15_000, interval: 50 }).toBeGreaterThan(0);
  expect((heard[0] ?? Infinity) - begun).toBeLessThan(8_000);
});

test(
  "as long as nothing can be heard, something may have changed all the time",
  { timeout: 30_000 },
  async () => {
    const wire = await startWire(await freshDatabase());
    const { heard } = await listenOver(wire.url);
    wire.cut();
    await expect.poll(() => heard.length, { timeout: 15_000, interval: 50 }).toBeGreaterThan(2);
    const apart = heard.slice(2).map((at, place) => at - (heard[place + 1] ?? at));
    for (const ms of apart) expect(ms).toBeGreaterThanOrEqual(1_900);
  },
);
