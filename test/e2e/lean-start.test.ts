import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "./started-server.ts";

const root = join(import.meta.dirname, "..", "..");

/** What a server needs not for an answer of `rehearsal`, one place for each feature. */
const features = [
  "node_modules/@opentelemetry/api",
  "node_modules/ajv",
  "node_modules/jose",
  "node_modules/jsonrepair",
  "node_modules/openid-client",
  "node_modules/otpauth",
  "node_modules/pg",
  "node_modules/@simplewebauthn/server",
  "node_modules/yaml",
  "src/cli/doctor.ts",
  "src/cli/keys/command.ts",
  "src/http/accounts/routes.ts",
  "src/http/console/routes.ts",
  "src/http/oauth/routes.ts",
  "src/http/openapi.ts",
  "src/http/organization",
  "src/http/routes.ts",
  "src/providers/anthropic/provider.ts",
  "src/providers/bedrock/provider.ts",
  "src/providers/gemini/provider.ts",
  "src/providers/llama/model-pool.ts",
  "src/providers/ollama/provider.ts",
  "src/providers/openai-compatible/provider.ts",
  "src/providers/openai-responses/provider.ts",
  "src/server/security-audit",
  "src/server/settings-editor/create-settings-editor.ts",
  "src/stores/postgres/open.ts",
] as const;

/** The modules that a server loads which does this. */
async function loadedBy(deed: (url: string, key: string) => Promise<void>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "parley-loaded-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "modules.txt");
  const recorder = pathToFileURL(join(import.meta.dirname, "loaded-modules.ts")).href;
  const server = await startServer({ NODE_OPTIONS: `--import ${recorder}`, LOADED_MODULES: file });
  await deed(server.url, server.key);
  await server.stop();
  return readFileSync(file, "utf8").split("\n");
}

const ask = async (url: string, key: string): Promise<void> => {
  const reply = await fetch(`${url}/v1/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ prompt: "Hello, world!" }),
  });
  expect(reply.status).toBe(200);
};

test("a feature that nobody uses is not loaded", async () => {
  const loaded = await loadedBy(ask);
  for (const feature of features) expect(existsSync(join(root, feature)), feature).toBe(true);
  const unused = features.filter((feature) => loaded.some((url) => url.includes(`/${feature}`)));
  expect(unused).toEqual([]);
  expect(loaded.some((url) => url.endsWith("/src/http/everyday-routes.ts"))).toBe(true);
  // Node's copy of undici comes with `import "node:http"`: see src/http/node-http.ts.
  expect(loaded.filter((name) => name.includes("undici"))).toEqual([]);
  // Node's own, of which an import in the wrong place brings dozens: see decision 0042.
  expect(loaded.filter((name) => /NativeModule (http2|zlib)$/.test(name))).toEqual([]);
  // A bound against growth that nobody notices; decision 0039 has the numbers.
  expect(loaded.filter((url) => url.startsWith("file:")).length).toBeLessThan(1200);
});

test("the other routes are loaded with the first request for one", async () => {
  const loaded = await loadedBy(async (url, key) => {
    const headers = { authorization: `Bearer ${key}` };
    expect((await fetch(`${url}/v1/organization/projects`, { headers })).status).toBe(200);
  });
  for (const feature of ["src/http/routes.ts", "src/http/organization/keys/routes.ts"])
    expect(
      loaded.some((url) => url.endsWith(`/${feature}`)),
      feature,
    ).toBe(true);
});
