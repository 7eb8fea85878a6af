import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { readMoney } from "../../console/src/ui/exact-amount.ts";
import { formatDuration } from "../../console/src/ui/format.ts";
import { axeFaults } from "./axe.ts";
import { parley } from "./parley.ts";
import { useOwnersStage } from "./stage.ts";

/** What `parley usage --json` says of one line. */
interface LedgerLine {
  readonly model: string | null;
  readonly key: string | null;
  readonly name: string | null;
  readonly requests: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_micros: number | null;
  readonly unknown_cost_micros: number;
}

interface Counted {
  readonly provider: string | null;
  readonly model: string | null;
  readonly requests: number;
  readonly failed: number;
  readonly refused: number;
  readonly cancelled: number;
  readonly duration_ms: { count: number; p50: number; p95: number; p99: number } | null;
}

// Cheap ones and dear ones, so that every digit of a sum counts.
const settings = `prices:
  "rehearsal/rehearsal": { input: 0.37, output: 11.9 }
  "rehearsal/rehearsal-slow": { input: 1000, output: 90000 }
`;

const stage = useOwnersStage({ settings: () => settings });
beforeAll(async () => {
  const { server } = stage;
  const job = await parley<{ readonly key: string }>(server, "keys", "create", "--name", "Nightly job");
  for (const [key, model, stream] of [
    [server.key, "rehearsal", false],
    [server.key, "rehearsal", true],
    [job.key, "rehearsal", true],
    [job.key, "rehearsal-slow", false],
    [job.key, "rehearsal-refuses-key", false],
    [server.key, "no-such-model", false],
  ] as const)
    await call(key, model, stream);
});

async function call(key: string, model: string, stream: boolean): Promise<void> {
  const messages = [{ role: "user", content: `Say what ${model} costs, word by word.` }];
  const reply = await fetch(`${stage.server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, stream, messages }),
  });
  await reply.text();
}

/** The rows of the table of sums: a name, and its cells. */
async function sums(page: Page): Promise<ReadonlyMap<string, readonly string[]>> {
  const table = page.getByRole("table", { name: "Sums" });
  await table.locator("tbody tr").first().waitFor();
  const rows = await table
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")));
  return new Map(rows.map(([name = "", ...cells]) => [name, cells]));
}

async function show(page: Page, query: string): Promise<ReadonlyMap<string, readonly string[]>> {
  await page.goto(`${stage.server.url}/usage?${query}`);
  return sums(page);
}

const digits = (text = ""): number => Number(text.replaceAll(",", ""));
const micros = (text = ""): number | undefined => readMoney(text.replaceAll(/[$,]/g, ""));

test("cost, tokens and requests are the ledger's, to the last digit", async () => {
  const { page } = stage;
  const ledger = await parley<{ rows: LedgerLine[]; total: LedgerLine }>(
    stage.server,
    "usage",
    "--by",
    "model",
  );
  expect(ledger.total.cost_micros).toBeGreaterThan(100_000);
  const shown = await show(page, "range=day");
  expect(shown.size).toBe(ledger.rows.length);
  for (const line of ledger.rows) {
    const [cost, tokens, requests] = shown.get(line.model ?? "") ?? [];
    const known = cost?.split(" + ")[0];
    if (line.cost_micros === null) expect(cost).toBe("unknown");
    else expect(micros(known)).toBe(line.cost_micros);
    expect(digits(tokens?.split(" + ")[0])).toBe((line.input_tokens ?? 0) + (line.output_tokens ?? 0));
    expect(digits(requests)).toBe(line.requests);
  }
});

test("so are they by key, by its name", async () => {
  const { page } = stage;
  const ledger = await parley<{ rows: LedgerLine[] }>(stage.server, "usage", "--by", "key");
  await show(page, "range=week&by=key");
  // Names come a moment after the numbers.
  await page.getByRole("rowheader", { name: "Nightly job" }).waitFor();
  const shown = await sums(page);
  expect(ledger.rows).toHaveLength(2);
  for (const { name, cost_micros, requests } of ledger.rows) {
    const cells = shown.get(name ?? "");
    expect(micros(cells?.[0]?.split(" + ")[0])).toBe(cost_micros);
    expect(digits(cells?.[2])).toBe(requests);
  }
});

test("the file and the numbers of the chart add up to the same", async () => {
  const { page } = stage;
  const { total } = await parley<{ total: LedgerLine }>(stage.server, "usage", "--by", "model");
  await show(page, "range=day&by=project");
  await page.locator("canvas").waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const file = readFileSync(await (await waiting).path(), "utf8");
  const [head = "", ...lines] = file.trim().split("\r\n");
  expect(head).toBe("time,Default");
  expect(lines).toHaveLength(24);
  const costs = lines.map((line) => readMoney(line.split(",")[1] ?? "") ?? Number.NaN);
  expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(total.cost_micros);
  await page.locator("summary", { hasText: "Every number" }).click();
  const numbers = await page.getByRole("table", { name: "Every number" }).locator("td").allTextContents();
  expect(numbers.map((text) => micros(text) ?? 0).reduce((sum, cost) => sum + cost, 0)).toBe(
    total.cost_micros,
  );
});

/** The request log as the API tells it; the first key is the operator's, who may look. */
async function counted(by: string): Promise<readonly Counted[]> {
  const start = Math.floor(Date.now() / 1_000) - 6 * 86_400;
  const reply = await fetch(
    `${stage.server.url}/v1/organization/usage/requests?start_time=${start}&limit=31&group_by=${by}&project_ids=proj_default`,
    { headers: { authorization: `Bearer ${stage.server.key}` } },
  );
  expect(reply.status).toBe(200);
  return ((await reply.json()) as { totals: Counted[] }).totals;
}

test("errors and times are those of the request log", async () => {
  const { page, faults } = stage;
  const errors = await show(page, "measure=errors&by=provider");
  const told = await counted("provider");
  expect(told.map(({ provider }) => provider)).toEqual([null, "rehearsal"]);
  for (const { provider, requests, failed, refused, cancelled } of told) {
    const cells = errors.get(provider ?? "without a provider") ?? [];
    expect(cells.slice(0, 4).map(digits)).toEqual([requests, failed, refused, cancelled]);
  }
  expect(errors.get("rehearsal")?.[1]).toBe("1");

  const times = await show(page, "measure=latency&percentile=p99");
  for (const { model, duration_ms: found } of await counted("model")) {
    const written =
      found === null
        ? ["–", "–", "–", "–"]
        : [String(found.count), ...[found.p50, found.p95, found.p99].map((ms) => formatDuration(ms, "en"))];
    expect([model, times.get(model ?? "")]).toEqual([model, written]);
  }
  expect((await show(page, "measure=first")).get("rehearsal")?.[0]).toBe("2");
  expect(await axeFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test("what is chosen stands in the address, and is chosen with keys alone", async () => {
  const { page } = stage;
  await page.goto(`${stage.server.url}/usage`);
  await page.getByLabel("Measure").focus();
  await page.keyboard.type("Errors");
  await page.getByRole("columnheader", { name: "Share of errors" }).waitFor();
  await page.getByLabel("By", { exact: true }).selectOption("provider");
  await page.waitForURL(/by=provider/);
  expect(new URL(page.url()).searchParams.get("measure")).toBe("errors");
  await page.reload();
  await page.getByRole("columnheader", { name: "Share of errors" }).waitFor();
});
