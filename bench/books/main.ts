/** The process that measures: three engines take turns, and what each call cost in CPU is printed as JSON. */
import { openSide, type Side, sideNames } from "./side.ts";

const [folder = "", turns = "1", calls = "1", parallel = "1"] = process.argv.slice(2);

/** Microseconds of CPU a call, of all threads of this process. */
async function measure(side: Side, count: number, at: number): Promise<number> {
  const before = process.cpuUsage();
  let left = count;
  await Promise.all(
    Array.from({ length: at }, async () => {
      while (left-- > 0) await side.answer();
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const sides: Side[] = [];
for (const name of sideNames) sides.push(await openSide(name, folder));
for (const side of sides) await measure(side, Number(calls) * 2, Number(parallel));
const found: Record<Side["name"], number>[] = [];
for (let turn = 0; turn < Number(turns); turn++) {
  const costs = { without: 0, with: 0, all: 0 };
  // Who begins changes, so that what one leaves behind for the others evens out.
  for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
    costs[side.name] = await measure(side, Number(calls), Number(parallel));
  }
  found.push(costs);
}
for (const side of sides) await side.close();
console.log(JSON.stringify(found));
