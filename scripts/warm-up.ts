/**
 * Runs the program once after `npm ci`, so that its first real start finds everything compiled.
 *
 * Node keeps what it stripped and compiled in a cache that checks itself against the sources, so a cache can be
 * missing but never wrong. Without it, the first start takes about twice as long and 30 MB more, since Node then
 * loads its type stripper. A failure here is no failure of the installation: it is said in one line.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Longest time that an installation may be held up, in milliseconds. */
const patience = 30_000;

const program = join(import.meta.dirname, "..", "bin", "parley.js");
const data = mkdtempSync(join(tmpdir(), "parley-warm-up-"));

try {
  await warmUp();
} catch (error) {
  console.error(`The first start will be a little slower: ${String(error)}`);
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function warmUp(): Promise<void> {
  const server = spawn(process.execPath, [program, "start", "--json"], {
    cwd: data,
    env: { ...environment(), PARLEY_PORT: "0", PARLEY_DATA: data },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const timer = setTimeout(() => server.kill("SIGKILL"), patience);
  try {
    const { url, key } = JSON.parse(await firstLine(server.stdout, ended)) as { url: string; key: string };
    for (const stream of [false, true]) {
      const response = await fetch(`${url}/v1/chat`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ prompt: "Hello, world!", stream }),
      });
      await response.text();
    }
    // The other routes, too: they are loaded with the first page of the console.
    await (await fetch(url)).text();
  } finally {
    // In order, because the cache is written at the end.
    server.kill("SIGTERM");
    await ended;
    clearTimeout(timer);
  }
}

/** Nothing of the surroundings may lead it to a provider: an installation calls nobody. */
function environment(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR = "" } = process.env;
  return Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== ""));
}

async function firstLine(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  const lines = createInterface({ input: output });
  const line = new Promise<string>((resolve) => lines.once("line", resolve));
  const over = ended.then(() => Promise.reject(new Error("the program ended before it was up")));
  return Promise.race([line, over]);
}
