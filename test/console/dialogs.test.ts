import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { askModel } from "./ask-model.ts";
import { axeFaults } from "./axe.ts";
import { openPage } from "./browser.ts";
import { addSamples } from "./sample-data.ts";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

/** Where each dialog is, and how it is opened from there. */
const dialogs: readonly { readonly name: string; readonly path: string; open(page: Page): Promise<void> }[] =
  [
    { name: "the command palette", path: "/usage", open: (page) => page.keyboard.press("Control+k") },
    {
      name: "the command palette that finds nothing",
      path: "/usage",
      async open(page) {
        await page.keyboard.press("Control+k");
        await page.getByRole("combobox", { name: "Go to or do something" }).fill("no such thing");
        await page.getByText("Nothing is called that.").waitFor();
      },
    },
    {
      name: "the code of a call",
      path: "/playground?model=rehearsal",
      open: (page) => page.getByRole("button", { name: "View code" }).click(),
    },
    {
      name: "what was sent",
      path: "/playground?model=rehearsal",
      async open(page) {
        await askModel(page, "Say one.");
        const second = await askModel(page, "Say two.");
        await second.getByRole("button", { name: "What was sent" }).click();
        await page.getByText("Nothing is left out.").waitFor();
      },
    },
    {
      name: "a talk that is shared",
      path: "/playground?model=rehearsal",
      async open(page) {
        await askModel(page, "Say one.");
        await page.getByRole("button", { name: "Share" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Make the link" }).click();
        await page.getByRole("link", { name: "Open it" }).waitFor();
      },
    },
    {
      name: "a new key",
      path: "/keys",
      async open(page) {
        await page.getByRole("button", { name: "Make a key" }).click();
        await page.getByText("More bounds").click();
      },
    },
    {
      name: "a key that is changed",
      path: "/keys",
      open: (page) => page.getByRole("button", { name: "Change: Nightly job" }).click(),
    },
    {
      name: "a key that is rotated",
      path: "/keys",
      open: (page) => page.getByRole("button", { name: "Rotate: Nightly job" }).click(),
    },
    {
      name: "a key that is revoked",
      path: "/keys",
      open: (page) => page.getByRole("button", { name: "Revoke: Nightly job" }).click(),
    },
    {
      name: "a conversation that is deleted",
      path: "/conversations",
      async open(page) {
        await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
        await page.getByRole("button", { name: "Delete" }).click();
      },
    },
    {
      name: "somebody who is signed out everywhere",
      path: "/security?part=sessions",
      async open(page) {
        await page.getByText("ada@example.com").click();
        await page.getByRole("button", { name: "Sign out everywhere: Ada Owner" }).click();
      },
    },
  ];

beforeAll(() => addSamples(stage.server));

test.each(dialogs)("axe finds nothing serious in $name, in light and dark", async ({ path, open }) => {
  const { browser, server } = stage;
  const storageState = await stage.page.context().storageState();
  const { page, faults } = await openPage(browser, { storageState });
  await page.goto(`${server.url}${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator(".animate-pulse").first().waitFor({ state: "detached" });
  await open(page);
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("heading").first().waitFor();
  for (const theme of ["light", "dark"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect([theme, await axeFaults(page)]).toEqual([theme, []]);
  }
  // Whoever has only keys gets out again, and is where they were.
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await page.context().close();
});
