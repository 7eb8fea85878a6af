import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { StartedServer } from "../e2e/started-server.ts";

/** What was put there, by the ids under which screens show it. */
export interface Samples {
  readonly conversation: string;
}

/** Somebody has been at work: a few calls, of which one failed, another key and a conversation. */
export async function addSamples(
  server: StartedServer,
  {
    keyName = "Nightly job",
    said = ["Say good morning."],
  }: { keyName?: string; said?: readonly string[] } = {},
): Promise<Samples> {
  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const reply = await fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await reply.json()) as Record<string, unknown>;
  }
  const { id } = await post("/v1/conversations", {});
  for (const input of said) await post("/v1/responses", { model: "rehearsal", conversation: id, input });
  for (const model of ["rehearsal", "rehearsal-refuses-key", "no-such-model"])
    await post("/v1/chat/completions", { model, messages: [{ role: "user", content: "Say one." }] });
  await keep(server, keyName);
  if (typeof id !== "string") throw new Error("the conversation has no id");
  return { conversation: id };
}

/** Makes a key as the operator does: the server's first key keeps no house. */
async function keep(server: StartedServer, name: string): Promise<void> {
  const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));
  await promisify(execFile)(process.execPath, [program, "keys", "create", "--name", name], {
    cwd: server.data,
    env: { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data },
  });
}
