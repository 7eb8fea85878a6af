/**
 * `node bench/console/main.ts [--rows 100000]`: how soon the console is there, and how it scrolls through many requests,
 * in Chromium without a window, from a server of its own with a database of so many rows. Targets: first paint within a
 * second (its sign, which the page comes with; the screen follows), with the wheel at most 1 % of the frames later than two of a 60 Hz screen, and no more rows drawn than a screen needs.
 */
import { parseArgs } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser, openPage, registerOwner } from "../../test/console/browser.ts";
import { seedRequests } from "../../test/console/seed-requests.ts";
import { startServer } from "../../test/e2e/started-server.ts";
import { type Scrolled, scrollScript } from "./scroll-script.ts";

const paintRuns = 7;
const scrollMs = 10_000;

/** Pixels from one picture to the next: a wheel that is turned as fast as one can, and a bar that is torn down. */
const speeds = { wheel: 120, torn: 1_440 } as const;

/** When something was first drawn, as soon as the browser says. */
const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const paint = list.getEntriesByName("first-contentful-paint")[0];
    if (paint !== undefined) resolve(paint.startTime);
  }).observe({ type: "paint", buffered: true });
})`;

/** Longest time until all rows are loaded, in milliseconds. */
const patience = 300_000;

const { values } = parseArgs({ options: { rows: { type: "string", default: "100000" } } });
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1_000)
  throw new TypeError("--rows takes a number from 1000 on: fewer are no list to scroll");

const server = await startServer();
const browser = await openBrowser();
try {
  const watched = await openPage(browser);
  await registerOwner(watched, server.url);
  const storageState = await watched.page.context().storageState();
  await watched.page.context().close();
  console.log("in ms, nothing in the browser's cache: first contentful paint, and the screen's heading");
  console.log("each: median (fastest–slowest)");
  await timePaints(browser, "at the door", `${server.url}/sign-in`, {});
  for (const screen of ["welcome", "playground", "usage"])
    await timePaints(browser, screen, `${server.url}/${screen}`, { storageState });
  seedRequests(server.data, rows);
  await timeScrolling(browser, storageState);
} finally {
  await browser.close();
  await server.stop();
}

async function timePaints(
  browser: Browser,
  name: string,
  url: string,
  options: BrowserContextOptions,
): Promise<void> {
  const paints: number[] = [];
  const headings: number[] = [];
  for (let run = 0; run < paintRuns; run++) {
    const { page } = await openPage(browser, options);
    await page.goto(url);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    headings.push(await page.evaluate<number>("performance.now()"));
    paints.push(await page.evaluate<number>(firstPaint));
    await page.context().close();
  }
  console.log(`  ${name.padEnd(12)} ${inShort(paints).padEnd(18)} ${inShort(headings)}`);
}

function inShort(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other).map((ms) => Math.round(ms));
  return `${sorted[Math.floor(paintRuns / 2)]} (${sorted[0]}–${sorted.at(-1)})`;
}

async function timeScrolling(
  browser: Browser,
  storageState: NonNullable<BrowserContextOptions["storageState"]>,
): Promise<void> {
  // As somebody has it who has wished for nothing.
  const { page } = await openPage(browser, { storageState, reducedMotion: "no-preference" });
  await page.goto(`${server.url}/requests?model=seeded`);
  await page.getByRole("region", { name: "Requests" }).getByRole("listitem").first().waitFor();
  const began = performance.now();
  await loadAll(page);
  console.log(
    `${rows.toLocaleString("en")} rows by keyset pages in ${Math.round(performance.now() - began)} ms`,
  );
  for (const [name, step] of Object.entries(speeds)) await timeSpeed(page, name, step);
}

async function timeSpeed(page: Page, name: string, step: number): Promise<void> {
  const { frames, mostRows, mostElements, heapBytes, distance } = await page.evaluate<Scrolled>(
    scrollScript({ forMs: scrollMs, step }),
  );
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  const late = frames.filter((ms) => ms > 2_000 / 60).length;
  console.log(`${name}: scrolled ${Math.round(distance)} px in ${scrollMs} ms, ${frames.length} frames`);
  console.log(`  ms a frame: median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)}`);
  console.log(`  later than two frames of 60 Hz: ${late} (${((100 * late) / frames.length).toFixed(2)} %)`);
  console.log(
    `  at most ${mostRows} rows and ${mostElements} elements at a time; heap ${heapBytes / 1e6} MB`,
  );
}

/** Goes to the end again and again, as somebody with the End key does, until no more rows come. */
async function loadAll(page: Page): Promise<void> {
  const until = performance.now() + patience;
  const loaded = `(() => {
    const frame = document.querySelector("section div.overflow-y-auto");
    frame.scrollTop = frame.scrollHeight;
    return Math.round(frame.scrollHeight / 36);
  })()`;
  while ((await page.evaluate<number>(loaded)) < rows) {
    if (performance.now() > until) throw new Error("the rows did not come in time");
    await page.waitForTimeout(20);
  }
}
