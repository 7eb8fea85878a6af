import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { axeFaults } from "./axe.ts";
import { parley } from "./parley.ts";
import { useOwnersStage } from "./stage.ts";

interface Listed {
  readonly id: string;
  readonly subject: string;
  readonly subject_id: string | null;
  readonly per: string;
  readonly unit: string;
  readonly amount: number;
  readonly shadow: boolean;
  readonly spent: number;
  readonly reserved: number;
}

const stage = useOwnersStage();

async function budgetsOf(): Promise<readonly Listed[]> {
  return (await parley<{ budgets: Listed[] }>(stage.server, "budgets", "list")).budgets;
}

/** What a card says of an amount, by its name. */
async function fact(page: Page, name: string): Promise<string> {
  const card = page.getByRole("article").first();
  return (
    await card.locator("dt", { hasText: name }).locator("xpath=following-sibling::dd").innerText()
  ).trim();
}

const digits = (text: string): number => Number(text.replaceAll(/\D/g, ""));

/** Asks without a bound for the answer. */
async function chat(content: string): Promise<{
  readonly status: number;
  readonly code: string | null;
  readonly tokens: number;
}> {
  const reply = await fetch(`${stage.server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.server.key}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: "rehearsal",
      messages: [{ role: "user", content }],
    }),
  });
  const { error, usage } = (await reply.json()) as {
    error?: { code: string | null };
    usage?: { total_tokens: number };
  };
  return { status: reply.status, code: error?.code ?? null, tokens: usage?.total_tokens ?? 0 };
}

async function ask(page: Page, question: string): Promise<void> {
  await page.goto(`${stage.server.url}/playground`);
  await page.getByLabel("Model", { exact: true }).selectOption("rehearsal");
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill(question);
  await page.keyboard.press("Enter");
}

test("a budget is made here, spent, refuses in the Playground, and is shown as used up", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/usage`);
  await page.getByRole("link", { name: "Budgets" }).click();
  await page.getByText("There are no budgets").waitFor();
  await page.getByRole("button", { name: "New budget" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Begins anew").selectOption("day");
  await form.getByLabel("Counted in").selectOption("tokens");
  await form.getByLabel("Amount").fill("2.5");
  await form.getByText("This is no such amount.").waitFor();
  expect(await form.getByRole("button", { name: "Make the budget" }).isDisabled()).toBe(true);
  await form.getByLabel("Amount").fill("3000");
  await form.getByText("That is 3,000 tokens.").waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Project Default" }).waitFor();
  await page.getByText("3,000 tokens a day").waitFor();
  expect(await budgetsOf()).toMatchObject([
    {
      subject: "project",
      subject_id: "proj_default",
      per: "day",
      unit: "tokens",
      amount: 3_000,
      shadow: false,
      spent: 0,
    },
  ]);

  let spent = 0;
  // What is asked is set aside as well: a short question still fits where a long one does not.
  for (const question of [`Say ${"quack ".repeat(80)}`, "Say so."]) {
    let refused: string | null = null;
    for (let calls = 0; calls < 100 && refused === null; calls++) {
      const { status, code, tokens } = await chat(question);
      spent += tokens;
      if (status === 429) refused = code;
    }
    expect(refused).toBe("insufficient_quota");
  }
  await ask(page, `Say ${"quack ".repeat(80)}`);
  const answer = page.locator("ol > li").first();
  const refusal = answer.getByRole("alert");
  await refusal.waitFor();
  expect(await refusal.innerText()).toMatch(/budget|quota/i);

  await page.goto(`${stage.server.url}/usage/budgets`);
  await page.getByText("used up", { exact: true }).waitFor();
  await page.getByRole("alert").filter({ hasText: "Used up: Project Default" }).waitFor();
  await page.getByText("Calls that do not fit into what is left are refused").waitFor();
  const [counted] = await budgetsOf();
  expect(counted).toMatchObject({ spent, reserved: 0 });
  expect(digits(await fact(page, "Spent"))).toBe(spent);
  expect(digits(await fact(page, "Left"))).toBe(3_000 - spent);
  expect(await axeFaults(page)).toEqual([]);
  expect(faults.filter((fault) => !fault.startsWith("Failed to load resource"))).toEqual([]);
});

test("its course ends in what was spent, and can be pointed at", async () => {
  const { page } = stage;
  await page.goto(`${stage.server.url}/usage/budgets`);
  await page.getByRole("button", { name: "Course" }).click();
  await page.locator("canvas").waitFor();
  const { href } = new URL(page.url());
  expect(new URL(href).searchParams.get("budget")).toMatch(/^bud_/);
  await page.goto(href);
  await page.locator("summary", { hasText: "Every number" }).click();
  const rows = await page
    .getByRole("table", { name: "Every number" })
    .locator("tbody tr td:nth-child(2)")
    .allInnerTexts();
  const [counted] = await budgetsOf();
  expect(rows.map(digits).reduce((sum, each) => sum + each, 0)).toBe(counted?.spent);
  expect(await axeFaults(page)).toEqual([]);
});

test("raised, it lets calls through again; deleted, it is gone", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/usage/budgets`);
  await page.getByRole("button", { name: "Change" }).click();
  const form = page.getByRole("dialog");
  expect(await form.getByLabel("Amount").inputValue()).toBe("3000");
  await form.getByLabel("Amount").fill("1000000");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("1,000,000 tokens a day").waitFor();
  await page.getByText("used up", { exact: true }).waitFor({ state: "detached" });
  await ask(page, "Say welcome back.");
  await page.locator("ol > li").first().getByRole("button", { name: "Ask again" }).waitFor();
  expect(await page.locator("ol > li").first().getByRole("alert").count()).toBe(0);

  await page.goto(`${stage.server.url}/usage/budgets`);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("There are no budgets").waitFor();
  expect(await budgetsOf()).toEqual([]);
  expect(faults.filter((fault) => !fault.startsWith("Failed to load resource"))).toEqual([]);
});

test("dollars are read to the last digit, and a budget for the same calls is changed", async () => {
  const { page } = stage;
  await page.goto(`${stage.server.url}/usage/budgets`);
  for (const amount of ["12.000001", "9007199254.740991"]) {
    await page.getByRole("button", { name: "New budget" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Whose calls").selectOption("installation");
    await form.getByLabel("Amount").fill(amount);
    if (amount !== "12.000001") await form.getByText("There is one for these calls already").waitFor();
    await form.getByRole("button", { name: "Make the budget" }).click();
    await form.waitFor({ state: "detached" });
  }
  await page.getByText("$9,007,199,254.740991 a month").waitFor();
  expect(await budgetsOf()).toMatchObject([
    { subject: "installation", per: "month", unit: "micros", amount: Number.MAX_SAFE_INTEGER },
  ]);
});
