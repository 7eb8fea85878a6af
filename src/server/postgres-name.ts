import type { Secret } from "../lib/secret.ts";

/** The address of a database as it may be shown: `PostgreSQL at db.example:5432/parley`, without user and password. */
export function postgresName(address: Secret): string {
  const { host, pathname } = new URL(address.reveal());
  return `PostgreSQL at ${host}${pathname}`;
}
