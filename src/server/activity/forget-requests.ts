import type { Clock } from "../../lib/clock.ts";
import type { Stores } from "../../spec/stores.ts";
import { expireAll } from "../expire-all.ts";
import { keepRounds, type Rounds } from "../rounds.ts";
import { retentionOf, type RequestLogSettings } from "./settings.ts";

/** How often it is looked for what is old, in milliseconds; how much is removed at a time, and the pause in between. */
const lookEvery = 60_000;
const batch = 100;
const pauseMs = 50;

export interface ForgetDeps {
  readonly stores: {
    readonly requests: Pick<Stores["requests"], "expire">;
    readonly projects: Pick<Stores["projects"], "list">;
  };
  readonly clock: Pick<Clock, "now">;
  /** As they are at the moment: a shorter time also counts for what is there already. */
  readonly settings: () => RequestLogSettings;
  readonly warn: (message: string, error: unknown) => void;
}

/** Removes what each project does not want to be kept any longer, little by little. */
export function forgetRequests({ stores, clock, settings, warn }: ForgetDeps): Rounds {
  const rounds = keepRounds(lookEvery, lookAtAll);
  async function lookAtAll(): Promise<void> {
    try {
      const projects = await stores.projects.list();
      for (const projectId of [undefined, ...projects.map(({ id }) => id)]) await lookAt(projectId);
    } catch (error) {
      warn("old requests could not be removed", error);
    }
  }
  async function lookAt(projectId: string | undefined): Promise<void> {
    const before = clock.now() - retentionOf(settings(), projectId);
    const { ending } = rounds;
    await expireAll((limit) => stores.requests.expire(projectId, before, limit), { batch, pauseMs, ending });
  }
  return rounds;
}
