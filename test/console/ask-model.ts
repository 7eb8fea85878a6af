import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/**
 * Asks in the playground, and waits for the whole answer: the newest of those that are shown. Whoever asks before the
 * models are known sends nothing, and the button says so.
 */
export async function askModel(page: Page, question: string): Promise<Locator> {
  const answers = page.getByRole("main").locator("ol > li[data-turn]");
  const before = await answers.count();
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill(question);
  const send = page.getByRole("button", { name: "Send", exact: true });
  await expect.poll(() => send.isEnabled(), { timeout: 30_000 }).toBe(true);
  await page.getByRole("textbox", { name: "Ask", exact: true }).press("Enter");
  const answer = answers.nth(before);
  await answer.getByRole("button", { name: "Ask again" }).waitFor();
  return answer;
}
