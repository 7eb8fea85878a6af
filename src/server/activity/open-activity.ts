import type { LookupFunction } from "node:net";
import { createTail, type Tail } from "../../admin/activity/tail.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Anomaly } from "../../spec/anomaly.ts";
import type { Stores } from "../../spec/stores.ts";
import type { Settings } from "../settings/settings.ts";
import { forgetRequests } from "./forget-requests.ts";
import { publicLookup } from "./public-lookup.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { watchAnomalies } from "./watch-anomalies.ts";
import { createWebhook } from "./webhook.ts";

export interface ActivityDeps {
  readonly stores: Pick<Stores, "requests" | "anomalies" | "projects">;
  readonly clock: Clock;
  /** Names this process to the others. */
  readonly instanceId: string;
  /** As they are at the moment. */
  readonly settings: () => Pick<Settings, "log" | "anomalies">;
  readonly warn: (message: string, error?: unknown) => void;
  /** Writes into the log what was found. */
  readonly note: (anomaly: Anomaly, message: string) => void;
  /** Finds public addresses of the webhook's name. */
  readonly lookup?: LookupFunction;
}

/** What a process notes of its calls, and what it finds in everybody's. */
export interface Activity {
  readonly log: RequestLog;
  readonly tail: Tail;
  /** When no more calls end: writes what waits, and stops. */
  close(): Promise<void>;
}

export function openActivity(deps: ActivityDeps): Activity {
  const { stores, clock, instanceId, settings, warn, note, lookup = publicLookup() } = deps;
  const requests = (): Settings["log"]["requests"] => settings().log.requests;
  const log = createRequestLog({ store: stores.requests, clock, settings: requests, warn });
  const forgetter = forgetRequests({ stores, clock, settings: requests, warn });
  const webhook = createWebhook({ clock, settings: () => settings().anomalies.webhook, warn, lookup });
  const watch = watchAnomalies({
    stores,
    clock,
    holder: instanceId,
    settings: () => settings().anomalies,
    found(anomaly) {
      note(anomaly, `something unusual was found: ${anomaly.rule}`);
      webhook.send(eventOf(anomaly));
    },
    warn,
  });
  // Soon, when the settings are there: what comes from now on is news.
  setImmediate(() => void watch.look());
  return {
    log,
    tail: createTail({ store: stores.requests, warn }),
    async close() {
      await forgetter.stop();
      await log.close();
      await watch.stop();
      await webhook.close();
    },
  };
}

/** As the API shows it, by the same names. */
function eventOf({ id, at, rule, subject, projectId, keyId, address, details }: Anomaly) {
  const data = {
    id,
    rule,
    subject,
    project_id: projectId ?? null,
    api_key_id: keyId ?? null,
    ip_address: address ?? null,
    details,
  };
  return { id, type: `anomaly.${rule}`, at, data };
}
