import { expect, test } from "vitest";
import { askModel } from "./ask-model.ts";
import { fillSignIn, ofScripts, openPage, owner, registerOwner, signIn } from "./browser.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

test("a newcomer registers, asks and is answered; the call is in the list of requests", async () => {
  const watched = await openPage(stage.browser);
  const { page, faults } = watched;
  await registerOwner(watched, stage.server.url);
  await page.getByRole("link", { name: "Playground" }).click();
  const answer = await askModel(page, "Say **hello**, and $e^x$.");
  expect(await answer.locator("strong").textContent()).toBe("hello");
  // Formulas are drawn by a file that is loaded with the first one.
  await answer.locator("math").waitFor();
  await page.getByRole("link", { name: "Requests" }).click();
  const row = page.getByRole("link", { name: /\/v1\/responses/ }).first();
  // A call is written down some time after its end; whoever looks sees it come.
  await row.click();
  await page.getByRole("heading", { name: "Where the time went" }).waitFor();
  await page.goBack();
  await row.waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("an answer can be stopped, asked again and edited; branches stay", async () => {
  const watched = await openPage(stage.browser);
  const { page, faults } = watched;
  await signIn(watched.page, stage.server.url);
  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByLabel("Model", { exact: true }).selectOption("rehearsal-slow");
  await page
    .getByRole("textbox", { name: "Ask" })
    .fill(`Repeat after me: ${"The sea and the wind and the rain. ".repeat(40)}`);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Answering").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped.").waitFor();
  await page.getByLabel("Model", { exact: true }).selectOption("rehearsal");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Edit" }).fill("Say one.");
  await page.getByRole("textbox", { name: "Edit" }).press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Branch 2 of 2").waitFor();
  await page.getByRole("button", { name: "Branch before" }).click();
  await page.getByText("Stopped.").waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("nothing inside is shown to who is not signed in, and the way there is kept", async () => {
  const { page } = await openPage(stage.browser);
  await page.goto(`${stage.server.url}/usage?measure=tokens`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.getByRole("navigation").count()).toBe(0);
  await fillSignIn(page);
  await page.getByRole("heading", { name: "Usage" }).waitFor();
  await page.waitForURL(({ searchParams }) => searchParams.get("measure") === "tokens");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${stage.server.url}/playground`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.context().close();
});

test("a wrong password says so, and nothing of who exists", async () => {
  const { page } = await openPage(stage.browser);
  await page.goto(stage.server.url);
  const said: string[] = [];
  for (const email of [owner.email, "nobody@example.com"]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    said.push((await alert.textContent())?.replace(/req_\w+/, "") ?? "");
    await page.reload();
  }
  expect(said[0]).toBe(said[1]);
  await page.context().close();
});

test("what fails is said in the reader's language; who is signed out keeps what is written, and comes back", async () => {
  const { page, faults } = await openPage(stage.browser, { locale: "de-DE" });
  await page.goto(`${stage.server.url}/playground`);
  const mail = page.getByLabel("E-Mail");
  const password = page.getByLabel("Passwort", { exact: true });
  const enter = page.getByRole("button", { name: "Anmelden", exact: true });
  const alert = page.getByRole("alert");
  await mail.fill(owner.email);
  await password.fill("not the password");
  await enter.click();
  await alert.getByText("Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen.").waitFor();
  expect(await page.title()).toBe("Anmelden – Parley");
  await password.fill(owner.password);
  await enter.click();
  const ask = page.getByRole("textbox", { name: "Fragen", exact: true });
  await ask.waitFor();
  expect(await page.title()).toBe("Spielwiese – Parley");

  await page.route("**/v1/conversations?*", (route) => route.abort());
  await page.getByRole("link", { name: "Gespräche" }).click();
  await alert.getByText("Parley antwortet nicht. Läuft es, und bist du im Netz?").waitFor();
  await page.unroute("**/v1/conversations?*");
  await alert.getByRole("button", { name: "Noch einmal versuchen" }).click();
  await page.getByText("Es gibt noch kein Gespräch.").waitFor();

  await page.getByRole("link", { name: "Spielwiese" }).first().click();
  await page.getByLabel("Modell", { exact: true }).selectOption("rehearsal-slow");
  await ask.fill("Wichtig.");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Senden" }).click();
  const ended = page.getByRole("dialog", { name: "Du bist abgemeldet" });
  await ended.waitFor();
  await page.keyboard.press("Escape");
  await ended.waitFor({ state: "hidden" });
  await page.getByText("Wichtig.").waitFor();
  await page.getByRole("button", { name: "Noch einmal fragen" }).click();
  await ended.getByRole("button", { name: "Anmelden" }).click();
  await mail.fill(owner.email);
  await password.fill(owner.password);
  await enter.click();
  await page.waitForURL(({ searchParams }) => searchParams.get("model") === "rehearsal-slow");
  await ask.waitFor();
  expect(ofScripts(faults)).toEqual([]);
  await page.context().close();
});
