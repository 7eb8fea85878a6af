import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { descendants } from "../../scripts/clone/descendants.ts";
import { type StartedServer, startServer } from "./started-server.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-workers-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function startTwo(data: string = newFolder()): Promise<StartedServer> {
  const server = await startServer({ PARLEY_WORKERS: "2" }, data);
  onTestFinished(() => void server.process.kill("SIGKILL"));
  return server;
}

const workersOf = (server: StartedServer): readonly number[] => descendants(server.process.pid ?? -1);

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Each call on a connection of its own, so that each may reach another worker. */
function ask(server: StartedServer, body: object = { prompt: "Hello" }): Promise<Response> {
  return fetch(`${server.url}/v1/chat`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.key}`,
      "content-type": "application/json",
      connection: "close",
    },
    body: JSON.stringify(body),
  });
}

async function askMany(server: StartedServer, count: number): Promise<void> {
  const answers = await Promise.all(Array.from({ length: count }, () => ask(server)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 200));
  await Promise.all(answers.map((answer) => answer.text()));
}

/** The calls that ended well, as some worker tells them. */
async function countedCalls(server: StartedServer): Promise<number> {
  const response = await fetch(`${server.url}/metrics`, { headers: { connection: "close" } });
  const text = await response.text();
  const figures = [...text.matchAll(/^parley_calls_total\{[^}]*outcome="ended"[^}]*\} (\d+)$/gm)];
  return figures.reduce((sum, [, figure]) => sum + Number(figure), 0);
}

test("both workers answer, and each tells the metrics of both", async () => {
  const server = await startTwo();
  expect(workersOf(server)).toHaveLength(2);
  await askMany(server, 20);
  const database = new DatabaseSync(join(server.data, "parley.db"), { readOnly: true });
  const rows = database
    .prepare("select instance_id, count(*) as calls from attempts group by instance_id")
    .all();
  database.close();
  expect(rows).toHaveLength(2);
  expect(rows.reduce((sum, { calls }) => sum + Number(calls), 0)).toBe(20);
  expect(await Promise.all(Array.from({ length: 6 }, () => countedCalls(server)))).toEqual([
    20, 20, 20, 20, 20, 20,
  ]);
  await server.stop("data");
});

test("a worker that is killed is replaced while calls go on, with the settings of the start, and stays counted", async () => {
  const folder = newFolder();
  writeFileSync(
    join(folder, "parley.yaml"),
    "models: { tried: { targets: [{ provider: rehearsal, model: rehearsal }] } }\n",
  );
  const server = await startTwo(folder);
  writeFileSync(join(folder, "parley.yaml"), "nonsense: true\n");
  await askMany(server, 20);
  expect(await countedCalls(server)).toBe(20);
  const [killed = 0, kept = 0] = workersOf(server);
  const failures: unknown[] = [];
  let answered = 0;
  const over = new AbortController();
  async function callOn(): Promise<void> {
    while (!over.signal.aborted) {
      await ask(server, { prompt: "Hello", model: "tried" }).then(
        async (answer) => {
          expect(answer.status).toBe(200);
          await answer.text();
          answered++;
        },
        (error: unknown) => failures.push(error),
      );
    }
  }
  const callers = [callOn(), callOn(), callOn()];
  await expect.poll(() => answered).toBeGreaterThan(10);
  process.kill(killed, "SIGKILL");
  await expect.poll(() => server.log(), { timeout: 20_000 }).toContain(`(process ${killed}) ended: SIGKILL`);
  const before = answered;
  await expect
    .poll(() => workersOf(server).filter((pid) => pid !== kept && pid !== killed), { timeout: 20_000 })
    .toHaveLength(1);
  await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(before + 20);
  over.abort();
  await Promise.all(callers);
  // What the dead worker had begun, or was about to take, is lost: a call of each caller, or two.
  expect(failures.length).toBeLessThanOrEqual(6);
  await expect.poll(async () => (await ask(server)).status).toBe(200);
  expect(workersOf(server)).toContain(kept);
  expect(await countedCalls(server)).toBeGreaterThanOrEqual(20);
  await server.stop("data");
});

test("SIGTERM ends all, after the answers that have begun", async () => {
  const server = await startTwo();
  const body = { prompt: "count to 20", model: "rehearsal-slow", stream: true };
  const streams = await Promise.all([ask(server, body), ask(server, body)]);
  const pids = workersOf(server);
  const [one, other] = await Promise.all([...streams.map((stream) => stream.text()), server.stop("data")]);
  expect(one).toContain("[DONE]");
  expect(other).toContain("[DONE]");
  expect(pids.filter(alive)).toEqual([]);
});

test("a worker that is asked to end does so in order, and another one comes", async () => {
  const server = await startTwo();
  const [asked = 0] = workersOf(server);
  process.kill(asked, "SIGTERM");
  await expect
    .poll(() => server.log(), { timeout: 20_000 })
    .toContain(`(process ${asked}) ended: exit code 0`);
  await expect.poll(() => workersOf(server).length, { timeout: 20_000 }).toBe(2);
  await askMany(server, 4);
  await server.stop("data");
});

test("the workers end with the first process, however it ends", async () => {
  const server = await startTwo();
  const pids = workersOf(server);
  await server.kill();
  await expect.poll(() => pids.filter(alive), { timeout: 20_000 }).toEqual([]);
});

test("a port that is taken, a damaged secret: one sentence for all workers", async () => {
  const blocker = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => blocker.once("listening", resolve));
  onTestFinished(() => void blocker.close());
  const address = blocker.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const taken = startServer({ PARLEY_WORKERS: "4", PARLEY_PORT: String(port) }, newFolder());
  await expect(taken).rejects.toThrow(
    new RegExp(`ended with 1: Port ${port} is taken\\. Stop the program that uses it, [^\\n]+\\n$`),
  );
  const folder = newFolder();
  writeFileSync(join(folder, "secret.key"), "damaged");
  await expect(startServer({ PARLEY_WORKERS: "4" }, folder)).rejects.toThrow(
    /ended with 1: \S+secret\.key is damaged: [^\n]+\n$/,
  );
});

test("servers that start together on one new folder make one project, one key and one secret", async () => {
  const folder = newFolder();
  const servers = await Promise.all([startTwo(folder), startTwo(folder), startTwo(folder)]);
  const keys = servers.map(({ key }) => key).filter((key) => key !== null);
  expect(keys).toHaveLength(1);
  const [key = ""] = keys;
  for (const server of servers) await askMany({ ...server, key }, 4);
  const database = new DatabaseSync(join(folder, "parley.db"), { readOnly: true });
  const count = (table: string) => database.prepare(`select count(*) as rows from ${table}`).get();
  expect([count("projects"), count("api_keys")]).toEqual([{ rows: 1 }, { rows: 1 }]);
  database.close();
  for (const server of servers) await server.stop("data");
});
