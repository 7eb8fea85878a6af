import { useEffect, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Chart } from "./series.ts";

const height = 260;

/** Colours that differ for most colour-blind eyes, on light and on dark ground (after Okabe and Ito). */
export const lineColours = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#b58900",
  "#56b4e9",
  "#8a6fdf",
  "#808080",
] as const;

/** The lines. Whoever does not see them reads the table below. */
export function LineChart({
  chart,
  label,
  format,
}: {
  readonly chart: Chart;
  readonly label: string;
  format(value: number): string;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const ink = getComputedStyle(element).color;
    const axis = { stroke: ink, grid: { stroke: "rgb(128 128 128 / 25%)" }, ticks: { show: false } };
    const plot = new UPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { points: { size: 6 } },
        scales: { y: { range: (_plot, _least, most) => [0, most <= 0 ? 1 : most * 1.1] } },
        axes: [axis, { ...axis, size: 80, values: (_plot, values) => values.map(format) }],
        series: [
          {},
          ...chart.series.map(({ name }, index) => ({
            label: name,
            stroke: lineColours[index % lineColours.length] ?? ink,
            width: 2,
            fill: index === 0 ? "rgb(0 114 178 / 8%)" : "transparent",
          })),
        ],
      },
      [[...chart.times], ...chart.series.map(({ values }) => [...values])],
      element,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [chart, format]);
  return (
    <figure aria-label={label} dir="ltr" className="w-full text-soft">
      <div ref={place} aria-hidden className="min-h-65" />
    </figure>
  );
}
