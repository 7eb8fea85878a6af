import type { Page } from "playwright-core";
import type { StartedServer } from "../e2e/started-server.ts";
import { openPage, type Watched } from "./browser.ts";
import type { Stage } from "./stage.ts";

/** Calls the API as a program does, and gives the status. */
export async function callWith(
  { url, key: own }: Pick<StartedServer, "url" | "key">,
  body: object,
  key: string = own,
): Promise<number> {
  const reply = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await reply.text();
  return reply.status;
}

/** Calls the API as the console does, from a page on which somebody is signed in. */
export async function askAs(
  page: Page,
  path: string,
  { method = "GET", body }: { readonly method?: string; readonly body?: object } = {},
): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> {
  return page.evaluate(
    async ([address, how, text]) => {
      const reply = await fetch(address, {
        method: how,
        ...(how !== "GET" && { headers: { "content-type": "application/json" }, body: text || "{}" }),
      });
      return { status: reply.status, json: (await reply.json()) as Record<string, unknown> };
    },
    [path, method, body === undefined ? "" : JSON.stringify(body)] as const,
  );
}

/** Somebody else, with a page of their own: invited by the owner into projects, registered, and signed in. */
export async function joinAs(
  { browser, server }: Stage,
  owner: Page,
  { email, projects }: { readonly email: string; readonly projects: readonly { id: string; role: string }[] },
): Promise<Watched> {
  const invited = await askAs(owner, "/v1/organization/invites", {
    method: "POST",
    body: { email, projects },
  });
  const watched = await openPage(browser);
  const { page } = watched;
  await page.goto(`${server.url}${String(invited.json["path"])}`);
  await page.getByLabel("Name", { exact: true }).fill(email);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.locator("nav").first().waitFor({ state: "attached" });
  return watched;
}
