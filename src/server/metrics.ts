import type * as prom from "prom-client";
import type { AttemptReport, CallReport, Observer } from "../engine/observer.ts";
import type { Admission } from "../http/admission.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Route } from "../http/route.ts";
import type { RequestLog } from "./activity/request-log.ts";
import type { AuditKeeper } from "./audit/keep-audit.ts";
import type { Usage } from "../spec/usage.ts";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "./prom-client.ts";
import { Tallies, type Tally } from "./tallies.ts";

/** Names of models come from callers: beyond this number they are counted as `other`. */
const mostModels = 500;

const requestBuckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300];

const tokenKinds = [
  ["inputTokens", "input"],
  ["cachedTokens", "cached"],
  ["outputTokens", "output"],
  ["reasoningTokens", "reasoning"],
] as const satisfies readonly (readonly [keyof Usage, string])[];

type HistogramChild = prom.Histogram.Internal<string>;

interface RouteChildren {
  readonly seconds: HistogramChild;
  readonly byStatus: Map<number, Tally>;
}

interface ModelChildren {
  readonly outcomes: Map<string, Tally>;
  readonly tokens: Partial<Record<keyof Usage, Tally>>;
}

interface ProviderChildren {
  readonly seconds: HistogramChild;
  readonly firstSeconds: HistogramChild;
  readonly models: Map<string, ModelChildren>;
}

/** What Prometheus is told. Label combinations are looked up once and kept bound. */
export class Metrics implements Observer {
  readonly registry = new Registry();
  readonly #requests = this.#counter("http_requests_total", "HTTP requests answered.", [
    "method",
    "route",
    "status",
  ]);
  readonly #requestSeconds = this.#histogram("http_request_seconds", "Time from head to end of answer.", [
    "method",
    "route",
  ]);
  readonly #calls = this.#counter("calls_total", "Calls to models by how they ended.", [
    "provider",
    "model",
    "outcome",
    "error",
  ]);
  readonly #attempts = this.#counter("attempts_total", "Attempts at targets by how they ended.", [
    "provider",
    "outcome",
    "error",
  ]);
  readonly #callSeconds = this.#histogram("call_seconds", "Time from call to end of answer.", ["provider"]);
  readonly #firstSeconds = this.#histogram("call_first_event_seconds", "Time to the first piece of answer.", [
    "provider",
  ]);
  readonly #tokens = this.#counter("tokens_total", "Tokens as the upstreams counted them.", [
    "provider",
    "model",
    "kind",
  ]);
  readonly #shadowed = this.#counter(
    "shadow_refusals_total",
    "Calls that a shadow budget would have refused.",
    ["budget"],
  );
  readonly #shadowedBy = new Map<string, Tally>();
  readonly #attemptsOf = new Map<string, Map<string, Tally>>();
  readonly #routes = new Map<Route | undefined, RouteChildren>();
  readonly #providers = new Map<string, ProviderChildren>();
  #models = 0;

  constructor(openRequests: () => number) {
    new Gauge({
      name: "parley_http_open_requests",
      help: "HTTP requests that are being answered.",
      registers: [this.registry],
      collect() {
        this.set(openRequests());
      },
    });
    collectDefaultMetrics(this.registry);
  }

  /** Shows how many calls run and wait, how many may, and how many were not let in. */
  showAdmission(admission: Admission): void {
    const gauge = (name: string, help: string, value: () => number): void => {
      const collect = function (this: prom.Gauge): void {
        this.set(value());
      };
      void new Gauge({ name: `parley_${name}`, help, registers: [this.registry], collect });
    };
    gauge("calls_running", "Calls that are being answered.", () => admission.running);
    gauge("calls_waiting", "Calls that wait for a place.", () => admission.queued);
    gauge("calls_admitted_limit", "Calls that may run at present.", () => admission.limit);
    gauge("heap_share", "How full the JavaScript heap is, 0 to 1 of its limit.", () => admission.heap);
    const { registry } = this;
    void new Counter({
      name: "parley_overload_refusals_total",
      help: "Calls that were not let in, by what was short.",
      labelNames: ["reason"],
      registers: [registry],
      collect() {
        this.reset();
        for (const [reason, count] of Object.entries(admission.refused)) this.inc({ reason }, count);
      },
    });
  }

  /** Shows whether the audit log's checkpoints get to where they belong. */
  showAudit(audit: Pick<AuditKeeper, "failures" | "failingSince" | "writtenAt">): void {
    const { registry } = this;
    void new Counter({
      name: "parley_audit_checkpoint_failures_total",
      help: "Checkpoints of the audit log that could not be written.",
      registers: [registry],
      collect() {
        this.reset();
        this.inc(audit.failures);
      },
    });
    void new Gauge({
      name: "parley_audit_checkpoints_failing",
      help: "Processes whose last try to write a checkpoint of the audit log failed.",
      registers: [registry],
      collect() {
        this.set(audit.failingSince === undefined ? 0 : 1);
      },
    });
    void new Gauge({
      name: "parley_audit_checkpoint_timestamp_seconds",
      help: "When this process last wrote a checkpoint of the audit log.",
      registers: [registry],
      aggregator: "max",
      collect() {
        this.set((audit.writtenAt ?? 0) / 1000);
      },
    });
  }

  /** Shows whether the request log keeps up. */
  showRequestLog(log: Pick<RequestLog, "dropped" | "waiting">): void {
    const { registry } = this;
    void new Counter({
      name: "parley_request_log_dropped_total",
      help: "Rows of the request log that were lost, because they came faster than they could be written.",
      registers: [registry],
      collect() {
        this.reset();
        this.inc(log.dropped);
      },
    });
    void new Gauge({
      name: "parley_request_log_waiting",
      help: "Rows of the request log that wait to be written.",
      registers: [registry],
      collect() {
        this.set(log.waiting);
      },
    });
  }

  answered(exchange: Exchange): void {
    const { response, route } = exchange;
    const method = route?.method ?? "other";
    const path = route?.path ?? "unknown";
    const { seconds, byStatus } = made(this.#routes, route, () => ({
      seconds: this.#requestSeconds.labels(method, path),
      byStatus: new Map(),
    }));
    // The client left before there was an answer: nginx's number for it.
    const status = response.headersSent ? response.statusCode : 499;
    made(byStatus, status, () => this.#requests.labels(method, path, String(status))).inc();
    seconds.observe((performance.now() - exchange.begun) / 1000);
  }

  shadowExceeded(_call: unknown, budgetIds: readonly string[]): void {
    for (const id of budgetIds) made(this.#shadowedBy, id, () => this.#shadowed.labels(id)).inc();
  }

  attemptEnded({ provider, outcome, error }: AttemptReport): void {
    const word = error?.code ?? outcome;
    const children = made(this.#attemptsOf, provider, () => new Map<string, Tally>());
    made(children, word, () => this.#attempts.labels(provider, outcome, error?.code ?? "none")).inc();
  }

  callEnded(report: CallReport): void {
    const { outcome, errorCode = "none", usage } = report;
    const name = report.provider ?? "none";
    const provider = made(this.#providers, name, () => ({
      seconds: this.#callSeconds.labels(name),
      firstSeconds: this.#firstSeconds.labels(name),
      models: new Map(),
    }));
    provider.seconds.observe(report.durationMs / 1000);
    if (report.firstEventMs !== undefined) provider.firstSeconds.observe(report.firstEventMs / 1000);
    const model = this.#bounded(provider, report.model ?? "none");
    const children = made<string, ModelChildren>(provider.models, model, () => ({
      outcomes: new Map(),
      tokens: {},
    }));
    const word = errorCode === "none" ? outcome : errorCode;
    made(children.outcomes, word, () => this.#calls.labels(name, model, outcome, errorCode)).inc();
    if (usage === undefined) return;
    for (const [member, kind] of tokenKinds) {
      const tokens = usage[member];
      if (tokens === undefined || tokens === 0) continue;
      (children.tokens[member] ??= this.#tokens.labels(name, model, kind)).inc(tokens);
    }
  }

  #bounded(provider: ProviderChildren, model: string): string {
    if (provider.models.has(model)) return model;
    return ++this.#models > mostModels ? "other" : model;
  }

  #counter(name: string, help: string, labelNames: string[]): Tallies {
    return new Tallies(this.registry, `parley_${name}`, help, labelNames);
  }

  #histogram(name: string, help: string, labelNames: string[]): prom.Histogram {
    return new Histogram({
      name: `parley_${name}`,
      help,
      labelNames,
      buckets: requestBuckets,
      registers: [this.registry],
    });
  }
}

/** The entry of a map, made when it is missing. */
function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
