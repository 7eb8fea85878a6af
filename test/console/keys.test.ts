import { expect, test } from "vitest";
import { callWith } from "./api.ts";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

const asked = { model: "rehearsal", messages: [{ role: "user", content: "Say yes." }] };
const name = "Nightly job";

/** What a program with this key is answered, as soon as all of the server has heard what was changed. */
async function becomes(key: string, status: number): Promise<void> {
  await expect.poll(() => callWith(stage.server, asked, key), { timeout: 20_000 }).toBe(status);
}

/** The secret that is shown this once; then it is put away. */
async function takeSecret(): Promise<string> {
  const dialog = stage.page.getByRole("dialog");
  const secret = dialog.locator("[data-secret]");
  await secret.waitFor();
  const text = (await secret.textContent()) ?? "";
  expect(text).toMatch(/^sk-parley-[\w-]+$/);
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await secret.waitFor({ state: "detached" });
  expect(await stage.page.content()).not.toContain(text);
  return text;
}

test("a key is made, rotated with an overlap in which both secrets work, ended early, and revoked", async () => {
  const { page, faults } = stage;
  // The screen before has a button of this name, too.
  await page.goto(`${stage.server.url}/keys`);
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Make the key" }).click();
  const first = await takeSecret();
  await becomes(first, 200);

  await page.getByRole("button", { name: `Rotate: ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
  const second = await takeSecret();
  expect(second).not.toBe(first);
  await becomes(second, 200);
  // As long as both work, nothing stands still.
  expect(await callWith(stage.server, asked, first)).toBe(200);
  const card = page.getByRole("article").filter({ hasText: name });
  await card.getByText("Two secrets").waitFor();

  await card.getByRole("button", { name: `End the old secret now: ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the old secret now" }).click();
  await page.getByText(`${name}: done.`).waitFor();
  await becomes(first, 401);
  expect(await callWith(stage.server, asked, second)).toBe(200);

  await page.reload();
  await card.getByRole("button", { name: `Revoke: ${name}` }).click();
  const dialog = page.getByRole("dialog");
  const revoke = dialog.getByRole("button", { name: "Revoke" });
  // It was used a moment ago: who revokes it says its name.
  await expect.poll(() => revoke.isDisabled()).toBe(true);
  await dialog.getByLabel(`Type “${name}” to confirm`).fill(name);
  await revoke.click();
  await page.getByText(`${name}: done.`).waitFor();
  await becomes(second, 401);
  expect(faults).toEqual([]);
});
