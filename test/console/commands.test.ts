import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StartedServer, startServer } from "../e2e/started-server.ts";
import { openBrowser, openPage, registerOwner } from "./browser.ts";

let server: StartedServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("with keys alone one goes everywhere, changes language and appearance, and leaves", async () => {
  const watched = await openPage(browser);
  const { page, faults } = watched;
  await registerOwner(watched, server.url);
  const box = page.getByRole("combobox", { name: "Go to or do something" });
  const chosen = page.getByRole("dialog").getByRole("option", { selected: true });

  await page.keyboard.press("Control+k");
  await box.waitFor();
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type("usa");
  expect(await chosen.textContent()).toBe("Usage");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
  await box.waitFor({ state: "detached" });

  await page.keyboard.press("Control+k");
  await page.keyboard.type("appear");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await chosen.textContent()).toBe("Appearance: Dark");
  const active = await box.getAttribute("aria-activedescendant");
  expect(await page.locator(`[id="${active}"]`).textContent()).toBe("Appearance: Dark");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("no such thing");
  await page.getByText("Nothing is called that.").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });

  await page.keyboard.press("Control+k");
  await page.keyboard.type("language deutsch");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Verbrauch", level: 1 }).waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("sign out");
  expect(await chosen.textContent()).toBe("Abmelden");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});
