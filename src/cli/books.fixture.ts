import { defaultProject } from "../admin/projects.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import { openKeeper } from "../server/keeper.ts";
import type { AttemptEnding, AttemptOpening } from "../spec/ledger.ts";
import type { World } from "./world.fixture.ts";

export interface Entry {
  /** When the call came in, in Unix milliseconds. */
  readonly at: number;
  readonly opening?: Partial<AttemptOpening>;
  /** Absent for an attempt that is still under way. */
  readonly ending?: Partial<AttemptEnding>;
}

/** Writes attempts into the data of a world, as a server would have. Gives the id of the project. */
export async function writeBooks(world: World, entries: readonly Entry[]): Promise<string> {
  const { keys, close } = await openKeeper(world.data);
  const project = await defaultProject(keys);
  const { ledger } = keys.stores;
  await Promise.all(
    entries.map(async ({ at, opening, ending }) => {
      const id = { callId: timeOrderedId("req", at), attempt: 1 };
      const begun: AttemptOpening = {
        ...id,
        instanceId: "inst_1",
        projectId: project.id,
        kind: "generate",
        provider: "rehearsal",
        model: "rehearsal",
        settingsVersion: "s1",
        atMost: {},
        openedAt: at,
        holds: [],
        ...opening,
      };
      await ledger.open(begun);
      if (ending === undefined) return;
      await ledger.settle({
        callId: begun.callId,
        attempt: begun.attempt,
        state: "settled",
        outcome: "ended",
        forwarded: { bytes: 10, pieces: 2 },
        endedAt: at + 5,
        charges: [],
        ...ending,
      });
    }),
  );
  await close();
  return project.id;
}
