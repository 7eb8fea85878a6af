import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { askAs, joinAs } from "./api.ts";
import { askModel } from "./ask-model.ts";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

/** A red point. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

async function open(search = "?model=rehearsal"): Promise<void> {
  await stage.page.goto(`${stage.server.url}/playground${search}`);
  await stage.page.getByRole("textbox", { name: "Ask", exact: true }).waitFor();
}

test("a talk is shared as a link that the project's people can open, and nobody else", async () => {
  const { page, faults } = stage;
  await open();
  await askModel(page, "Say my cat is called Minka.");
  await askModel(page, "Say goodbye.");
  const { json } = await askAs(page, "/auth/me");
  const [{ id: project }] = json["projects"] as [{ id: string }];
  const other = await askAs(page, "/v1/organization/projects", { method: "POST", body: { name: "Other" } });

  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make the link" }).click();
  const link = page.getByRole("dialog").locator("code");
  await link.waitFor();
  const address = (await link.textContent()) ?? "";
  expect(address).toMatch(/\/conversations\/conv_\w+\?project=proj_\w+$/);

  // In two projects, and at work in the other one: the link leads to the right one all the same.
  const otherId = String(other.json["id"]);
  const both = [otherId, project].map((id) => ({ id, role: "member" }));
  const bob = await joinAs(stage, page, { email: "bob@example.com", projects: both });
  await bob.page.evaluate((id) => localStorage.setItem("parley-project", id), otherId);
  await bob.page.goto(address);
  await bob.page.getByRole("article", { name: "User" }).first().waitFor();
  expect(await bob.page.getByRole("article").count()).toBe(4);
  await bob.page.getByText("my cat is called Minka.", { exact: true }).waitFor();

  const eve = await joinAs(stage, page, {
    email: "eve@example.com",
    projects: [{ id: otherId, role: "member" }],
  });
  await eve.page.goto(address);
  await eve.page.getByRole("alert").getByText("not found").waitFor();
  expect(await eve.page.getByRole("article").count()).toBe(0);

  // Whoever it was shared with goes on with it.
  await bob.page.getByRole("link", { name: "Go on in the playground" }).click();
  await bob.page.getByText("Goes on from what was said before (items: 4)").waitFor();
  await askModel(bob.page, "Say thanks.");
  expect([faults, bob.faults]).toEqual([[], []]);
  await bob.page.context().close();
  await eve.page.context().close();
});

test("what the model was really sent is one click away, with the reasons", async () => {
  const { page, faults } = stage;
  await open();
  const first = await askModel(page, "Say one.");
  // Before it is asked, too: chosen by the server, and nothing is sent.
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill("Say two.");
  await page.getByRole("button", { name: "What will be sent" }).click();
  const before = page.getByRole("dialog", { name: "What the model would be sent" });
  await expect
    .poll(() => before.getByRole("listitem").allTextContents())
    .toEqual(["RecentuserSay one.", "Recentassistantone."]);
  await before.getByText("Nothing is left out.").waitFor();
  await before.getByText('"Say two."').waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("li[data-turn]").count()).toBe(1);
  const second = await askModel(page, "Say two.");
  await first.getByRole("button", { name: "What was sent" }).click();
  await page.getByText("Nothing was said before: all that was sent is below.").waitFor();
  await page.keyboard.press("Escape");
  await second.getByRole("button", { name: "What was sent" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/^recall; 2 of 2 items/).waitFor();
  await expect.poll(() => dialog.getByRole("listitem").count()).toBe(2);
  await dialog.getByText("Nothing is left out.").waitFor();
  expect(await dialog.getByRole("listitem").allTextContents()).toEqual([
    "RecentuserSay one.",
    "Recentassistantone.",
  ]);
  await dialog.getByText('"previous_response_id"').waitFor();
  await dialog.getByRole("link", { name: "Its way, its attempts and its times" }).click();
  await page.getByRole("heading", { name: "Where the time went" }).waitFor();
  expect(faults).toEqual([]);
});

test("an answer that was stopped is part of what is said next", async () => {
  const { page, faults } = stage;
  await open("?model=rehearsal-slow");
  await page
    .getByRole("textbox", { name: "Ask", exact: true })
    .fill(`Repeat after me: ${"The sea and the wind. ".repeat(60)}`);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator("[data-answer]").getByText("The sea").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped.").waitFor();
  await page.getByLabel("Model", { exact: true }).selectOption("rehearsal");
  const next = await askModel(page, "Say it goes on.");
  expect(await next.locator("[data-answer]").textContent()).toContain("it goes on.");
  expect(faults).toEqual([]);
});

test("two models answer side by side, each is asked again by itself, and branches stay", async () => {
  const { page, faults } = stage;
  await open("?model=rehearsal");
  await page.getByLabel("Compare with").selectOption("rehearsal-slow");
  await page.waitForURL(({ searchParams }) => searchParams.get("other") === "rehearsal-slow");
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill("Say hello.");
  await page.getByRole("button", { name: "Send" }).click();
  const left = page.getByRole("region", { name: "rehearsal", exact: true });
  const right = page.getByRole("region", { name: "rehearsal-slow", exact: true });
  for (const column of [left, right]) {
    await column.getByRole("button", { name: "Ask again" }).waitFor();
    expect(await column.locator("[data-answer]").textContent()).toContain("hello.");
    expect(await column.getByText(/begun after .*, done after/).count()).toBe(1);
  }
  await left.getByRole("button", { name: "Ask again" }).click();
  await left.getByText("Branch 2 of 2").waitFor();
  expect(await right.getByText(/Branch/).count()).toBe(0);
  expect(faults).toEqual([]);
});

test("tools, a schema and what else there is: read as they are written, and nothing is sent until they are right", async () => {
  const { page, faults } = stage;
  await open();
  await page.getByText("Parameters", { exact: true }).click();
  const tools = page.getByLabel("Tools (JSON list)", { exact: true });
  const send = page.getByRole("button", { name: "Send" });
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill("get_weather: what is the weather?");
  await tools.fill('[{"type": "function", ');
  await page.getByText(/^This is no JSON: /).waitFor();
  await page.getByText("A parameter cannot be read.").waitFor();
  expect(await send.isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Empty: Tools (JSON list)" }).click();
  await page.getByRole("button", { name: "Insert an example: Tools (JSON list)" }).click();
  await page.getByLabel("Choice of tools").selectOption("required");
  await send.click();
  await page.getByText("wants to call get_weather").waitFor();
  await page.getByLabel("What the tool says: get_weather").fill("12 degrees");
  await page.getByLabel("Choice of tools").selectOption("none");
  await page.getByRole("button", { name: "Answer for the tool" }).click();
  await expect.poll(() => page.getByRole("button", { name: "Ask again" }).count()).toBe(2);

  await page.getByRole("button", { name: "Begin anew" }).click();
  await page.getByRole("button", { name: "Empty: Tools (JSON list)" }).click();
  await page.getByLabel("Choice of tools").selectOption("");
  await page.getByRole("button", { name: "Insert an example: Schema of the answer (JSON)" }).click();
  const others = page.getByLabel("Other members (JSON object)", { exact: true });
  await others.fill('{"stream": true}');
  await page.getByText("The playground sets this itself: stream").waitFor();
  await others.fill('{"metadata": {"a": "b"}}');
  const answer = await askModel(page, "Is it so?");
  const text = await answer.locator("[data-answer]").textContent();
  expect(Object.keys(JSON.parse(text ?? "") as object)).toEqual(["answer", "sure"]);
  expect(faults).toEqual([]);
});

test("pictures are taken, those that cannot be are named, and tokens and costs are told while one types", async () => {
  const { page, faults } = stage;
  await open();
  await page.locator('input[type="file"]').setInputFiles([
    { name: "point.png", mimeType: "image/png", buffer: picture },
    { name: "vector.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") },
  ]);
  await page.getByText("Not taken: vector.svg.").waitFor();
  await page.getByRole("button", { name: "Remove point.png" }).waitFor();
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill("Say what you see.");
  await page.getByText(/^This question: about [\d,]+ tokens .* · about \$/).waitFor();
  const answer = await askModel(page, "Say what you see.");
  expect(await answer.getByRole("img", { name: "point.png" }).count()).toBe(1);
  await page.getByText(/this talk so far: [\d,]+ tokens/).waitFor();
  await answer.getByText(/^[\d,]+ \+ [\d,]+ tokens$/).waitFor();
  expect(faults).toEqual([]);
});

test("the code that is shown is the call that was made: run as it stands there, it answers", async () => {
  const { page, server, faults } = stage;
  await open();
  await askModel(page, 'Say it\'s $one$ "two".');
  await page.getByRole("textbox", { name: "Ask", exact: true }).fill("Say three.");
  await page.getByRole("button", { name: "View code" }).click();
  const dialog = page.getByRole("dialog");
  for (const name of ["JavaScript", "Java", "Go", "PHP", "Python", "curl"]) {
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.getByRole("button", { name, exact: true, pressed: true }).waitFor();
    const code = (await dialog.locator("pre").textContent()) ?? "";
    expect(code).toContain(new URL(server.url).host);
    expect(code).toContain("previous_response_id");
    if (name !== "curl") continue;
    const env = { PATH: process.env["PATH"] ?? "", OPENAI_API_KEY: server.key };
    const { stdout } = await promisify(execFile)("sh", ["-c", code], { env });
    expect(JSON.parse(stdout)).toMatchObject({ object: "response", status: "completed" });
  }
  expect(faults).toEqual([]);
});
