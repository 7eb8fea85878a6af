import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CallReport, Observer } from "../engine/observer.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Usage } from "../spec/usage.ts";

/** Names of models come from callers: beyond this number they are counted as `other`. */
const mostModels = 500;

const requestBuckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300];

const tokenKinds = {
  input: "inputTokens",
  cached: "cachedTokens",
  output: "outputTokens",
  reasoning: "reasoningTokens",
} as const satisfies Record<string, keyof Usage>;

/** What Prometheus is told. Label combinations are looked up once and kept: an observation costs 1 µs. */
export class Metrics implements Observer {
  readonly registry = new Registry();
  readonly #requests = this.#counter("http_requests_total", "HTTP requests answered.", ["method", "route", "status"]);
  readonly #requestSeconds = this.#histogram("http_request_seconds", "Time from head to end of answer.", ["route"]);
  readonly #calls = this.#counter("calls_total", "Calls to models by how they ended.", ["provider", "model", "outcome", "error"]);
  readonly #callSeconds = this.#histogram("call_seconds", "Time from call to end of answer.", ["provider"]);
  readonly #firstSeconds = this.#histogram("call_first_event_seconds", "Time to the first piece of answer.", ["provider"]);
  readonly #tokens = this.#counter("tokens_total", "Tokens as the upstreams counted them.", ["provider", "model", "kind"]);
  readonly #children = new Map<string, { inc(by?: number): void } | { observe(value: number): void }>();
  readonly #models = new Set<string>();

  constructor(openRequests: () => number) {
    new Gauge({
      name: "parley_http_open_requests",
      help: "HTTP requests that are being answered.",
      registers: [this.registry],
      collect() {
        this.set(openRequests());
      },
    });
    collectDefaultMetrics({ register: this.registry });
  }

  answered(exchange: Exchange): void {
    const { request, response, route } = exchange;
    const path = route?.path ?? "unknown";
    const method = route === undefined ? "other" : (request.method ?? "other");
    // The client left before there was an answer: nginx's number for it.
    const status = response.headersSent ? String(response.statusCode) : "499";
    this.#inc(this.#requests, [method, path, status], 1);
    this.#observe(this.#requestSeconds, [path], (performance.now() - exchange.begun) / 1000);
  }

  callEnded(report: CallReport): void {
    const provider = report.provider ?? "none";
    const model = this.#bounded(report.model ?? "none");
    this.#inc(this.#calls, [provider, model, report.outcome, report.errorCode ?? "none"], 1);
    this.#observe(this.#callSeconds, [provider], report.durationMs / 1000);
    if (report.firstEventMs !== undefined) this.#observe(this.#firstSeconds, [provider], report.firstEventMs / 1000);
    if (report.usage === undefined) return;
    for (const [kind, member] of Object.entries(tokenKinds)) {
      const tokens = report.usage[member];
      if (tokens !== undefined && tokens > 0) this.#inc(this.#tokens, [provider, model, kind], tokens);
    }
  }

  #bounded(model: string): string {
    if (this.#models.size >= mostModels && !this.#models.has(model)) return "other";
    this.#models.add(model);
    return model;
  }

  #inc(counter: Counter, labels: readonly string[], by: number): void {
    const child = this.#child(counter, labels) as { inc(by: number): void };
    child.inc(by);
  }

  #observe(histogram: Histogram, labels: readonly string[], value: number): void {
    const child = this.#child(histogram, labels) as { observe(value: number): void };
    child.observe(value);
  }

  #child(metric: Counter | Histogram, labels: readonly string[]): unknown {
    const key = `${(metric as unknown as { name: string }).name}\n${labels.join("\n")}`;
    let child = this.#children.get(key);
    if (child === undefined) {
      child = metric.labels(...labels);
      this.#children.set(key, child);
    }
    return child;
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `parley_${name}`, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({ name: `parley_${name}`, help, labelNames, buckets: requestBuckets, registers: [this.registry] });
  }
}
