import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { ofScripts, tryUntilAnswered } from "./browser.ts";
import { useOwnersStage } from "./stage.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

let upstream: Upstream;
const stage = useOwnersStage({
  async settings() {
    upstream = await startUpstream();
    return `providers:
  mine: { type: openai-compatible, baseUrl: "${upstream.baseUrl}", apiKey: stored }
  rehearsal: { type: rehearsal }
`;
  },
});
afterAll(() => upstream.close());

test("a provider's key is stored, tested live, replaced where it is wrong, and never shown again", async () => {
  const { page, faults } = stage;
  await page.getByRole("link", { name: /^A provider/ }).click();
  await page.waitForURL(({ searchParams }) => searchParams.get("door") === "provider");
  await page.getByLabel("Provider").selectOption("anthropic");
  expect(await page.getByLabel("Its name here").inputValue()).toBe("anthropic");
  await page.getByText("Write it into the settings file instead").click();
  await page.getByText("anthropic: { type: anthropic, apiKey: stored }").waitFor();
  await page.getByLabel("Where its key is kept").selectOption("environment");
  await page.getByText("Start Parley with ANTHROPIC_API_KEY in its environment.").waitFor();

  const key = page.getByLabel("Key of mine");
  const model = page.getByLabel("Model of the provider");
  const tryIt = page.getByRole("button", { name: "Try it" });
  async function store(secret: string): Promise<void> {
    await key.fill(secret);
    const stored = page.waitForResponse((reply) => reply.url().endsWith("/providers/mine/key"));
    await page.getByRole("button", { name: "Store the key" }).click();
    expect((await stored).status()).toBe(200);
    // The answer has come before the page has heard of it, and the sentence stands there from the first time on.
    await expect.poll(() => key.inputValue()).toBe("");
    await page.getByText("The key of mine is stored.").waitFor();
    expect(await page.content()).not.toContain(secret);
  }

  await store("sk-upstream-bad");
  await model.fill("small");
  await tryIt.click();
  await page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  await store(upstream.goodKey);
  await tryUntilAnswered(page, "small", "Hello from upstream.");
  await page.getByText("Ready to answer: mine").waitFor();
  expect(ofScripts(faults)).toEqual([]);
});

test("a key is made by one click, its program's request is seen at once and leads to its trace", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/welcome`);
  await page.getByText("Waiting for your first request…").waitFor();
  await page.getByRole("button", { name: "Make a key" }).click();
  const line = page.locator("code", { hasText: "export OPENAI_API_KEY=" });
  await line.waitFor();
  const exported = (await line.textContent()) ?? "";
  expect(exported).toMatch(/^export OPENAI_API_KEY=sk-parley-[\w-]+$/);
  await page.getByLabel("Model", { exact: true }).selectOption("rehearsal/rehearsal");
  for (const name of ["JavaScript", "Java", "Go", "PHP", "Python", "curl"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("button", { name, exact: true, pressed: true }).waitFor();
    expect(await page.locator("pre").last().textContent()).toContain(new URL(stage.server.url).host);
  }
  // What stands there is run as it stands there, key and all.
  const program = (await page.locator("pre").last().textContent()) ?? "";
  const { stdout } = await promisify(execFile)("sh", ["-c", `${exported}\n${program}`]);
  expect(JSON.parse(stdout)).toMatchObject({ object: "response", status: "completed" });
  await page.getByText("Your request has come.").waitFor();
  await page.getByRole("link", { name: "See what became of it" }).click();
  await page.getByRole("heading", { name: "Where the time went" }).waitFor();
  await page.goBack();
  await page.getByText("Your programs have asked already").waitFor();
  expect(await page.content()).not.toContain(exported.split("=")[1]);
  expect(ofScripts(faults)).toEqual([]);
});

test("a pull shows what stands in its way, and a rehearsal leads to the playground", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/welcome?door=local`);
  await expect.poll(() => page.getByRole("option", { name: /qwen3-0\.6b: 639 MB/ }).count()).toBe(1);
  await page.getByLabel("Model", { exact: true }).first().selectOption("");
  await page.getByLabel("Name or address").fill("no such thing");
  await page.getByRole("button", { name: "Fetch it" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("link", { name: /^Rehearse first/ }).click();
  await page.getByRole("link", { name: "To the playground" }).click();
  await page.getByRole("heading", { name: "Playground" }).waitFor();
  expect(ofScripts(faults)).toEqual([]);
});
