/**
 * Takes the pictures of the console that README and docs show, into docs/images: from a server of its own, with calls to
 * the rehearsal model, so that they are true and can be taken again after every change. Needs Chromium.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser, openPage, registerOwner } from "../test/console/browser.ts";
import { type StartedServer, startServer } from "../test/e2e/started-server.ts";

const images = join(import.meta.dirname, "..", "docs", "images");

/** Two names with ways to choose between, that all end at the rehearsal. */
const settings = `providers:
  openai: { type: openai-compatible, preset: openai, apiKey: stored, models: [gpt-5-mini] }
models:
  chat:
    strategy: weighted
    targets:
      - { provider: rehearsal, model: rehearsal, weight: 3, when: { maxTokens: 8000 } }
      - { provider: rehearsal, model: rehearsal-slow }
  careful:
    targets:
      - { provider: rehearsal, model: rehearsal-overloaded }
      - { provider: rehearsal, model: rehearsal, when: { images: false } }
defaultModel: rehearsal
`;

const question =
  "Say **Quack!** Explain your bug to the duck:\n\n```ts\nconst duck = { listens: true };\n```\n\nIts patience grows like $e^{x^2}$.";

async function call(server: StartedServer, model: string, asked: string): Promise<void> {
  const reply = await fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: asked }] }),
  });
  await reply.text();
}

/** What is on the screen, when everything has come. */
async function take(page: Page, name: string): Promise<void> {
  await page.locator(".animate-pulse").first().waitFor({ state: "detached" });
  // Charts and pictures are drawn a moment later.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(images, `console-${name}.png`) });
}

const folder = mkdtempSync(join(tmpdir(), "parley-screenshots-"));
const config = join(folder, "parley.yaml");
writeFileSync(config, settings);
mkdirSync(images, { recursive: true });
const server = await startServer({ PARLEY_CONFIG: config });
const browser = await openBrowser();
try {
  for (const model of [
    "chat",
    "rehearsal",
    "careful",
    "chat",
    "rehearsal-refuses-key",
    "chat",
    "no-such-model",
    "chat",
  ])
    await call(server, model, "What is a good name for a duck?");
  const watched = await openPage(browser, { colorScheme: "light", reducedMotion: "reduce" });
  const { page } = watched;
  await registerOwner(watched, server.url);
  await page.goto(`${server.url}/playground`);
  await page.getByLabel("Model", { exact: true }).selectOption("rehearsal");
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill(question);
  await page.keyboard.press("Enter");
  await page.locator("ol > li").first().getByRole("button", { name: "Ask again" }).waitFor();
  await take(page, "playground");
  for (const [name, path] of [
    ["requests", "/requests"],
    ["usage", "/usage?measure=tokens&range=day"],
    ["models", "/models"],
    ["security", "/security?part=audit"],
  ] as const) {
    await page.goto(`${server.url}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const routes = page.getByRole("heading", { name: "Routes", exact: true });
    if (name === "models") await routes.evaluate((heading) => heading.scrollIntoView({ block: "start" }));
    await take(page, name);
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
