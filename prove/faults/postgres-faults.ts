import type { Postgres } from "../../scripts/services/postgres.ts";
import type { Fault } from "./fault.ts";

/** All processes of PostgreSQL are killed, as by a power cut, and started again at the end. */
export function createKilledFault(server: Postgres): Fault {
  return {
    title: "killed",
    total: true,
    begin: () => Promise.resolve(server.kill9()),
    end: () => server.restart(),
  };
}

/** It takes connections, and nothing answers. */
export function createFrozenFault(server: Postgres): Fault {
  return {
    title: "frozen",
    total: true,
    begin: () => Promise.resolve(server.freeze()),
    end: () => Promise.resolve(server.thaw()),
  };
}
