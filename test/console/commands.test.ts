import { expect, test } from "vitest";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

test("with keys alone one goes everywhere, changes language and appearance, and leaves", async () => {
  const { page, faults } = stage;
  const box = page.locator('dialog[open] [role="combobox"]');
  const chosen = page.getByRole("dialog").getByRole("option", { selected: true });
  /** Opens the palette and types: what is typed before the box has the focus would go elsewhere. */
  async function search(words: string): Promise<void> {
    await page.keyboard.press("Control+k");
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type(words);
    await expect.poll(() => box.inputValue()).toBe(words);
  }
  async function chosenIs(name: string): Promise<void> {
    await expect.poll(() => chosen.textContent()).toBe(name);
  }

  await search("usa");
  await chosenIs("Usage");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
  await box.waitFor({ state: "detached" });

  await search("appear");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await chosenIs("Appearance: Dark");
  const active = await box.getAttribute("aria-activedescendant");
  expect(await page.locator(`[id="${active}"]`).textContent()).toBe("Appearance: Dark");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  await box.waitFor({ state: "detached" });

  await search("no such thing");
  await page.getByText("Nothing is called that.").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });

  await search("language deutsch");
  await chosenIs("Language: Deutsch");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Verbrauch", level: 1 }).waitFor();
  await box.waitFor({ state: "detached" });

  await search("sign out");
  await chosenIs("Abmelden");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  expect(faults).toEqual([]);
});
