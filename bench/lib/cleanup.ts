/**
 * What has to be undone at the end, whichever way the program ends: children to stop, folders to remove.
 */
export interface Cleanup {
  /** Registers a deed; deeds run last in, first out, each once. Returns a function that does it now. */
  add(deed: () => Promise<void> | void): () => Promise<void>;
  /** Does all that is left. One deed that fails does not keep the others from running. */
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const deeds: (() => Promise<void> | void)[] = [];

  async function run(): Promise<void> {
    for (let deed = deeds.pop(); deed !== undefined; deed = deeds.pop()) {
      try {
        await deed();
      } catch (error) {
        console.error(`cleaning up: ${String(error)}`);
      }
    }
  }

  function add(deed: () => Promise<void> | void): () => Promise<void> {
    deeds.push(deed);
    return async () => {
      const index = deeds.indexOf(deed);
      if (index === -1) return;
      deeds.splice(index, 1);
      await deed();
    };
  }

  return { add, run };
}

/** Cleans up and exits with 128 + signal number when the user or the system asks this program to end. */
export function cleanUpOnSignals(cleanup: Cleanup): void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  let ending = false;
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (ending) return; // a terminal's Ctrl-C through npm arrives twice
      ending = true;
      process.exitCode = codes[signal];
      console.error(`\n${signal}: stopping the servers and removing temporary files …`);
      void cleanup.run().then(() => process.exit(codes[signal]));
    });
  }
}

/** Runs a program's `main` to its end, says in one line what it (`name`) failed of, and cleans up whatever happens. */
export async function runMain(name: string, cleanup: Cleanup, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    // A signal has set its own code; what then fails is only the children that it ended.
    if (process.exitCode === undefined) {
      console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  } finally {
    await cleanup.run();
  }
}
