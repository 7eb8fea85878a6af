import type { ReactNode } from "react";

/** What stands where there is nothing yet: why, and what can be done. */
export function Empty({
  tall = false,
  children,
}: {
  /** As high as the chart that will be there. */
  readonly tall?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={`grid place-content-center justify-items-center gap-3 rounded-lg border border-dashed border-line p-8 text-center text-sm text-soft ${tall ? "min-h-65" : ""}`}
    >
      {children}
    </div>
  );
}
