import { useEffect, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useLanguage } from "../texts/language-context.tsx";
import { lineColours } from "./line-colours.ts";

export interface Line {
  readonly name: string;
  /** At each time; `null` where there is none. */
  readonly values: readonly (number | null)[];
  /** What is expected, and not what was: drawn in dashes, from one value to the next over what lies between. */
  readonly dashed?: boolean;
}

const height = 260;
const daySeconds = 86_400;

/** Lines over time. Whoever does not see them reads the table beside them, which says the same. */
export function LineChart({
  times,
  lines,
  label,
  format,
}: {
  /** Unix seconds. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly label: string;
  format(value: number): string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { language } = useLanguage();
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const ink = getComputedStyle(element).color;
    const axis = { stroke: ink, grid: { stroke: "rgb(128 128 128 / 25%)" }, ticks: { show: false } };
    const long = (times.at(-1) ?? 0) - (times[0] ?? 0) > 2 * daySeconds;
    const words = new Intl.DateTimeFormat(
      language,
      long ? { month: "short", day: "numeric" } : { hour: "2-digit", minute: "2-digit" },
    );
    const plot = new UPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { points: { size: 6 } },
        // Half of the last moment's words stands behind it.
        padding: [null, 28, null, null],
        scales: { y: { range: (_plot, _least, most) => [0, most <= 0 ? 1 : most * 1.1] } },
        axes: [
          {
            ...axis,
            space: 70,
            size: 30,
            // Names of days below whole days.
            ...(long && { incrs: [1, 2, 3, 5, 7, 14, 30].map((days) => days * daySeconds) }),
            values: (_plot, values) => values.map((value) => words.format(value * 1_000)),
          },
          { ...axis, size: 80, values: (_plot, values) => values.map(format) },
        ],
        series: [
          {},
          ...lines.map(({ name, dashed = false }, index) => ({
            label: name,
            stroke: lineColours[index % lineColours.length] ?? ink,
            width: 2,
            ...(dashed && { dash: [6, 6], spanGaps: true, points: { show: false } }),
            fill: index === 0 && !dashed ? "rgb(0 114 178 / 8%)" : "transparent",
          })),
        ],
      },
      [[...times], ...lines.map(({ values }) => [...values])],
      element,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [times, lines, format, language]);
  return (
    <figure aria-label={label} dir="ltr" className="w-full min-w-0 text-soft">
      <div ref={place} aria-hidden className="min-h-65" />
    </figure>
  );
}
