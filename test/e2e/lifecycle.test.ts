import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

function ask(server: StartedServer, key: string, body: object, path = "/v1/chat"): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** A stream that takes a while; resolves once its first piece is there. */
async function slowStream(server: StartedServer, key: string) {
  const messages = [{ role: "user", content: "count to 300" }];
  const body = { model: "rehearsal-slow", messages, stream: true };
  const response = await ask(server, key, body, "/v1/chat/completions");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no body");
  let text = (await reader.read()).value ?? "";
  return async () => {
    for (let piece = await reader.read(); piece.value !== undefined; piece = await reader.read())
      text += piece.value;
    return text;
  };
}

test("a conversation goes on after a restart, with the same key", async () => {
  const first = await startServer();
  const answer = (await (await ask(first, first.key, { prompt: "My name is Ada." })).json()) as {
    session: string;
  };
  await first.stop("data");
  const second = await startServer({}, first.data);
  expect(second.key).toBeNull();
  const more = await ask(second, first.key, { prompt: "What is my name?", session: answer.session });
  expect(await more.json()).toMatchObject({ text: expect.stringContaining("Ada"), session: answer.session });
  await second.stop();
});

test("a server that is killed has lost no answer that was whole, and knows which were not", async () => {
  const server = await startServer();
  const done = await Promise.all(
    Array.from({ length: 20 }, () => ask(server, server.key, { prompt: "Hello" })),
  );
  const whole = done.map((response) => response.headers.get("x-request-id"));
  const open = await slowStream(server, server.key);
  await server.kill();
  await expect(open()).rejects.toThrow(/terminated|aborted|socket/);
  const next = await startServer({}, server.data);
  await next.stop("data");
  const database = new DatabaseSync(join(server.data, "parley.db"), { readOnly: true });
  const rows = database.prepare("select call_id, state, outcome from attempts").all();
  database.close();
  rmSync(server.data, { recursive: true, force: true });
  expect(
    rows
      .filter((row) => row["state"] === "settled")
      .map((row) => row["call_id"])
      .sort(),
  ).toEqual(whole.sort());
  expect(rows).toHaveLength(21);
});

test("a key that is revoked ends its open streams with an error, and nobody else's", async () => {
  const server = await startServer();
  const cli = (...words: string[]) =>
    run(process.execPath, [program, ...words], {
      env: { PATH: process.env["PATH"], PARLEY_DATA: server.data },
    });
  const key = (await cli("keys", "create", "--name", "second")).stdout.trim();
  const mine = await slowStream(server, server.key);
  const theirs = await slowStream(server, key);
  await cli("keys", "revoke", key.slice(-4));
  const text = await theirs();
  expect(text).toContain("This API key was revoked.");
  expect(text).not.toContain("[DONE]");
  expect((await ask(server, key, { prompt: "Hello" })).status).toBe(401);
  expect((await ask(server, server.key, { prompt: "Hello" })).status).toBe(200);
  server.process.kill("SIGTERM");
  void mine().catch(() => undefined);
  server.process.kill("SIGKILL");
  rmSync(server.data, { recursive: true, force: true });
});

test("a server that is stopped lets an answer finish, or says that it could not", async () => {
  const finishing = await startServer();
  const stream = await ask(finishing, finishing.key, {
    prompt: "count to 20",
    model: "rehearsal-slow",
    stream: true,
  });
  const [text] = await Promise.all([stream.text(), finishing.stop()]);
  expect(text).toContain("[DONE]");
  const folder = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  writeFileSync(join(folder, "parley.yaml"), "shutdown: { grace: 200ms }\n");
  const hasty = await startServer({}, folder);
  const cut = await slowStream(hasty, hasty.key);
  const [rest] = await Promise.all([cut(), hasty.stop()]);
  expect(rest).toContain("Parley is shutting down.");
  expect(rest).not.toContain("[DONE]");
});

test("the first start says who answers, honestly, and what to do next", async () => {
  const data = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  const child = spawn(process.execPath, [program, "start"], {
    cwd: data,
    env: { PATH: process.env["PATH"], PARLEY_PORT: "0", PARLEY_DATA: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let banner = "";
  child.stdout.on("data", (piece: Buffer) => (banner += piece.toString()));
  await expect.poll(() => banner, { timeout: 20_000 }).toContain("Ctrl-C");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  rmSync(data, { recursive: true, force: true });
  expect(banner).toContain("a scripted stand-in that needs no key and no network and knows nothing");
  expect(banner).toMatch(/sk-parley-[0-9A-Za-z]{49}\n/);
  expect(banner).toContain("curl http://127.0.0.1:");
});
