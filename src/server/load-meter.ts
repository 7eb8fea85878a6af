import { getHeapStatistics } from "node:v8";
import type { Load } from "../http/admission.ts";

/** How often the load is measured, in milliseconds. */
const lookEvery = 50;

/** The limit of this process's heap, in bytes. */
export function heapLimit(): number {
  return getHeapStatistics().heap_size_limit;
}

/** What this thread has worked so far, in milliseconds. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Measures the event loop and the heap several times a second, and tells it. Gives a function that ends this.
 *
 * The mean work of a turn comes from the loop's own count of turns and the thread's own count of time. So a single
 * collection of garbage, which makes one turn long, is no overload; the lateness of a timer would show it as one. Nor is
 * a neighbour who has taken the core: turning calls away would not bring it back.
 */
export function measureLoad(tell: (load: Load) => void): () => void {
  const { nodeTiming } = performance;
  let worked = workedMs();
  let turns = nodeTiming.uvMetricsInfo.loopCount;
  const timer = setInterval(() => {
    const work = workedMs();
    const { loopCount } = nodeTiming.uvMetricsInfo;
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    tell({ turnMs: (work - worked) / Math.max(1, loopCount - turns), heap: used / limit });
    worked = work;
    turns = loopCount;
  }, lookEvery).unref();
  return () => clearInterval(timer);
}
