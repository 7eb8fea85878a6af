import { digest } from "../settings/digest.ts";
import type { Settings } from "../settings/settings.ts";

/** What a running server cannot change: it listens there, and what it keeps is there. */
const fixed = [
  "host",
  "port",
  "tls",
  "data",
  "database",
  "durability",
  "secret",
  "workers",
  "overload",
  "audit",
] as const satisfies readonly (keyof Settings)[];

export interface Kept {
  /** The new settings, with what cannot change as it was. */
  readonly settings: Settings;
  /** Names of settings that the file says otherwise than the server has them, until it is restarted. */
  readonly waiting: readonly string[];
}

/** @param wanted The settings as they would be at a start. */
export function keepFixed(running: Settings, wanted: Settings): Kept {
  const waiting: string[] = fixed.filter((name) => differs(running[name], wanted[name]));
  const { headerBytes } = running.limits;
  if (wanted.limits.headerBytes !== headerBytes) waiting.push("limits.headerBytes");
  const { tls: _tls, database: _database, secret: _secret, ...rest } = wanted;
  const kept = Object.fromEntries(
    fixed.flatMap((name) => (running[name] === undefined ? [] : [[name, running[name]]])),
  );
  return {
    settings: Object.freeze({ ...rest, ...kept, limits: { ...wanted.limits, headerBytes } }),
    waiting,
  };
}

function differs(one: unknown, other: unknown): boolean {
  return digest({ value: one }) !== digest({ value: other });
}
