import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { navigation } from "../../console/src/app/navigation.ts";
import { directionOf, type Language, languages } from "../../console/src/texts/languages.ts";
import { shellTexts } from "../../console/src/texts/shell.ts";
import { axeFaults } from "./axe.ts";
import { openPage, registerOwner, type Watched } from "./browser.ts";
import { parley } from "./parley.ts";
import { addSamples } from "./sample-data.ts";
import { type Stage, useStage } from "./stage.ts";

let signedIn: NonNullable<BrowserContextOptions["storageState"]>;
/** Every screen of the navigation, and those that are one click further. */
let screens: readonly string[];
const stage = useStage({ ready: prepare });

/** Samples, the owner, and where the screens are. */
async function prepare({ server, browser }: Stage): Promise<void> {
  const { conversation } = await addSamples(server);
  const month = ["--installation", "--per", "month", "--money", "5"];
  const budget = await parley<{ readonly id: string }>(server, "budgets", "set", ...month);
  const watched = await openPage(browser);
  await registerOwner(watched, server.url);
  const { page } = watched;
  signedIn = await page.context().storageState();
  await page.goto(`${server.url}/requests`);
  const request = await page
    .getByRole("link", { name: /\/v1\// })
    .first()
    .getAttribute("href");
  const paths: readonly string[] = navigation.map(({ to }) => to);
  screens = [
    ...paths,
    request ?? "/requests",
    "/usage?measure=latency&by=key",
    "/usage?measure=errors&by=provider",
    `/usage/budgets?budget=${budget.id}`,
    "/security?part=audit&verify=true",
    "/security?part=anomalies",
    "/security?part=sessions",
    "/models/new?service=azure",
    "/models/settings",
    ...(paths.includes("/conversations") ? [`/conversations/${conversation}`] : []),
  ];
  await page.context().close();
}

/** A page on which the owner is signed in, with these wishes. */
async function openInside(
  wishes: { readonly language?: Language; readonly theme?: "light" | "dark" },
  viewport = { width: 1280, height: 800 },
): Promise<Watched> {
  const watched = await openPage(stage.browser, { storageState: signedIn, viewport });
  await watched.page.addInitScript(({ language = "en", theme = "light" }) => {
    localStorage.setItem("parley-language", language);
    localStorage.setItem("parley-theme", theme);
  }, wishes);
  return watched;
}

/** Goes there, and waits until what it asks for has come. */
async function show(page: Page, path: string): Promise<void> {
  await page.goto(`${stage.server.url}${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator(".animate-pulse").first().waitFor({ state: "detached" });
}

describe.each(["light", "dark"] as const)("in %s", (theme) => {
  test("axe finds nothing serious on any screen", { timeout: 180_000 }, async () => {
    const { page, faults } = await openInside({ theme });
    const found: string[] = [];
    for (const path of screens) {
      await show(page, path);
      for (const fault of await axeFaults(page)) found.push(`${path}: ${fault}`);
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("axe finds nothing serious at the door", async () => {
    const watched = await openPage(stage.browser);
    await watched.page.addInitScript((wish) => localStorage.setItem("parley-theme", wish), theme);
    await watched.page.goto(`${stage.server.url}/sign-in`);
    await watched.page.getByRole("heading", { level: 1 }).waitFor();
    expect(await axeFaults(watched.page)).toEqual([]);
    await watched.page.context().close();
  });
});

test(
  "in every language, on a narrow screen: all is said, and nothing is wider than the screen",
  { timeout: 240_000 },
  async () => {
    const { page, faults } = await openInside({}, { width: 360, height: 740 });
    const wrong: string[] = [];
    for (const path of screens) {
      await show(page, path);
      for (const language of Object.keys(languages) as Language[]) {
        await speak(page, language);
        for (const fault of await faultsOf(page, language)) wrong.push(`${path} in ${language}: ${fault}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

/** Chooses it, as the reader does behind the menu: a page that is loaded anew for each takes minutes for all of them. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((tag) => {
    const choice = document.querySelector<HTMLSelectElement>(`select:has(option[lang="${tag}"])`);
    if (choice === null) throw new Error("there is no choice of languages");
    choice.value = tag;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }, language);
  await page.locator(`html[lang="${language}"]`).waitFor({ state: "attached" });
}

async function faultsOf(page: Page, language: Language): Promise<readonly string[]> {
  const texts: Readonly<Record<string, string>> = shellTexts[language];
  const seen = await page.evaluate(() => ({
    direction: document.documentElement.dir,
    wide: (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
    title: document.querySelector("h1")?.textContent ?? "",
    text: document.body.innerText,
    links: [...document.querySelectorAll("nav a")].map((link) => link.textContent ?? ""),
  }));
  const broken = /undefined|\[object \w+\]|NaN|\$\{/.exec(seen.text)?.[0];
  return [
    ...(seen.direction === directionOf(language) ? [] : [`is written ${seen.direction}`]),
    ...(seen.wide > 0 ? [`is ${seen.wide} px too wide`] : []),
    ...(seen.title.trim() === "" ? ["has no title"] : []),
    ...(broken === undefined ? [] : [`says ${broken}`]),
    ...navigation.flatMap(({ name }) => {
      const said = texts[name];
      return said !== undefined && seen.links.includes(said) ? [] : [`no link to ${name}`];
    }),
  ];
}

test("with keys alone: signing in, asking, and the answer", async () => {
  const watched = await openPage(stage.browser);
  const { page, faults } = watched;
  await page.goto(`${stage.server.url}/playground`);
  await page.getByLabel("E-mail").waitFor();
  await typeInto(page, "E-mail", "ada@example.com");
  await typeInto(page, "Password", "correct horse battery staple");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Ask" }).waitFor();
  await typeInto(page, "Ask", "Say it works.");
  // Before it is known which models there are, nobody can be asked.
  await page.getByRole("button", { name: "Send", exact: true, disabled: false }).waitFor();
  await page.keyboard.press("Enter");
  const answer = page.locator("li[data-turn]").first();
  await answer.getByRole("button", { name: "Ask again" }).waitFor();
  expect(await answer.textContent()).toContain("it works.");
  expect(faults).toEqual([]);
  await page.context().close();
});

/** Goes on with the Tab key until the field of this name has the focus, as somebody without a mouse does. */
async function typeInto(page: Page, label: string, text: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    const name = await page.evaluate(() => {
      const active = document.activeElement;
      return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement
        ? (active.getAttribute("aria-label") ?? active.labels?.[0]?.textContent ?? "")
        : "";
    });
    if (name === label) return page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${label}`);
}
