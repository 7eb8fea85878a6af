import { expect, test } from "vitest";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

test("a call is found, read, and made: signed in, with a key, and with one that is wrong", async () => {
  const { page, faults } = stage;
  await page.getByRole("link", { name: "API reference" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("post responses compact");
  const calls = page.getByRole("navigation", { name: "All calls" }).getByRole("link");
  await expect.poll(() => calls.count()).toBe(1);
  await page.getByRole("searchbox", { name: "Search" }).fill("get /v1/models");
  await page.getByRole("link", { name: "GET /v1/models", exact: true }).click();
  await page.waitForURL(({ searchParams }) => searchParams.get("op") === "get_models");

  const article = page.getByRole("article", { name: "GET /v1/models" });
  const outcome = article.getByRole("status");
  const send = article.getByRole("button", { name: "Send" });
  await article.getByText(`curl '${stage.server.url}/v1/models'`).waitFor();
  await send.click();
  await outcome.getByText("Status 200").waitFor();
  await article.getByText('"rehearsal"').first().waitFor();
  await article.getByLabel("As whom").selectOption("key");
  await article.getByLabel("Key", { exact: true }).fill("sk-parley-wrong");
  await send.click();
  await outcome.getByText("Status 401").waitFor();
  await article.getByLabel("Key", { exact: true }).fill(stage.server.key);
  await send.click();
  await outcome.getByText("Status 200").waitFor();
  expect(faults).toEqual([]);
});

test("a stream is shown as it comes, what is no JSON is not sent, and a deletion asks first", async () => {
  const { page, faults } = stage;
  await page.goto(`${stage.server.url}/reference?op=post_chat_completions`);
  const body = page.getByLabel("Body of the request");
  await body.fill('{"model": "rehearsal", ');
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("This is no JSON.").waitFor();
  const messages = [{ role: "user", content: "Say hello." }];
  await body.fill(JSON.stringify({ model: "rehearsal", stream: true, messages }));
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Status 200").waitFor();
  await page.locator("pre", { hasText: "data: [DONE]" }).waitFor();

  await page.goto(`${stage.server.url}/reference?op=delete_conversations_id`);
  await page.getByLabel("id", { exact: true }).fill("conv_nobody");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Really send DELETE /v1/conversations/conv_nobody?" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
  await page.getByText("Status 404").waitFor();
  expect(faults).toEqual([]);
});
