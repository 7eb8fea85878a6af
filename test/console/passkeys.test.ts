import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { openPage, owner, registerOwner } from "./browser.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Passkeys belong to a name, and 127.0.0.1 is none. */
function named(path = "/"): string {
  return new URL(path, stage.server.url.replace("127.0.0.1", "localhost")).href;
}

interface Device {
  readonly tools: CDPSession;
  readonly id: string;
}

/** A device that keeps passkeys and checks a finger, as the browser's own tools play it. */
async function addDevice(page: Page, isUserVerified = true): Promise<Device> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("WebAuthn.enable");
  const { authenticatorId } = await tools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return { tools, id: authenticatorId };
}

async function keptBy({ tools, id }: Device) {
  const { credentials } = await tools.send("WebAuthn.getCredentials", { authenticatorId: id });
  return credentials;
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.goto(named());
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
}

/** Which way of signing in the audit log tells of, the newest first. */
async function loginsOf(): Promise<readonly unknown[]> {
  const reply = await fetch(named("/v1/organization/audit_logs?event_types=login.succeeded"), {
    headers: { authorization: `Bearer ${stage.server.key}` },
  });
  const { data } = (await reply.json()) as { data: { "login.succeeded": { method: string } }[] };
  return data.map((entry) => entry["login.succeeded"].method);
}

test("a passkey is made in the settings, signs in without a word, and opens nothing once it is removed", async () => {
  const watched = await openPage(stage.browser);
  const { page, faults } = watched;
  const device = await addDevice(page);
  await registerOwner(watched, named());
  await page.goto(named("/settings"));
  await page.getByText("You have no passkey yet.").waitFor();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("laptop");
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("button", { name: "Remove: laptop" }).waitFor();
  const [kept, ...others] = await keptBy(device);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ rpId: "localhost", isResidentCredential: true, signCount: 1 });

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.locator("nav").first().waitFor({ state: "attached" });
  const me = await page.evaluate(async () => (await fetch("/auth/me")).json());
  expect(me).toMatchObject({ account: { email: owner.email } });
  expect(await loginsOf()).toEqual(["passkey", "password"]);
  expect((await keptBy(device))[0]?.signCount).toBe(2);

  await page.goto(named("/settings"));
  await page.getByRole("button", { name: "Remove: laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("alert").filter({ hasText: "This passkey was not accepted." }).waitFor();
  expect(await loginsOf()).toHaveLength(2);
  // Chromium writes every refusal of the API, and the last one was wanted.
  expect(faults.filter((fault) => !fault.startsWith("Failed to load resource"))).toEqual([]);
});

test("a device that has checked neither finger nor PIN makes no passkey", async () => {
  const { page } = await openPage(stage.browser);
  await page.goto(named());
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("nav").first().waitFor({ state: "attached" });
  const device = await addDevice(page, false);
  await page.goto(named("/settings"));
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("found on a bench");
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await dialog.getByRole("alert").waitFor();
  expect(await keptBy(device)).toEqual([]);
  await page.reload();
  await page.getByText("You have no passkey yet.").waitFor();
});
