import { Admission } from "../http/admission.ts";
import { heapLimit, measureLoad } from "./load-meter.ts";
import type { Metrics } from "./metrics.ts";
import type { OverloadSettings } from "./settings/settings.ts";

/**
 * Bodies that are read and answered at the same time may have this share of the heap. A body is parsed into several
 * times its size, and between two looks at the heap many may come.
 */
const bodyShare = 1 / 3;

/** Admission by the settings, told how this process fares until `stop`, and shown in the metrics. */
export function admitBy(
  { overload }: { readonly overload: OverloadSettings },
  metrics: Metrics,
): { readonly admission: Admission; stop(): void } {
  const admission = new Admission({ ...overload, bodyBytes: heapLimit() * bodyShare });
  metrics.showAdmission(admission);
  const stop = measureLoad((load) => admission.look(load));
  return {
    admission,
    stop() {
      stop();
      admission.close();
    },
  };
}
