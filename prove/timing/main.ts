/**
 * `node prove/timing/main.ts [samples]`: whether the time of a comparison tells how much of a guessed secret is right.
 * Welch's t-test between guesses that are nearly right and guesses that are wrong from the beginning, in random order
 * (a million samples unless said otherwise, about a minute each). Exit code 1 where |t| is 4.5 or more, or where the
 * comparison that does leak was not found out.
 */
import { type Place, timingCases, type TimingCase } from "./cases.ts";
import { croppedWelch } from "./welch.ts";

const bound = 4.5;

/** The slowest samples are the machine's doing. */
const keep = 0.9;

/** Until the compiler has done its work. */
const warmUp = 20_000;

const samples = Number(process.argv[2] ?? 1_000_000);
if (!Number.isSafeInteger(samples) || samples < 1_000) {
  console.error("How many samples? 1000 or more.");
  process.exit(2);
}

/** Keeps what is computed from being left out. */
let sink = 0;

function measure({ run, batch }: TimingCase): number {
  const times = [new Float64Array(samples), new Float64Array(samples)] as const;
  const filled = [0, 0];
  for (let sample = -warmUp; filled[0] !== samples || filled[1] !== samples; sample++) {
    const place: Place = Math.random() < 0.5 ? 0 : 1;
    const begun = process.hrtime.bigint();
    for (let turn = 0; turn < batch; turn++) if (run(place) === true) sink++;
    const took = Number(process.hrtime.bigint() - begun);
    const count = filled[place] ?? samples;
    if (sample < 0 || count >= samples) continue;
    times[place][count] = took;
    filled[place] = count + 1;
  }
  return croppedWelch(times[0], times[1], keep);
}

let failed = false;
for (const each of timingCases()) {
  const t = measure(each);
  const leaks = Math.abs(t) >= bound;
  const fits = leaks === (each.expected === "leaks");
  failed ||= !fits;
  console.log(`${fits ? "as expected" : "NOT AS EXPECTED"}  t = ${t.toFixed(2).padStart(8)}  ${each.name}`);
}
console.log(`${samples} samples of each class; told apart from |t| = ${bound} on. (${sink} matches)`);
process.exit(failed ? 1 : 0);
