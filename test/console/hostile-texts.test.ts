import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { navigation } from "../../console/src/app/navigation.ts";
import { askModel } from "./ask-model.ts";
import { openPage, registerOwner, signIn, type Watched } from "./browser.ts";
import { hostileTexts, mark } from "./hostile-texts.ts";
import { addSamples } from "./sample-data.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** A page, and whatever was executed, forbidden or fetched from elsewhere on it. */
async function openWary(): Promise<Watched & { readonly caught: string[] }> {
  const watched = await openPage(stage.browser);
  const caught: string[] = [];
  const { page } = watched;
  page.on("dialog", (dialog) => {
    caught.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(stage.server.url) && !/^(?:data|blob):/.test(url)) caught.push(`fetched ${url}`);
  });
  await page.exposeFunction("reportFault", (line: string) => void caught.push(line));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      const told = globalThis as unknown as { reportFault(line: string): void };
      told.reportFault(`forbidden ${violatedDirective} ${blockedURI}`);
    });
  });
  return { ...watched, caught };
}

/** What is on the page that should not be. */
async function left(page: Page): Promise<readonly string[]> {
  return page.evaluate((name) => {
    const wrong: string[] = [];
    if (name in globalThis) wrong.push("executed");
    for (const link of document.querySelectorAll("a[href]")) {
      const { protocol } = new URL(link.getAttribute("href") ?? "", location.href);
      if (!/^(?:https?|mailto):$/.test(protocol)) wrong.push(link.outerHTML);
    }
    for (const one of document.querySelectorAll(
      "iframe, object, embed, base, style, form[action], #root script",
    ))
      wrong.push(one.outerHTML);
    for (const image of document.querySelectorAll("img"))
      if (new URL(image.src, location.href).origin !== location.origin) wrong.push(image.outerHTML);
    for (const one of document.querySelectorAll("*"))
      for (const { name: attribute } of one.attributes)
        if (attribute.startsWith("on")) wrong.push(one.outerHTML);
    return wrong;
  }, mark);
}

test("there are enough of them, and a page without protection executes some", async () => {
  expect(new Set(hostileTexts).size).toBeGreaterThanOrEqual(40);
  const page = await stage.browser.newPage();
  await page.setContent(hostileTexts.slice(5, 6).join(""));
  await expect.poll(() => page.evaluate((name) => name in globalThis, mark)).toBe(true);
  await page.close();
});

test("nothing that a model says is executed or fetched", { timeout: 180_000 }, async () => {
  const watched = await openWary();
  const { page, faults, caught } = watched;
  await registerOwner(watched, stage.server.url);
  await page.getByRole("link", { name: "Playground" }).click();
  const perAnswer = 10;
  for (let at = 0; at < hostileTexts.length; at += perAnswer) {
    const asked = hostileTexts.slice(at, at + perAnswer).join("\n\n");
    const last = await askModel(page, `Repeat after me: ${asked}`);
    expect((await last.locator("[data-answer]").textContent())?.length).toBeGreaterThan(50);
    for (const link of await last.getByRole("link").all()) await link.hover();
    expect(await left(page)).toEqual([]);
  }
  expect([caught, faults]).toEqual([[], []]);
  await page.context().close();
});

test("no name and nothing said is executed on any screen", { timeout: 180_000 }, async () => {
  const said = hostileTexts.map((text) => `Repeat after me: ${text}`);
  const { conversation } = await addSamples(stage.server, { said });
  const watched = await openWary();
  const { page, faults, caught } = watched;
  await signIn(page, stage.server.url);
  // Names are made by whoever may make keys, and are read by everybody who sees keys, requests and the audit log.
  const made = await page.evaluate(
    async (names) => {
      const { projects } = (await (await fetch("/auth/me")).json()) as { projects: { id: string }[] };
      const statuses: number[] = [];
      for (const name of names) {
        const reply = await fetch(`/v1/organization/projects/${projects[0]?.id}/api_keys`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ name }),
        });
        statuses.push(reply.status);
      }
      for (const name of names.slice(0, 20))
        await fetch("/v1/organization/projects", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ name }),
        });
      for (const model of names)
        await fetch("/v1/chat/completions", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
        });
      return statuses.filter((status) => status < 300).length;
    },
    hostileTexts.map((text) => text.slice(0, 100).trim()),
  );
  expect(made).toBeGreaterThanOrEqual(40);
  const paths: readonly string[] = navigation.map(({ to }) => to);
  for (const path of [
    ...paths,
    ...(paths.includes("/conversations") ? [`/conversations/${conversation}`] : []),
  ]) {
    await page.goto(`${stage.server.url}${path}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.locator(".animate-pulse").first().waitFor({ state: "detached" });
    expect([path, await left(page)]).toEqual([path, []]);
  }
  await page.goto(`${stage.server.url}/requests`);
  await page
    .getByRole("link", { name: /\/v1\// })
    .first()
    .click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  expect(await left(page)).toEqual([]);
  expect([caught, faults]).toEqual([[], []]);
  await page.context().close();
});
