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

describe.each(Object.keys(languages) as Language[])("in %s, on a narrow screen", (language) => {
  test(
    "every screen says everything, and nothing is wider than the screen",
    { timeout: 180_000 },
    async () => {
      const { page, faults } = await openInside({ language }, { width: 360, height: 740 });
      const texts: Readonly<Record<string, string>> = shellTexts[language];
      const wrong: string[] = [];
      for (const path of screens) {
        await show(page, path);
        const seen = await page.evaluate(() => ({
          language: document.documentElement.lang,
          direction: document.documentElement.dir,
          wide: (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
          title: document.querySelector("h1")?.textContent ?? "",
          text: document.body.innerText,
          links: [...document.querySelectorAll("nav a")].map((link) => link.textContent ?? ""),
        }));
        if (seen.language !== language || seen.direction !== directionOf(language))
          wrong.push(`${path}: is in ${seen.language}, ${seen.direction}`);
        if (seen.wide > 0) wrong.push(`${path}: is ${seen.wide} px too wide`);
        if (seen.title.trim() === "") wrong.push(`${path}: has no title`);
        const broken = /undefined|\[object \w+\]|NaN|\$\{/.exec(seen.text)?.[0];
        if (broken !== undefined) wrong.push(`${path}: says ${broken}`);
        for (const { name } of navigation) {
          const said = texts[name];
          if (said === undefined || !seen.links.includes(said)) wrong.push(`${path}: no link to ${name}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
});

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
