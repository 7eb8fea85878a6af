import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { createHttpClient, type HttpClient } from "../../lib/http-client.ts";
import type { Clock } from "../../lib/clock.ts";
import { isPublicAddress } from "../../lib/is-public-address.ts";
import { webhookHeaders } from "../../lib/standard-webhook.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { WebhookSettings } from "../settings/activity-settings.ts";

/** Something to be told. */
export interface WebhookEvent {
  /** The same at each try. */
  readonly id: string;
  /** Such as `anomaly.new_address`. */
  readonly type: string;
  /** Unix milliseconds: when it happened. */
  readonly at: number;
  readonly data: object;
}

export interface Webhook {
  /** Sends it soon, and again where that fails. Never fails, and nobody waits for it. */
  send(event: WebhookEvent): void;
  /** Messages that are not delivered yet. */
  readonly waiting: number;
  /** Gives up what is not delivered. */
  close(): Promise<void>;
}

export interface WebhookDeps {
  readonly clock: Pick<Clock, "now">;
  /** As it is at the moment; `undefined` where nobody is to be told. */
  readonly settings: () => WebhookSettings | undefined;
  readonly warn: (message: string, error?: unknown) => void;
  /** Finds public addresses of a name, see `publicLookup`. */
  readonly lookup: LookupFunction;
  /** Pauses before the second try and those after it, in milliseconds. Tests have less time. */
  readonly pauses?: readonly number[];
}

/** Standard Webhooks' own recommendation, as far as a process can be expected to live. */
const usualPauses = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000];

/** Each pause is longer by a part of this share, so that what failed together does not come back together. */
const spread = 0.2;

/** Messages that wait at a time; more are dropped, and that is said. They are in the table of anomalies all the same. */
const mostWaiting = 100;

/** In milliseconds. */
const clocks = { connect: 5_000, firstByte: 10_000, idle: 5_000, total: 15_000 };

/** The receiver wants no more of it. */
const gone = 410;

export function createWebhook(deps: WebhookDeps): Webhook {
  const { clock, settings, warn, pauses = usualPauses } = deps;
  const timers = new Map<string, NodeJS.Timeout>();
  const ending = new AbortController();
  const sending = new Set<Promise<void>>();
  let client: { readonly origin: string; readonly inside: boolean; readonly http: HttpClient } | undefined;

  function clientFor(origin: string, inside: boolean): HttpClient {
    if (client?.origin === origin && client.inside === inside) return client.http;
    void client?.http.close();
    const http = createHttpClient(origin, clocks, inside ? {} : { lookup: deps.lookup });
    client = { origin, inside, http };
    return http;
  }

  /** Gives the status of the answer. Redirects are answers, and no more than that. */
  async function post(event: WebhookEvent, webhook: WebhookSettings): Promise<number> {
    const url = new URL(webhook.url.reveal());
    if (!webhook.private) demandPublic(url);
    const { id, type, at, data } = event;
    const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
    const { started } = clientFor(url.origin, webhook.private).send({
      method: "POST",
      path: url.pathname + url.search,
      headers: { "content-type": "application/json" },
      ownHeaders: webhookHeaders(webhook.secret.reveal(), { id, at: clock.now(), body }),
      body,
      signal: ending.signal,
    });
    const answer = await started;
    answer.cancel();
    return answer.status;
  }

  async function attempt(event: WebhookEvent, tries: number): Promise<void> {
    const webhook = settings();
    if (webhook === undefined) return;
    let fault: unknown;
    try {
      const status = await post(event, webhook);
      if (status >= 200 && status < 300) return;
      fault = `the receiver answered with ${status}`;
      if (status === gone) {
        warn(`the webhook does not want ${event.id}`, fault);
        return;
      }
    } catch (error) {
      if (ending.signal.aborted) return;
      fault = error;
    }
    const pause = pauses[tries];
    if (pause === undefined) {
      warn(`the webhook could not be told of ${event.id}; it is not tried again`, fault);
      return;
    }
    warn(`the webhook could not be told of ${event.id}; it is tried again`, fault);
    later(event, tries + 1, pause * (1 + spread * Math.random()));
  }

  function later(event: WebhookEvent, tries: number, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(event.id);
      const work = attempt(event, tries).finally(() => sending.delete(work));
      sending.add(work);
    }, ms).unref();
    timers.set(event.id, timer);
  }

  return {
    send(event) {
      if (settings() === undefined || ending.signal.aborted) return;
      if (timers.size + sending.size >= mostWaiting) {
        warn(`the webhook is not told of ${event.id}: ${mostWaiting} messages wait already`);
        return;
      }
      later(event, 0, 0);
    },
    get waiting() {
      return timers.size + sending.size;
    },
    async close() {
      if (timers.size > 0) warn(`the webhook was not told of ${timers.size} anomalies before the end`);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      ending.abort();
      await Promise.allSettled(sending);
      await client?.http.close();
    },
  };
}

/** Of an address that is written as one; names are looked at when they are looked up. */
function demandPublic({ protocol, hostname, port }: URL): void {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const isSafe = protocol === "https:" && (port === "" || port === "8443");
  if (isSafe && (isIP(bare) === 0 || isPublicAddress(bare))) return;
  throw new ParleyError("upstream_unreachable", {
    message: "The webhook's address is not public. Set anomalies.webhook.private where that is meant so.",
  });
}
