import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

async function begin(items: readonly object[], metadata: object = {}): Promise<string> {
  const reply = await fetch(`${stage.server.url}/v1/conversations`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.server.key}`, "content-type": "application/json" },
    body: JSON.stringify({ items, metadata }),
  });
  expect(reply.status).toBe(200);
  return ((await reply.json()) as { id: string }).id;
}

const said = (role: string, content: string) => ({ type: "message", role, content });

test("a conversation is found by its words, read, previewed, pinned, exported and deleted", async () => {
  const { page, faults, server } = stage;
  const evil = `<img src=x onerror="document.title='evil'"> [click](javascript:alert(1)) **bold**`;
  const id = await begin([said("user", "My cat is called Mia."), said("assistant", evil)], { topic: "cats" });
  await begin([said("user", "What is the weather like?")]);
  await page.getByRole("link", { name: "Conversations" }).click();
  const list = page.getByRole("main").getByRole("listitem");
  await expect.poll(() => list.count()).toBe(2);

  await page.getByRole("searchbox").fill("cats");
  await page.keyboard.press("Enter");
  await expect.poll(() => list.count()).toBe(1);
  expect(new URL(page.url()).searchParams.get("q")).toBe("cats");
  await page.getByRole("searchbox").fill("nowhere");
  await page.keyboard.press("Enter");
  await page.getByText("In none of them were all these words said.").waitFor();
  await page.goBack();
  await page.getByRole("link", { name: /My cat is called Mia/ }).click();

  const answer = page.getByRole("article", { name: "Assistant" });
  await answer.waitFor();
  expect(await answer.locator("strong").textContent()).toBe("bold");
  expect(await answer.locator("img, a").count()).toBe(0);
  expect(await page.title()).toBe("Conversations – Parley");

  await page.getByText("What a model would be sent").click();
  await page.getByLabel("What would be said now").fill("What is my cat called?");
  await page.getByLabel("At most so many tokens").fill("40");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText(/of at most 40 tokens/).waitFor();
  expect(new URL(page.url()).searchParams.get("most")).toBe("40");

  const question = page.getByRole("article", { name: "User" });
  await question.getByRole("button", { name: "Keep in the context" }).click();
  await question.getByText("Always in the context").waitFor();
  await question.getByText("Pinned", { exact: true }).waitFor();

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as JSON lines" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${id}.jsonl`);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { object: string }).object)).toEqual([
    "conversation",
    "conversation.item",
    "conversation.item",
  ]);

  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL("**/conversations");
  await expect.poll(() => list.count()).toBe(1);
  await page.goto(`${server.url}/conversations/${id}`);
  await page.getByText(`Conversation with id '${id}' not found.`).waitFor();
  expect(faults).toEqual([]);
});
