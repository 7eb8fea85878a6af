/** Scenario 4: the database is locked, killed, frozen, or its disk is full. */
import { join } from "node:path";
import type { Violation } from "../checker/violation.ts";
import { makeDatabase, type PostgresDatabase } from "../databases/postgres-database.ts";
import type { Database } from "../databases/database.ts";
import type { Fault } from "../faults/fault.ts";
import { createLockFault } from "../faults/lock-fault.ts";
import { createFrozenFault, createKilledFault } from "../faults/postgres-faults.ts";
import { mountSmallDisk, noSmallDisk } from "../faults/small-disk.ts";
import { startSmallPostgres } from "../faults/small-postgres.ts";
import { liveThrough } from "./live-through.ts";
import { createRig, type Rig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";

/** Large enough for the database and its log before it is filled. */
const diskMebibytes = 24;

const rounds = { short: 1, full: 5 } as const;

type Trial = () => Promise<{ readonly rig: Rig; readonly fault: Fault }>;

export async function runOutage(world: World): Promise<Outcome> {
  const { database } = world;
  const told: string[] = [];
  const found: Violation[] = [];
  for (let round = 1; round <= rounds[world.size]; round++) {
    const trials = isPostgres(database) ? postgresTrials(world, database, round) : sqliteTrials(world, round);
    for (const trial of trials) {
      const { rig, fault } = await trial();
      const { counted, violations } = await liveThrough(world, rig, fault);
      told.push(`${fault.title}: ${counted}`);
      found.push(...violations.map((one) => ({ ...one, what: `${fault.title}: ${one.what}` })));
    }
  }
  const missing = noSmallDisk();
  if (missing !== undefined) told.push(`disk full: NOT TRIED, it ${missing}`);
  return { counted: told.join("; "), violations: found };
}

function isPostgres(database: Database): database is PostgresDatabase {
  return database.name === "postgres";
}

function sqliteTrials(world: World, round: number): readonly Trial[] {
  const locked: Trial = async () => {
    const rig = await createRig(world, `locked_${round}`);
    return { rig, fault: createLockFault(join(rig.data, "parley.db"), world.cleanup) };
  };
  const full: Trial = async () => {
    const data = join(world.folder, `disk_${round}`);
    const disk = await mountSmallDisk(data, diskMebibytes, world.cleanup);
    return { rig: await createRig(world, `full_${round}`, { prefix: disk.prefix, data }), fault: disk.fault };
  };
  return noSmallDisk() === undefined ? [locked, full] : [locked];
}

function postgresTrials(world: World, { server }: PostgresDatabase, round: number): readonly Trial[] {
  const killed: Trial = async () => ({
    rig: await createRig(world, `killed_${round}`),
    fault: createKilledFault(server),
  });
  const frozen: Trial = async () => ({
    rig: await createRig(world, `frozen_${round}`),
    fault: createFrozenFault(server),
  });
  const full: Trial = async () => {
    const { url, fault } = await startSmallPostgres(world.cleanup);
    const database = { PARLEY_DATABASE: await makeDatabase(url, "prove_full") };
    return { rig: await createRig(world, `full_${round}`, { database }), fault };
  };
  return noSmallDisk() === undefined ? [killed, frozen, full] : [killed, frozen];
}
