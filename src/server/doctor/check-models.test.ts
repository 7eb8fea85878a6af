import { expect, test } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { buildCatalogue } from "../build.ts";
import { loadSettings } from "../settings/load.ts";
import type { SettingsInput } from "../settings/schema.ts";
import { checkModels } from "./check-models.ts";

async function check(input: Omit<SettingsInput, "providers">, listed: readonly string[] | undefined) {
  const providers = { up: { type: "openai-compatible", baseUrl: "http://127.0.0.1:9/v1" } } as const;
  const settings = loadSettings({ env: {}, cwd: "/", readFile: () => "", input: { ...input, providers } });
  const { catalogue, close } = await buildCatalogue(settings, systemClock);
  await close();
  return checkModels(settings, catalogue, [
    { name: "up", findings: [], ...(listed !== undefined && { models: listed }) },
  ]);
}

const chat = (model: string): Pick<SettingsInput, "models"> => ({
  models: { chat: { targets: [{ provider: "up", model }] } },
});

test("targets that are listed are well", async () => {
  expect(await check(chat("gpt-5-mini"), ["gpt-5-mini"])).toEqual([
    { check: "Models", level: "ok", message: 'Calls that name no model go to "chat".' },
  ]);
});

test("a target that is not listed is a warning, with what was probably meant", async () => {
  expect(await check(chat("gpt-5-mni"), ["gpt-5", "gpt-5-mini"])).toEqual([
    {
      check: "Models",
      level: "warning",
      message: '"chat" leads to up/gpt-5-mni, and up does not list that model.',
      remedy: 'Check the name of the model. Did you mean "gpt-5-mini"?',
    },
  ]);
  expect(await check(chat("x"), ["m1", "m2", "m3", "m4", "m5", "m6"])).toMatchObject([
    { remedy: "Check the name of the model. It lists m1, m2, m3, m4, m5 and 1 more." },
  ]);
});

test("each endpoint is looked at by itself", async () => {
  const settings = loadSettings({
    env: {},
    cwd: "/",
    readFile: () => "",
    input: {
      providers: {
        up: {
          type: "openai-compatible",
          baseUrl: "http://127.0.0.1:9/v1",
          endpoints: [{ name: "a" }, { name: "b" }],
        },
      },
      ...chat("x"),
    },
  });
  const { catalogue } = await buildCatalogue(settings, systemClock);
  const asked = (label: string, models: readonly string[]) => ({ name: "up", label, findings: [], models });
  expect(checkModels(settings, catalogue, [asked("a", ["x"]), asked("b", ["y"])])).toMatchObject([
    { level: "warning", message: '"chat" leads to up/x, and up#b does not list that model.' },
  ]);
});

test("Ollama's models may be named without their tag", async () => {
  expect(await check(chat("llama3.2"), ["llama3.2:latest"])).toMatchObject([{ level: "ok" }]);
});

test("of a provider that did not say, nothing is said", async () => {
  expect(await check(chat("anything"), undefined)).toMatchObject([{ level: "ok" }]);
});

test("the default model is looked at, too", async () => {
  expect(await check({ ...chat("a"), defaultModel: "up/b" }, ["a"])).toMatchObject([
    { level: "warning", message: '"up/b" leads to up/b, and up does not list that model.' },
  ]);
});

test("a default model that leads nowhere is a problem", async () => {
  const settings = { models: [], defaultModel: "rehearsal-nothing" };
  const { catalogue, close } = await buildCatalogue(
    loadSettings({ env: {}, cwd: "/", readFile: () => "", input: {} }),
    systemClock,
  );
  await close();
  expect(checkModels(settings, catalogue, [])).toMatchObject([
    { level: "problem", message: 'The model "rehearsal-nothing" leads nowhere.' },
  ]);
});
