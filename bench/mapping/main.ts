/** `node bench/mapping/main.ts [--smoke]`: CPU per event of each provider's mapping, over the fast lane's. */
import { fastLane, mappedLanes, words } from "./lanes.ts";
import { measureLanes, targetMicros } from "./measure.ts";

const unknown = process.argv.slice(2).filter((word) => word !== "--smoke");
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(" ")}. There is --smoke, which only proves that it works.`);
  process.exit(2);
}
const smoke = process.argv.includes("--smoke");

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const measured = measureLanes(fastLane, mappedLanes, {
  rounds: smoke ? 1 : 15,
  streams: smoke ? 1 : 60,
  cpu,
});

console.log(`Node ${process.version}; streams of ${words} words; µs of CPU per event: median (least–most)`);
const heads = ["provider", "decode and write", "over the fast lane", `at most ${targetMicros}`];
const rows = measured.map(({ name, cost, over }) => [
  name,
  `${micros(cost.median)} (${micros(cost.min)}–${micros(cost.max)})`,
  `${micros(over.median)} (${micros(over.min)}–${micros(over.max)})`,
  smoke ? "not judged" : over.median <= targetMicros ? "holds" : "missed",
]);
for (const row of [heads, ...rows])
  console.log(
    row
      .map((cell) => cell.padEnd(22))
      .join("")
      .trimEnd(),
  );

function micros(value: number): string {
  return value.toFixed(2);
}
