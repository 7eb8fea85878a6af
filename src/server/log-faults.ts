import type { Logger } from "pino";

/** A fault in one call must not end the others (ASVS 5.0, 16.5.4). It is logged, and is a bug. */
export function logFaults(logger: Logger): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => logger.fatal({ error }, event));
  }
}
