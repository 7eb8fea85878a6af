import { createTail, type Tail } from "../../admin/activity/tail.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Stores } from "../../spec/stores.ts";
import type { Settings } from "../settings/settings.ts";
import { forgetRequests } from "./forget-requests.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";

export interface ActivityDeps {
  readonly stores: Pick<Stores, "requests" | "projects">;
  readonly clock: Clock;
  /** As they are at the moment. */
  readonly settings: () => Pick<Settings, "log" | "anomalies">;
  readonly warn: (message: string, error?: unknown) => void;
}

/** What a process notes of its calls, and what it finds in everybody's. */
export interface Activity {
  readonly log: RequestLog;
  readonly tail: Tail;
  /** When no more calls end: writes what waits, and stops. */
  close(): Promise<void>;
}

export function openActivity({ stores, clock, settings, warn }: ActivityDeps): Activity {
  const requests = (): Settings["log"]["requests"] => settings().log.requests;
  const log = createRequestLog({ store: stores.requests, clock, settings: requests, warn });
  const forgetter = forgetRequests({ stores, clock, settings: requests, warn });
  return {
    log,
    tail: createTail({ store: stores.requests, warn }),
    async close() {
      await forgetter.stop();
      await log.close();
    },
  };
}
