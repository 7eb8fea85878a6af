import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { setProviderKey } from "../../admin/provider-keys.ts";
import { Secret } from "../../lib/secret.ts";
import { operator } from "../../spec/actor.ts";
import { openKeeper } from "../keeper.ts";
import { examine, type Finding } from "./examine.ts";

const node = {
  version: process.versions.node,
  path: process.execPath,
  platform: process.platform,
  arch: process.arch,
};

async function examined(
  folder: string,
  readFile: (path: string) => string,
  env: Record<string, string> = {},
  offline = true,
) {
  const findings: Finding[] = [];
  const options = { env: { PARLEY_PORT: "0", ...env }, cwd: folder, readFile, node, offline };
  await examine(options, (finding) => void findings.push(finding));
  return findings;
}

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const yaml = (text: string) => () => text;

test("everything is looked at, in one order, and nothing is made", async () => {
  const folder = testFolder();
  const findings = await examined(
    folder,
    yaml("providers: { up: { type: openai-compatible, baseUrl: http://127.0.0.1:9/v1 } }"),
  );
  const checks = [...new Set(findings.map(({ check }) => check))];
  expect(checks).toEqual([
    "Node.js",
    "Settings",
    "Machine",
    "Data folder",
    "Database",
    "Keys",
    "Address",
    "Provider up",
    "Provider rehearsal",
    "Provider local",
    "Models",
  ]);
  expect(existsSync(join(folder, "parley-data"))).toBe(false);
});

test("every fault of the settings is a problem with its place, and what depends on them is left out", async () => {
  const findings = await examined(testFolder(), yaml("port: http\nhots: x\n"), { PARLEY_LOG_LEVEL: "loud" });
  const problems = findings.filter(({ level }) => level === "problem");
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining("PARLEY_LOG_LEVEL: Expected"),
    expect.stringContaining("parley.yaml, line 1, column 7, port: Expected"),
    expect.stringContaining("parley.yaml, line 2, column 1, hots: "),
  ]);
  expect(findings.map(({ check }) => check)).not.toContain("Database");
});

test("what is probably a mistake in the settings is a warning", async () => {
  const findings = await examined(testFolder(), yaml("port: 0"), { PARLEY_PROT: "1" });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: "Settings",
      level: "warning",
      message: expect.stringContaining("PARLEY_PROT"),
    }),
  );
});

test("a data folder that cannot be used is one problem, not three", async () => {
  const folder = testFolder();
  writeFileSync(join(folder, "parley-data"), "");
  const findings = await examined(folder, yaml("port: 0"));
  expect(findings.filter(({ level }) => level === "problem")).toMatchObject([{ check: "Data folder" }]);
  expect(findings.map(({ check }) => check)).toContain("Models");
});

/** An upstream that knows one key. */
async function listen(good: string): Promise<string> {
  const server = createServer((request, response) => {
    const known = request.headers.authorization === `Bearer ${good}`;
    response.writeHead(known ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(known ? { data: [{ id: "x" }] } : {}));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const providersOf = (findings: readonly Finding[]) =>
  findings.filter(({ check }) => check.startsWith("Provider up"));

test("every endpoint of a provider is asked, and has its own line and remedy", async () => {
  const url = await listen("good-key");
  const findings = await examined(
    testFolder(),
    yaml(`providers:
  up:
    type: openai-compatible
    baseUrl: ${url}
    apiKey: good-key
    endpoints: [{ name: one }, { apiKey: bad-key }, { name: away, baseUrl: "http://127.0.0.1:9/v1", apiKey: other-key }]
`),
    {},
    false,
  );
  expect(providersOf(findings)).toMatchObject([
    { check: "Provider up#one", level: "ok", message: `${url} answers and lists one model.` },
    {
      check: "Provider up#2",
      level: "problem",
      message: `${url} refuses the key (HTTP 401).`,
      remedy: expect.stringContaining("providers.up.endpoints[1].apiKey"),
    },
    { check: "Provider up#away", level: "problem", message: expect.stringContaining("cannot be reached") },
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/(good|bad|other)-key/);
});

test("a provider with a stored key is asked with it; the database stays as it is", async () => {
  const folder = testFolder();
  const url = await listen("good-key");
  const text = yaml(`providers: { up: { type: openai-compatible, baseUrl: "${url}", apiKey: stored } }`);
  const look = async () => providersOf(await examined(folder, text, {}, false));
  expect(await look()).toMatchObject([
    {
      level: "problem",
      message: `No key is stored that may go to ${url}, so it was not asked.`,
      remedy: "Store one: parley providers set-key up",
    },
  ]);
  expect(existsSync(join(folder, "parley-data"))).toBe(false);

  const keeper = await openKeeper(join(folder, "parley-data"));
  const place = {
    name: "up",
    type: "openai-compatible",
    origin: new URL(url).origin,
    keyFrom: "stored",
  } as const;
  await setProviderKey(keeper.keys, operator, { place, key: new Secret("bad-key") });
  expect(await look()).toMatchObject([
    { level: "problem", message: `${url} refuses the stored key (HTTP 401).` },
  ]);
  await setProviderKey(keeper.keys, operator, { place, key: new Secret("good-key") });
  expect(await look()).toMatchObject([{ level: "ok", message: `${url} answers and lists one model.` }]);
  await keeper.close();
});

test("a check that fails is itself a finding", async () => {
  const findings = await examined(testFolder(), () => {
    throw new TypeError("boom");
  });
  expect(findings).toContainEqual(expect.objectContaining({ check: "Settings", level: "problem" }));
});
