import { setTimeout as sleep } from "node:timers/promises";
import type { TlsOptions } from "../../http/app.ts";
import { readSettled } from "../reload/read-settled.ts";
import { settleMs, stamp, watchFile } from "../reload/watch-file.ts";
import type { TlsSettings } from "../settings/settings.ts";
import { loadTls } from "./load-tls.ts";

/** Pino's, as far as it is used. */
interface TlsLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * Reads the files of TLS again when one of them changes, and has `use` speak with them: who connects from then on sees
 * them, and who is connected notices nothing. Files that are no good change nothing, and the log says why. Returns what
 * ends it.
 */
export function keepTls(settings: TlsSettings, use: (options: TlsOptions) => void, log: TlsLog): () => void {
  let again = false;
  let working = false;
  const ending = new AbortController();

  async function once(): Promise<void> {
    try {
      // The two are written one after the other: read until they fit, and stay.
      const options = await readSettled(() => loadTls(settings), {
        stamp: async () => `${await stamp(settings.cert)} ${await stamp(settings.key)}`,
        sleep,
        settleMs,
      });
      if (ending.signal.aborted) return;
      use(options);
      log.info({}, "the certificate was read again");
    } catch (error) {
      log.error({ error }, "the new certificate is not used, and the old one is kept");
    }
  }
  async function work(): Promise<void> {
    while (again && !ending.signal.aborted) {
      again = false;
      await once();
    }
    working = false;
  }
  function changed(): void {
    again = true;
    if (working) return;
    working = true;
    void work();
  }
  const ends = [settings.cert, settings.key].map((path) => watchFile(path, changed));
  return () => {
    ending.abort();
    for (const end of ends) end();
  };
}
