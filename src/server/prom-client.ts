import { createRequire } from "node:module";
import type * as prom from "prom-client";

/*
 * What is used of prom-client, part by part: its entry also brings its cluster, its gateway and its summaries, and
 * OpenTelemetry's API for one of the figures of the process. That is 70 modules, which every server would keep.
 */
const part = createRequire(import.meta.url);

export const Registry = part("prom-client/lib/registry.js") as typeof prom.Registry;
export const Counter = part("prom-client/lib/counter.js") as typeof prom.Counter;
export const Gauge = part("prom-client/lib/gauge.js") as typeof prom.Gauge;
export const Histogram = part("prom-client/lib/histogram.js") as typeof prom.Histogram;

type Measure = (registry: prom.Registry, config: { readonly eventLoopMonitoringPrecision: number }) => void;

/** Figures of the process under the names that all programs on Node give them; the CPU's are `measureCpu`'s. */
const measures = [
  "processStartTime",
  "osMemoryHeap",
  "processOpenFileDescriptors",
  "processMaxFileDescriptors",
  "eventLoopLag",
  "processResources",
  "processHandles",
  "processRequests",
  "heapSizeAndUsed",
  "heapSpacesSizeAndUsed",
  "version",
  "gc",
] as const;

/** How often the event loop's delay is looked at, in milliseconds; prom-client's own choice. */
const eventLoopMonitoringPrecision = 10;

/** Registers what prom-client's `collectDefaultMetrics` does. */
export function collectDefaultMetrics(registry: prom.Registry): void {
  measureCpu(registry);
  for (const name of measures)
    (part(`prom-client/lib/metrics/${name}.js`) as Measure)(registry, { eventLoopMonitoringPrecision });
}

function measureCpu(registry: prom.Registry): void {
  const registers = [registry];
  let last = process.cpuUsage();
  const user = new Counter({
    name: "process_cpu_user_seconds_total",
    help: "Total user CPU time spent in seconds.",
    registers,
    // This one's turn sets all three.
    collect() {
      const now = process.cpuUsage();
      const [ofUser, ofSystem] = [(now.user - last.user) / 1e6, (now.system - last.system) / 1e6];
      last = now;
      user.inc(ofUser);
      system.inc(ofSystem);
      all.inc(ofUser + ofSystem);
    },
  });
  const system = new Counter({
    name: "process_cpu_system_seconds_total",
    help: "Total system CPU time spent in seconds.",
    registers,
  });
  const all = new Counter({
    name: "process_cpu_seconds_total",
    help: "Total user and system CPU time spent in seconds.",
    registers,
  });
}
