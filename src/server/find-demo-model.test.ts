import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeTinyChatModel } from "../../test/gguf/write-tiny-chat-model.ts";
import { systemClock } from "../lib/clock.ts";
import { buildCatalogue } from "./build.ts";
import { findDemoModel } from "./find-demo-model.ts";
import { loadSettings } from "./settings/load.ts";

const installed = () => true;

/** A folder with a model of random weights, and a record about it. */
function demoFolder(record: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "parley-demo.gguf");
  writeTinyChatModel(path);
  const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
  writeFileSync(join(folder, "parley-demo.json"), JSON.stringify({ sha256, passed: true, ...record }));
  return folder;
}

test("finds a model that has kept its gates", () => {
  const folder = demoFolder();
  expect(findDemoModel(folder, installed)).toBe(join(folder, "parley-demo.gguf"));
});

test("llama.cpp's package is installed in a checkout", () => {
  expect(findDemoModel(demoFolder())).toBeDefined();
});

test.for([
  ["one that missed a gate", { passed: false }],
  ["one without a verdict", { passed: undefined }],
  ["a file that is another than the judged one", { sha256: "0".repeat(64) }],
] as const)("does not take %s", ([, record]) => {
  expect(findDemoModel(demoFolder(record), installed)).toBeUndefined();
});

test("a folder that is not there is no fault", () => {
  expect(findDemoModel(join(tmpdir(), "parley-demo-nowhere"), installed)).toBeUndefined();
});

test("does not take any without the package that runs it", () => {
  expect(findDemoModel(demoFolder(), () => false)).toBeUndefined();
});

function load(options: {
  readonly env?: Record<string, string>;
  readonly file?: string;
  readonly demo?: string;
}) {
  return loadSettings({
    env: options.env ?? {},
    cwd: "/work",
    readFile() {
      if (options.file !== undefined) return options.file;
      throw Object.assign(new Error("none"), { code: "ENOENT" });
    },
    ...(options.demo !== undefined && { demoModel: options.demo }),
  });
}

test("is the default where nothing is configured, with the rehearsal behind it", () => {
  const settings = load({ demo: "/demo/parley-demo.gguf" });
  expect(settings.defaultModel).toBe("parley-demo");
  expect(settings.models.map(({ name, targets }) => [name, targets])).toEqual([
    [
      "parley-demo",
      [
        { provider: "local", model: "parley-demo", contextTokens: 2_048 },
        { provider: "rehearsal", model: "rehearsal", contextTokens: 2_048 },
      ],
    ],
  ]);
});

test.for([
  ["a settings file", { file: "port: 4242\n" }],
  ["a provider's key", { env: { OPENAI_API_KEY: "sk-test-1" } }],
] as const)("is not there beside %s", ([, given]) => {
  const settings = load({ ...given, demo: "/demo/parley-demo.gguf" });
  expect(settings.defaultModel).not.toBe("parley-demo");
  expect(settings.models.map(({ name }) => name)).not.toContain("parley-demo");
});

test("without it the rehearsal answers", () => {
  expect(load({}).defaultModel).toBe("rehearsal");
});

test("answers through real inference under its name", async () => {
  const demo = findDemoModel(demoFolder(), installed);
  const settings = load({ ...(demo !== undefined && { demo }) });
  const built = await buildCatalogue(settings, systemClock);
  onTestFinished(() => built.close());
  const [target] = built.catalogue.resolve("parley-demo") ?? [];
  const events = target?.provider.generate({
    callId: "req_1",
    model: target.model,
    task: {
      kind: "generate",
      items: [{ type: "message", role: "user", content: [{ type: "text", text: "Hello!" }] }],
      options: { maxOutputTokens: 8, temperature: 0 },
    },
    stream: true,
    signal: new AbortController().signal,
  });
  let text = "";
  for await (const event of events ?? []) if (event.type === "text-delta") text += event.text;
  expect(text).not.toBe("");
});
