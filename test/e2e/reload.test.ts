import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { descendants } from "../../scripts/clone/descendants.ts";
import { type StartedServer, startServer } from "./started-server.ts";

/** A busy machine needs a while for a new process. */
const patience = { timeout: 30_000, interval: 50 };

/** Settings in which only the model of this name is known. */
const only = (name: string) =>
  `log: { level: info }\nmodels: { ${name}: { targets: [{ provider: rehearsal, model: rehearsal-slow }] } }\n`;

async function start(workers: string): Promise<{ server: StartedServer; path: string }> {
  const folder = mkdtempSync(join(tmpdir(), "parley-reload-"));
  const path = join(folder, "parley.yaml");
  writeFileSync(path, only("one"));
  const server = await startServer({ PARLEY_CONFIG: path, PARLEY_WORKERS: workers });
  onTestFinished(() => {
    server.process.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  return { server, path };
}

/** Each call on a connection of its own, so that each may reach another worker. */
function ask(server: StartedServer, model: string, stream = false): Promise<Response> {
  return fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.key}`,
      "content-type": "application/json",
      connection: "close",
    },
    body: JSON.stringify({ model, stream, messages: [{ role: "user", content: "count to 20" }] }),
  });
}

/** The statuses that so many calls get: one where all agree. */
async function statuses(server: StartedServer, model: string): Promise<readonly number[]> {
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(server, model)));
  await Promise.all(answers.map((answer) => answer.text()));
  return [...new Set(answers.map(({ status }) => status))];
}

test.each(["1", "2"])("settings that change hold for new calls, with %s workers", async (workers) => {
  const { server, path } = await start(workers);
  const running = await ask(server, "one", true);
  writeFileSync(path, only("two"));
  await expect.poll(() => statuses(server, "two"), patience).toEqual([200]);
  expect(await statuses(server, "one")).toEqual([404]);
  expect(await running.text()).toContain("[DONE]");
  writeFileSync(path, only("three").replace("rehearsal,", "rehearsl,"));
  server.process.kill("SIGHUP");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await statuses(server, "two")).toEqual([200]);
  await server.stop();
});

test("workers are replaced one after the other, and answers that run go on", async () => {
  const { server } = await start("2");
  const old = descendants(server.process.pid ?? -1);
  const running = await Promise.all(Array.from({ length: 4 }, () => ask(server, "one", true)));
  server.process.kill("SIGUSR2");
  const now = (): readonly number[] => descendants(server.process.pid ?? -1);
  await expect.poll(() => now().length === 2 && !now().some((pid) => old.includes(pid)), patience).toBe(true);
  expect(await statuses(server, "one")).toEqual([200]);
  const texts = await Promise.all(running.map((answer) => answer.text()));
  expect(texts.filter((text) => !text.includes("[DONE]"))).toEqual([]);
  await server.stop();
}, 60_000);
