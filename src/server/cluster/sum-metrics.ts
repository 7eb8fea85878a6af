import type { Registry } from "prom-client";

/** What one process has counted: of what `Registry.getMetricsAsJSON` gives, that which can be sent. */
export type MetricsPart = readonly {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  /** How prom-client puts the figures of several processes together, such as `sum`. */
  readonly aggregator: string;
  readonly values: readonly object[];
}[];

/** What this process has counted. */
export async function metricsPart(registry: Registry): Promise<MetricsPart> {
  return (await registry.getMetricsAsJSON()).map(({ name, help, type, aggregator, values }) => ({
    name,
    help,
    // The types call it a number; it is a word.
    type: String(type),
    aggregator,
    values,
  }));
}

/** What several processes have counted, as one: sums, or what prom-client says of the single figure. */
export async function sumMetrics(parts: readonly MetricsPart[]): Promise<Registry> {
  // Loaded late: the first process needs it only when a worker has died.
  const { AggregatorRegistry } = await import("prom-client");
  return AggregatorRegistry.aggregate([...parts]);
}

/** Of what a process has counted, that which stays true when it has ended: not its memory, nor its open requests. */
export function lastingMetrics(part: MetricsPart): MetricsPart {
  return part.filter(({ type }) => type === "counter" || type === "histogram");
}
