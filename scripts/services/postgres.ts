import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { descendants } from "../clone/descendants.ts";
import { findPostgresPrograms } from "./postgres-programs.ts";
import { serviceUser, type ServiceUser } from "./service-user.ts";
import { sparePort } from "./spare-port.ts";

/** A PostgreSQL that is ours alone, and that may be ill-treated. */
export interface Postgres {
  /** Such as `postgres://parley@127.0.0.1:40123/postgres`; the user may make further databases. */
  readonly url: string;
  /** Ends it in order, and removes everything that it wrote. */
  stop(): Promise<void>;
  /** Kills all its processes at once, as a power cut would. Its data stay, for `restart`. */
  kill9(): void;
  /** Halts all its processes: connections are still accepted by the system, and nothing answers. */
  freeze(): void;
  /** Lets all its processes go on. */
  thaw(): void;
  /** Ends what still runs, and starts again on the same data and port. */
  restart(): Promise<void>;
}

/** Longest time for a start and for a stop on a busy machine, in milliseconds. */
const patience = 30_000;

/** How often a start is tried: after `kill9` the system may need a moment to give memory and port back. */
const tries = 20;

/** Writes are made safe as in production; everything else is as small as it may be. */
const parameters = {
  fsync: "on",
  shared_buffers: "16MB",
  max_connections: "200",
  max_wal_size: "128MB",
  jit: "off",
  lc_messages: "C",
};

interface Place {
  readonly programs: string;
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly user: ServiceUser | undefined;
}

/** Starts a PostgreSQL of its own on a spare port of 127.0.0.1, in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPostgresPrograms(process.env["PATH"] ?? "");
  if (programs === undefined) throw new Error("PostgreSQL is not installed.");
  const user = serviceUser();
  const folder = mkdtempSync(join(tmpdir(), "parley-postgres-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const place: Place = { programs, folder, data: join(folder, "data"), port: await sparePort(), user };
  let server: ChildProcess;
  try {
    await initialise(place);
    server = await start(place);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  // Where nobody came to `stop` it: the process ends before its time.
  const lastResort = (): void => {
    signalAll(server, "SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  };
  process.once("exit", lastResort);
  return {
    url: `postgres://parley@127.0.0.1:${place.port}/postgres`,
    kill9: () => signalAll(server, "SIGKILL"),
    freeze: () => signalAll(server, "SIGSTOP"),
    thaw: () => signalAll(server, "SIGCONT"),
    async restart() {
      await end(server);
      server = await start(place);
    },
    async stop() {
      await end(server);
      process.off("exit", lastResort);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function initialise({ programs, data, folder, user }: Place): Promise<void> {
  // Nobody but this machine reaches it, and nothing in it is worth a password.
  const options = ["--username=parley", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
  await promisify(execFile)(join(programs, "initdb"), ["--pgdata", data, ...options], {
    cwd: folder,
    ...user,
  });
}

async function start(place: Place): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const child = spawn(join(place.programs, "postgres"), argumentsFor(place), {
      cwd: place.folder,
      stdio: ["ignore", "ignore", "pipe"],
      ...place.user,
    });
    const fault = await startFault(child);
    if (fault === undefined) return child;
    await end(child);
    if (attempt === tries) throw new Error(`PostgreSQL did not start:\n${fault}`);
    await sleep(100);
  }
}

function argumentsFor({ data, folder, port }: Place): readonly string[] {
  const all = {
    ...parameters,
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: folder,
  };
  return ["-D", data, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** Resolves with nothing once it takes connections; with what it has said when it ends or takes too long. */
function startFault(child: ChildProcess): Promise<string | undefined> {
  let log = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(log), patience);
    const done = (fault: string | undefined): void => {
      clearTimeout(timer);
      resolve(fault);
    };
    child.once("error", reject);
    child.once("close", () => done(log));
    child.stderr?.on("data", (piece: Buffer) => {
      // Read on for ever, or the pipe fills up; kept only while it starts.
      if (log.length > 100_000) return;
      log += piece.toString("utf8");
      if (log.includes("database system is ready to accept connections")) done(undefined);
    });
  });
}

/** In order if it can, else by force. Also ends one that is frozen, and one that has ended already. */
async function end(server: ChildProcess): Promise<void> {
  if (!runs(server)) return;
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  signalAll(server, "SIGCONT");
  // PostgreSQL's fast shutdown: open connections are closed, not waited for.
  server.kill("SIGINT");
  const timer = setTimeout(() => signalAll(server, "SIGKILL"), patience);
  await gone;
  clearTimeout(timer);
}

function runs({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** The postmaster first: it would otherwise see its children go, and act. */
function signalAll(server: ChildProcess, signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
  if (!runs(server) || server.pid === undefined) return;
  for (const pid of [server.pid, ...descendants(server.pid)]) {
    try {
      process.kill(pid, signal);
    } catch {
      // it ended by itself
    }
  }
}
