import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

/** Where Debian, and others, put the browser; `PARLEY_TEST_CHROMIUM` names another one. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A page, and everything that went wrong on it. */
export interface Watched {
  readonly page: Page;
  /** Errors of scripts, and what the content policy had to forbid. */
  readonly faults: string[];
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env["PARLEY_TEST_CHROMIUM"] ?? places.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error("these tests need Chromium: `apt-get install chromium`, or PARLEY_TEST_CHROMIUM");
  // Root may not use the sandbox, and CI is root.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page in a context of its own: nobody is signed in there, and nothing moves, so that what is seen is settled. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.stack ?? String(error)));
  page.on("console", (message) => {
    // That a session is asked for before there is one is no fault, and Chromium writes every refusal.
    if (message.type() === "error" && !/status of 40[134]/.test(message.text())) faults.push(message.text());
  });
  return { page, faults };
}

export const owner = {
  name: "Ada Owner",
  email: "ada@example.com",
  password: "correct horse battery staple",
};

/** Registers the first account through the page, and lands inside. */
export async function registerOwner({ page }: Watched, url: string): Promise<void> {
  await page.goto(url);
  await fillRegistration(page);
  // The screen before it has a heading, too, and on a narrow one the way to others is behind a button.
  const inside = page.locator("nav");
  const landed = await inside.waitFor({ state: "attached", timeout: 15_000 }).then(
    () => true,
    () => false,
  );
  if (landed) return;
  // A machine with too much to do may refuse a first try, or be slow to show that it went well: people look again.
  await page.goto(url);
  const form = page.getByRole("button", { name: "Make the account" });
  await inside.or(form).first().waitFor({ state: "attached" });
  if (await form.isVisible()) await fillRegistration(page);
  await inside.waitFor({ state: "attached" });
}

async function fillRegistration(page: Page): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(owner.name);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Make the account" }).click();
}

/** Without what Chromium writes of refusals: those of the API are part of some tests. */
export function ofScripts(faults: readonly string[]): readonly string[] {
  return faults.filter((fault) => !fault.startsWith("Failed to load resource"));
}

/** Tries a provider's model until it has answered: a running server has a new key within a second. */
export async function tryUntilAnswered(page: Page, model: string, answer: string): Promise<void> {
  const hello = page.getByText(answer);
  await expect
    .poll(
      async () => {
        await page.getByLabel("Model of the provider").fill(model);
        await page.getByRole("button", { name: "Try it" }).click();
        // A click that comes while the page is drawn anew is lost, and made again.
        const told = hello.or(page.getByRole("alert")).first();
        await told.waitFor({ timeout: 5_000 }).catch(() => undefined);
        return hello.count();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(1);
}

/** Signs the owner in, whoever opened the sign-in page. */
export async function fillSignIn(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Opens the console as the owner, and lands inside. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await fillSignIn(page);
  await page.locator("nav").first().waitFor({ state: "attached" });
}
