import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");

let server: StartedServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), "parley-readme-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

/** The code under `<!-- run: name -->`, as it stands, with the address of the server under test. */
function snippet(name: string): string {
  const code = new RegExp(`<!-- run: ${name} -->\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (code === undefined) throw new Error(`the README has no snippet ${name}`);
  return code.replaceAll("http://127.0.0.1:4242", server.url);
}

async function execute(command: string, args: readonly string[]): Promise<string> {
  const env = { PATH: process.env["PATH"], PARLEY_API_KEY: server.key, HOME: folder };
  const { stdout } = await run(command, args, { cwd: folder, env, timeout: 60_000 });
  return stdout;
}

function save(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, code);
  return path;
}

/** Packages as a user would have them, without a network: links to what is installed here. */
function linkModules(names: readonly string[]): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of names) symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
}

test("curl", async () => {
  const answer: unknown = JSON.parse(await execute("sh", ["-c", snippet("curl")]));
  expect(answer).toMatchObject({
    object: "chat",
    model: "rehearsal",
    session: expect.stringMatching(/^sess_/),
  });
});

test("Python with requests: the first prompt, and a second that knows of it", async () => {
  const output = await execute("/usr/bin/python3", [save("hello.py", snippet("python"))]);
  const [first, second] = output.trim().split("\n");
  expect(first).toMatch(/\w/);
  expect(second).toContain("Hello, world!");
});

test("JavaScript with OpenAI's package", async () => {
  linkModules(["openai"]);
  expect(await execute(process.execPath, [save("hello.mjs", snippet("javascript"))])).toMatch(/\w/);
});

test("Java with the JDK", async () => {
  const answer: unknown = JSON.parse(await execute("java", [save("Hello.java", snippet("java"))]));
  expect(answer).toMatchObject({ object: "chat", finish_reason: expect.stringMatching(/stop|length/) });
}, 60_000);

test("the library, from the package as it is published", async () => {
  // `prepack` does not run by itself, since .npmrc lets no package run scripts.
  await run("npm", ["run", "build"], { cwd: root, timeout: 120_000 });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: root,
    timeout: 120_000,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("["))) as { filename: string }[];
  await run("tar", ["-xzf", join(folder, packed?.filename ?? ""), "-C", folder]);
  const user = join(folder, "user");
  mkdirSync(join(user, "node_modules"), { recursive: true });
  await run("cp", ["-r", join(folder, "package"), join(user, "node_modules", "parley")]);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith("."))
      symlinkSync(join(root, "node_modules", name), join(user, "node_modules", name), "junction");
  }
  writeFileSync(join(user, "library.mjs"), snippet("library"));
  const output = await execute(process.execPath, [join(user, "library.mjs")]);
  expect(output).toContain("Ada");
  expect(output).toContain("rate_limit_exceeded true");
}, 120_000);
