import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { Started } from "./started.fixture.ts";
import { testFolder, World } from "./world.fixture.ts";

test("the banner has the address, a curl that works and settings; Ctrl-C ends it and frees the port", async () => {
  const folder = testFolder();
  const first = new Started(["rehearse", "--as", "anthropic", "--port", "0"], { folder });
  await first.says("Ctrl-C ends it.\n");
  const url = /^The rehearsal listens on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(first.stdout)?.[1] ?? "";
  expect(first.stdout).toContain("It speaks Anthropic's Messages API");
  expect(first.stdout).toContain(`rehearsed: { type: anthropic, baseUrl: "${url}/v1", apiKey: any }`);
  const [, path = "", body = ""] = /curl http:\/\/[^/]+(\/\S+)[^]*?-d '(.*)'/.exec(first.stdout) ?? [];
  const headers = { "content-type": "application/json" };
  const response = await fetch(url + path, { method: "POST", headers, body });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ type: "message", role: "assistant" });

  const { port } = new URL(url);
  const second = new Started(["rehearse", "--as", "openai", "--port", port], { folder });
  expect(await second.ended).toBe(1);
  expect(second.stderr).toContain(`Port ${port} is taken.`);
  first.signal("SIGINT");
  expect(await first.ended).toBe(0);
  expect(first.stderr).toBe("");
  const third = new Started(["rehearse", "--as", "openai", "--port", port, "--json"], { folder });
  await third.says("\n");
  const origin = `http://127.0.0.1:${port}`;
  expect(JSON.parse(third.stdout)).toEqual({
    as: "openai",
    url: origin,
    client_url: `${origin}/v1`,
    base_url: `${origin}/v1`,
  });
  expect(existsSync(`${folder}/parley-data`)).toBe(false);
});

test.each([
  [[], "required option '--as <dialect>' not specified"],
  [["--as", "esperanto"], "--as must be one of openai, azure, anthropic,"],
  [["--as", "__proto__"], "--as must be one of"],
  [["--as", "openai", "--port", "65536"], "--port must be a whole number from 0 to 65535, not 65536."],
  [["--as", "openai", "--port", "x"], "--port must be a whole number"],
  [["--as", "openai", "--host", ""], "After --host a value is missing."],
])("%j makes no sense", async (words, said) => {
  const world = new World();
  expect(await world.run("rehearse", ...words)).toBe(2);
  expect(world.stderr.text).toContain(said);
});
