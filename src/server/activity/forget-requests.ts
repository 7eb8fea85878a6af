import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../lib/clock.ts";
import type { Stores } from "../../spec/stores.ts";
import { retentionOf, type RequestLogSettings } from "./settings.ts";

/** How often it is looked for what is old, in milliseconds; how much is removed at a time, and the pause in between. */
const lookEvery = 60_000;
const rowsAtATime = 100;
const pauseBetween = 50;

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

/** Removes what each project does not want to be kept any longer. */
export interface RequestForgetter {
  /** Removes all of it, little by little. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

export function forgetRequests({ stores, clock, settings, warn }: ForgetDeps): RequestForgetter {
  const ending = new AbortController();
  let looking: Promise<void> | undefined;

  async function lookAt(projectId: string | undefined): Promise<void> {
    const before = clock.now() - retentionOf(settings(), projectId);
    while (!ending.signal.aborted) {
      if ((await stores.requests.expire(projectId, before, rowsAtATime)) < rowsAtATime) return;
      await pause(pauseBetween);
    }
  }
  async function lookAtAll(): Promise<void> {
    try {
      const projects = await stores.projects.list();
      for (const projectId of [undefined, ...projects.map(({ id }) => id)]) await lookAt(projectId);
    } catch (error) {
      warn("old requests could not be removed", error);
    }
  }
  const look = (): Promise<void> => (looking ??= lookAtAll().finally(() => (looking = undefined)));
  const timer = setInterval(() => void look(), lookEvery).unref();
  return {
    look,
    async stop() {
      ending.abort();
      clearInterval(timer);
      await looking;
    },
  };
}
