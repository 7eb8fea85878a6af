import type { AddressInfo } from "node:net";
import type { createApp } from "../http/app.ts";
import type { Fellows } from "./cluster/worker.ts";
import type { Settings } from "./settings/settings.ts";

type App = ReturnType<typeof createApp>;

/** Listens where the settings say, or on the socket of the process that this one follows. */
export async function listen(app: App, settings: Settings, fellows: Fellows | undefined): Promise<void> {
  const inherited = await fellows?.inherit();
  if (inherited === undefined) {
    await app.listen({ host: settings.host, port: settings.port, ...fellows?.listening });
    return;
  }
  await app.ready();
  await new Promise<void>((resolve, reject) => {
    app.server.once("error", reject);
    app.server.listen(inherited, resolve);
  });
}

/** Closes it, also where it listens on a socket that it was handed, which it does not know of. */
export async function closeApp(app: App): Promise<void> {
  await app.close();
  if (app.server.listening) await new Promise((resolve) => app.server.close(resolve));
}

/**
 * What the system listens on, which may be given to another process; `undefined` where that are several. Node hands
 * servers over only as ones that both processes accept for; node:cluster gives this away in the same manner.
 */
export function socketOf(app: App): object | undefined {
  const { _handle: handle } = app.server as object as { readonly _handle?: object | null };
  return app.addresses().length > 1 ? undefined : (handle ?? undefined);
}

/** Such as `http://127.0.0.1:4242`. */
export function urlOf(app: App, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
