import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callWith } from "./api.ts";
import { openPage } from "./browser.ts";
import { seedRequests } from "./seed-requests.ts";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage({
  settings: () => `providers:
  rehearsal: { type: rehearsal }
models:
  chat:
    targets:
      - { provider: rehearsal, model: rehearsal-overloaded }
      - { provider: rehearsal, model: rehearsal }
log: { requests: { content: all } }
`,
});

const says = (content: string, model = "rehearsal") => ({ model, messages: [{ role: "user", content }] });

/** Of the list, without its head. */
const rowsOf = (page: Page) => page.getByRole("region", { name: "Requests" }).getByRole("listitem");

async function rowCount(page: Page, count: number): Promise<void> {
  await expect.poll(() => rowsOf(page).count(), { timeout: 20_000 }).toBe(count);
}

test("calls appear as they end, and are found by model, key, status, outcome, latency, cost and text", async () => {
  const { page, server, faults } = stage;
  await page.getByRole("link", { name: "Requests" }).click();
  await page.getByText("No request yet.").waitFor();
  expect(await callWith(server, says("Say needle.", "chat"))).toBe(200);
  expect(await callWith(server, says("Say two."))).toBe(200);
  expect(await callWith(server, says("Say three.", "no-such-model"))).toBe(404);
  await rowCount(page, 3);

  const clear = page.getByRole("button", { name: "Clear filters" });
  async function narrow(to: number, member: string, how: () => Promise<unknown>): Promise<void> {
    await how();
    await page.waitForURL(({ searchParams }) => searchParams.has(member));
    await rowCount(page, to);
    await clear.click();
    await page.waitForURL(({ searchParams }) => !searchParams.has(member));
    await rowCount(page, 3);
  }
  await narrow(1, "model", () => page.getByLabel("Model", { exact: true }).fill("chat"));
  await narrow(3, "key", () => page.getByLabel("Key").selectOption({ index: 1 }));
  await narrow(1, "status", () => page.getByLabel("Status").selectOption("4xx"));
  await narrow(2, "outcome", () => page.getByLabel("Outcome").selectOption("answered"));
  await narrow(0, "slower", () => page.getByLabel("Slower than (ms)").fill("900000"));
  await narrow(0, "dearer", () => page.getByLabel("Dearer than ($)").fill("0.5"));
  await narrow(1, "text", () => page.getByLabel("Text in it").fill("needle"));
  await page.getByLabel("Slower than (ms)").fill("soon");
  await page.getByText("A number, please.").waitFor();

  await page.getByRole("button", { name: "Live", pressed: true }).click();
  await page.waitForURL(({ searchParams }) => searchParams.get("live") === "false");
  await page.getByText("New calls do not appear.").waitFor();
  expect(await callWith(server, says("Say four."))).toBe(200);
  await page.getByRole("button", { name: "Live", pressed: false }).click();
  await rowCount(page, 4);
  expect(faults).toEqual([]);
});

test("of one call: where the time went, which way it took and why, as curl, and again in the playground", async () => {
  const { server, browser } = stage;
  await callWith(server, says("Say it's a needle.", "chat"));
  const { page, faults } = await openPage(browser, {
    storageState: await stage.page.context().storageState(),
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.goto(`${server.url}/requests?model=chat`);
  await rowsOf(page).first().getByRole("link").click();
  await page.getByRole("heading", { name: "Where the time went" }).waitFor();
  const times = page.getByRole("region", { name: "Where the time went" }).getByRole("listitem");
  const stretches = (await times.allTextContents()).join("\n");
  expect(stretches).toMatch(/\/v1\/chat\/completions[\s\S]*rehearsal\/rehearsal-overloaded waits/);
  expect(stretches).toContain("rehearsal/rehearsal waits");
  const route = page.getByRole("region", { name: "Route" });
  expect(await route.textContent()).toMatch(/Answered byrehearsal\/rehearsal.*upstream_overloaded/);

  await page.getByRole("button", { name: "Copy as curl" }).click();
  await page.getByText("Copied").waitFor();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  const env = { PATH: process.env["PATH"] ?? "", OPENAI_API_KEY: server.key };
  const { stdout } = await promisify(execFile)("sh", ["-c", curl], { env });
  expect(JSON.parse(stdout)).toMatchObject({ object: "chat.completion" });

  await page.getByRole("link", { name: "Replay in the playground" }).click();
  await page.getByText("A call of before, ready to be made again").waitFor();
  expect(await page.getByRole("textbox", { name: "Ask", exact: true }).inputValue()).toBe(
    "Say it's a needle.",
  );
  expect(await page.getByLabel("Model", { exact: true }).inputValue()).toBe("chat");
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator("[data-answer]").getByText("it's a needle.").waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("of many rows only those are drawn that are seen, pages come by keys, and nothing moves below a reader's eyes", async () => {
  const { page, server, faults } = stage;
  seedRequests(server.data, 3_000);
  const asked: URLSearchParams[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/v1/organization/requests") asked.push(searchParams);
  });
  await page.goto(`${server.url}/requests?model=seeded`);
  const rows = rowsOf(page);
  await rows.first().waitFor();
  const frame = page.getByRole("region", { name: "Requests" }).locator("div.overflow-y-auto");
  let mostDrawn = 0;
  await expect
    .poll(
      async () => {
        mostDrawn = Math.max(mostDrawn, await rows.count());
        await frame.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
        return frame.evaluate((element) => Math.round(element.scrollHeight / 36));
      },
      { timeout: 40_000, interval: 50 },
    )
    .toBe(3_000);
  expect(mostDrawn).toBeLessThan(100);
  const pages = asked.filter((words) => !words.has("before"));
  expect(pages.length).toBe(15);
  expect(pages.every((words) => words.get("limit") === "200" && !words.has("offset"))).toBe(true);
  const marks = pages.map((words) => words.get("after"));
  expect(marks[0]).toBeNull();
  expect(new Set(marks).size).toBe(15);

  await page.goto(`${server.url}/requests`);
  await rows.first().waitFor();
  /** Scrolls down by a hundred rows, and waits until those are drawn. */
  async function down(): Promise<void> {
    await frame.evaluate((element) => element.scrollTo({ top: 3_600 }));
    await expect.poll(() => rows.first().getAttribute("style")).toMatch(/translateY\(3[2-6]\d\dpx\)/);
  }
  await down();
  const middle = page.getByRole("region", { name: "Requests" }).locator("li a").nth(15);
  const before = await middle.getAttribute("href");
  const height = await frame.evaluate((element) => element.scrollHeight);
  expect(await callWith(server, says("Say five."))).toBe(200);
  const fresh = page.getByRole("button", { name: "1 new: to the top" });
  await fresh.waitFor();
  expect(await middle.getAttribute("href")).toBe(before);
  expect(await frame.evaluate((element) => element.scrollHeight)).toBe(height);
  await fresh.click();
  await expect.poll(() => frame.evaluate((element) => element.scrollTop)).toBe(0);
  await expect.poll(() => frame.evaluate((element) => element.scrollHeight)).toBe(height + 36);

  // Whoever looks at one and goes back is where they were.
  await down();
  await rows.nth(12).getByRole("link").click();
  await page.getByRole("heading", { name: "Where the time went" }).waitFor();
  await page.goBack();
  await expect.poll(() => frame.evaluate((element) => element.scrollTop)).toBe(3_600);
  expect(faults).toEqual([]);
});
