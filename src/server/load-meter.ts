import { getHeapStatistics } from "node:v8";
import type { Load } from "../http/admission.ts";

/** How often the load is measured, in milliseconds: a look costs about 10 µs. */
const lookEvery = 50;

/** The limit of this process's heap, in bytes. */
export function heapLimit(): number {
  return getHeapStatistics().heap_size_limit;
}

/**
 * Measures the event loop and the heap several times a second, and tells it. Gives a function that ends this.
 *
 * The mean length of a turn comes from the loop's own books (how many turns, and how much time was spent waiting), so a
 * single collection of garbage, which makes one turn long, is no overload; the lateness of a timer would show it as one.
 */
export function measureLoad(tell: (load: Load) => void): () => void {
  const { nodeTiming } = performance;
  let before = performance.eventLoopUtilization();
  let turns = nodeTiming.uvMetricsInfo.loopCount;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { active, utilization } = performance.eventLoopUtilization(now, before);
    const { loopCount } = nodeTiming.uvMetricsInfo;
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    tell({ turnMs: active / Math.max(1, loopCount - turns), busy: utilization, heap: used / limit });
    before = now;
    turns = loopCount;
  }, lookEvery).unref();
  return () => clearInterval(timer);
}
