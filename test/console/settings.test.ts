import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFaults } from "./axe.ts";
import { ofScripts, tryUntilAnswered } from "./browser.ts";
import { useOwnersStage } from "./stage.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

const file = `# What this team uses.
providers:
  literal: { type: openai-compatible, baseUrl: "http://127.0.0.1:9/v1", apiKey: hunter-in-the-file }
models:
  one: { targets: [{ provider: rehearsal, model: rehearsal }] } # kept
`;

let upstream: Upstream;
let path: string;
const stage = useOwnersStage({ settings: () => file });
beforeAll(async () => {
  upstream = await startUpstream();
  path = join(stage.server.data, "parley.yaml");
});
afterAll(() => upstream.close());

/** Names that programs can ask for now. */
async function models(): Promise<readonly string[]> {
  const reply = await fetch(`${stage.server.url}/v1/models`, {
    headers: { authorization: `Bearer ${stage.server.key}` },
  });
  const { data } = (await reply.json()) as { data: readonly { id: string }[] };
  return data.map(({ id }) => id);
}

test("bad settings show their line and the reason, and change nothing", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/models`);
  await page.getByRole("link", { name: "Change the settings file" }).click();
  const text = page.getByLabel("Text of the file");
  await text.waitFor();
  expect(await text.inputValue()).toBe(file.replace("hunter-in-the-file", "KEPT-SECRET-1"));
  expect(await page.content()).not.toContain("hunter-in-the-file");
  const bad = (await text.inputValue()).replace("provider: rehearsal,", "provider: rehersal,");
  await text.fill(`${bad}audit: { checkpoints: { command: [sh] } }\n`);
  await page.getByRole("button", { name: "Check and compare" }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("changed on the server's machine alone").waitFor();
  await text.fill(bad);
  await page.getByRole("button", { name: "Check and compare" }).click();
  await alert.getByText('There is no provider "rehersal". Did you mean "rehearsal"?').waitFor();
  expect(await alert.textContent()).toContain("models.one.targets[0].provider");
  expect(await axeFaults(page)).toEqual([]);
  await alert.getByRole("link", { name: /^Line 5, column/ }).click();
  expect(new URL(page.url()).searchParams.get("line")).toBe("5");
  const selected = await text.evaluate((area: HTMLTextAreaElement) => ({
    focused: document.activeElement === area,
    words: area.value.slice(area.selectionStart, area.selectionEnd),
  }));
  expect(selected).toEqual({ focused: true, words: bad.split("\n")[4] });
  expect(readFileSync(path, "utf8")).toBe(file);
  expect(ofScripts(faults)).toEqual([]);
});

test("good ones are compared, applied, and answer at once; leaving before is asked about", async () => {
  const { page, faults } = stage;
  const text = page.getByLabel("Text of the file");
  const line = "  two: { targets: [{ provider: rehearsal, model: rehearsal }] }";
  const shown = file.replace("hunter-in-the-file", "KEPT-SECRET-1");
  await text.fill(shown.replace("models:\n", `models:\n${line}\n`));
  await page.getByRole("link", { name: "Providers and models" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Check and compare" }).click();
  await page.getByRole("heading", { name: "What changes" }).waitFor();
  const added = page.getByRole("row").filter({ hasText: "new" });
  expect(await added.count()).toBe(1);
  expect(await added.textContent()).toContain("two: { targets");
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("Applied: the new settings hold.").waitFor();
  expect(await models()).toContain("two");
  // The secret is where it was, and so is every comment.
  expect(readFileSync(path, "utf8")).toBe(file.replace("models:\n", `models:\n${line}\n`));
  expect(ofScripts(faults)).toEqual([]);
});

test("who changes what somebody else has changed meanwhile is told, and can compare anew", async () => {
  const { page, faults } = stage;
  const text = page.getByLabel("Text of the file");
  const before = readFileSync(path, "utf8");
  await text.fill((await text.inputValue()).replace("# kept", "# mine"));
  await page.getByRole("button", { name: "Check and compare" }).click();
  await page.getByRole("button", { name: "Apply" }).waitFor();
  writeFileSync(path, `${before}# theirs\n`);
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("The settings have changed since they were read.").waitFor();
  await page.getByRole("button", { name: "Compare with the file as it is now" }).click();
  await page.getByRole("button", { name: "Check and compare" }).click();
  await page.getByRole("row").filter({ hasText: "# theirs" }).waitFor();
  await page.getByRole("button", { name: "Back to the text" }).click();
  await page.getByRole("button", { name: "Undo all" }).click();
  expect(await text.inputValue()).toContain("# theirs");
  expect(readFileSync(path, "utf8")).toBe(`${before}# theirs\n`);
  expect(ofScripts(faults)).toEqual([]);
});

test("a provider is added with a bad key, which is tried and replaced, and is then asked by a name", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/models`);
  await page.getByRole("link", { name: "Add a provider" }).click();
  await page.getByLabel("Provider", { exact: true }).selectOption("own");
  expect(new URL(page.url()).searchParams.get("service")).toBe("own");
  await page.getByLabel("Its name here").fill("mine");
  const address = page.getByLabel("Address up to the version");
  await address.fill("http://169.254.169.254/latest");
  await page.getByLabel("Key, if it needs one").fill("sk-upstream-bad");
  await page.getByLabel("Name for callers").fill("chat");
  await page.getByLabel("Its model").fill("small");
  await page.getByRole("button", { name: "Add the provider" }).click();
  await page.getByRole("alert").filter({ hasText: "no provider is there" }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await address.fill(upstream.baseUrl);
  await page.getByRole("button", { name: "Add the provider" }).click();
  await page.getByText("mine is in the settings, and can be asked.").waitFor();
  expect(await models()).toContain("chat");
  const text = readFileSync(path, "utf8");
  expect(text).toContain(`mine: { type: openai-compatible, baseUrl: ${upstream.baseUrl}, apiKey: stored }`);
  expect(text).not.toContain("sk-upstream-bad");

  const tryIt = page.getByRole("button", { name: "Try it" });
  const model = page.getByLabel("Model of the provider");
  await model.fill("small");
  await tryIt.click();
  await page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  expect(await page.content()).not.toContain("sk-upstream-bad");
  const stored = page.waitForResponse((reply) => reply.url().endsWith("/providers/mine/key"));
  await page.getByLabel("Key of mine").fill(upstream.goodKey);
  await page.getByRole("button", { name: "Store the key" }).click();
  expect((await stored).status()).toBe(200);
  await tryUntilAnswered(page, "small", "Hello from upstream.");
  expect(await page.content()).not.toContain(upstream.goodKey);
  const answer = await fetch(`${stage.server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.server.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "chat", stream: true, messages: [{ role: "user", content: "Hello?" }] }),
  });
  expect(await answer.text()).toContain("Hello from upstream.");
  expect(ofScripts(faults)).toEqual([]);
});
