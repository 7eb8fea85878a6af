import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

let server: StartedServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startServer();
  client = clientOf(server);
});
afterAll(() => server.stop());

function clientOf({ url, key }: StartedServer): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
}

interface ChatReply {
  readonly text: string;
  readonly session: string;
  readonly conversation: string;
}

async function chat(body: object, at: StartedServer = server): Promise<{ status: number; json: ChatReply }> {
  const reply = await fetch(`${at.url}/v1/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${at.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "rehearsal", ...body }),
  });
  return { status: reply.status, json: (await reply.json()) as ChatReply };
}

const user = (content: string) => ({ type: "message", role: "user", content }) as const;

/** All texts of a conversation, oldest first, over all pages. */
async function texts(id: string, of: OpenAI = client): Promise<string[]> {
  const found: string[] = [];
  for await (const item of of.conversations.items.list(id, { order: "asc", limit: 3 })) {
    if (item.type !== "message") throw new Error(`not a message: ${item.type}`);
    found.push(item.content.map((part) => ("text" in part ? part.text : "")).join(""));
  }
  return found;
}

describe("client.conversations", () => {
  test("creates, reads, updates and deletes", async () => {
    const { conversations } = client;
    const bare = await conversations.create();
    expect(bare).toMatchObject({ object: "conversation", metadata: {} });
    const made = await conversations.create({ metadata: { topic: "cats" }, items: [user("hi")] });
    expect(await conversations.retrieve(made.id)).toEqual(made);
    const changed = await conversations.update(made.id, { metadata: { topic: "dogs" } });
    expect(changed).toEqual({ ...made, metadata: { topic: "dogs" } });
    expect(await conversations.delete(made.id)).toEqual({
      id: made.id,
      object: "conversation.deleted",
      deleted: true,
    });
    await expect(conversations.retrieve(made.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  test("adds, pages, reads and deletes items", async () => {
    const { items } = client.conversations;
    const { id } = await client.conversations.create({ items: [user("0")] });
    const added = await items.create(id, { items: Array.from({ length: 7 }, (_, n) => user(`${n + 1}`)) });
    expect(added.data).toHaveLength(7);
    expect(await texts(id)).toEqual(Array.from({ length: 8 }, (_, number) => String(number)));
    const newest = await items.list(id);
    expect(newest.data[0]).toMatchObject({ type: "message", role: "user", status: "completed" });
    const [first] = added.data;
    if (first?.id === undefined || first.id === null) throw new Error("no id");
    expect(await items.retrieve(first.id, { conversation_id: id })).toEqual(first);
    expect(await items.delete(first.id, { conversation_id: id })).toMatchObject({
      id,
      object: "conversation",
    });
    await expect(items.retrieve(first.id, { conversation_id: id })).rejects.toBeInstanceOf(
      OpenAI.NotFoundError,
    );
    expect(await texts(id)).toEqual(["0", "2", "3", "4", "5", "6", "7"]);
  });

  test("says what is wrong in the protocol's words", async () => {
    const wrong = await client.conversations
      .create({ items: Array.from({ length: 21 }, () => user("x")) })
      .catch((error: unknown) => error);
    expect(wrong).toMatchObject({ status: 400, code: "array_above_max_length", param: "items" });
    const missing = await client.conversations.items.list("conv_none").catch((error: unknown) => error);
    expect(missing).toMatchObject({ status: 404, type: "invalid_request_error", code: null, param: null });
  });
});

describe("one conversation, whoever asks", () => {
  test("of /v1/chat, the terminal and the API", async () => {
    const first = (await chat({ prompt: "My cat is called Minka." })).json;
    await client.conversations.items.create(first.conversation, { items: [user("She is five.")] });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [program, "chat", "--json", "--session", first.session, "--model", "rehearsal", "How old is she?"],
      { env: { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data }, cwd: server.data },
    );
    const third = JSON.parse(stdout) as ChatReply;
    expect(third.conversation).toBe(first.conversation);
    expect(await texts(first.conversation)).toEqual([
      "My cat is called Minka.",
      first.text,
      "She is five.",
      "How old is she?",
      third.text,
    ]);
    await client.conversations.delete(first.conversation);
    expect((await chat({ prompt: "Still there?", session: first.session })).status).toBe(404);
  });

  test("turns at once are made one after the other, and each is whole", async () => {
    const { session, conversation, text } = (await chat({ prompt: "begin" })).json;
    const prompts = Array.from({ length: 8 }, (_, number) => `question ${number}`);
    const replies = await Promise.all(prompts.map((prompt) => chat({ prompt, session })));
    expect(replies.map(({ status }) => status)).toEqual(prompts.map(() => 200));
    const [question, answer, ...rest] = await texts(conversation);
    expect([question, answer]).toEqual(["begin", text]);
    const turns = new Map(prompts.map((prompt, index) => [prompt, replies[index]?.json.text]));
    for (let at = 0; at < rest.length; at += 2) expect(rest[at + 1]).toBe(turns.get(rest[at] ?? ""));
    expect(rest).toHaveLength(16);
  });
});

test("an acknowledged turn is there after kill -9, and the conversation goes on at once", async () => {
  const first = await startServer();
  const begun = (await chat({ prompt: "remember me" }, first)).json;
  // A turn is under way when the process dies: it held the conversation.
  const broken = chat({ prompt: "lost", session: begun.session, model: "rehearsal-slow" }, first).catch(
    () => undefined,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  await first.kill();
  await broken;
  const second = await startServer({}, first.data);
  try {
    const again = { ...second, key: first.key };
    const more = await chat({ prompt: "still here?", session: begun.session }, again);
    expect(more.status).toBe(200);
    expect(await texts(begun.conversation, clientOf(again))).toEqual([
      "remember me",
      begun.text,
      "still here?",
      more.json.text,
    ]);
  } finally {
    await second.stop();
  }
});

test("several workers keep one order", async () => {
  const many = await startServer({ PARLEY_WORKERS: "2" });
  try {
    const { session, conversation } = (await chat({ prompt: "begin" }, many)).json;
    const prompts = Array.from({ length: 10 }, (_, number) => `question ${number}`);
    const replies = await Promise.all(prompts.map((prompt) => chat({ prompt, session }, many)));
    expect(replies.map(({ status }) => status)).toEqual(prompts.map(() => 200));
    const [, , ...rest] = await texts(conversation, clientOf(many));
    const turns = new Map(prompts.map((prompt, index) => [prompt, replies[index]?.json.text]));
    for (let at = 0; at < rest.length; at += 2) expect(rest[at + 1]).toBe(turns.get(rest[at] ?? ""));
    expect(rest).toHaveLength(20);
  } finally {
    await many.stop();
  }
});

test("an embeddings model joins in: on the books, across a crash, and gone with the conversation", async () => {
  const data = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  writeFileSync(join(data, "parley.yaml"), "conversations: { embeddingsModel: rehearsal-embedding }\n");
  let house = await startServer({}, data);
  const { key } = house;
  const ask = async (conversation: string) => {
    const reply = await fetch(`${house.url}/v1/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "rehearsal",
        input: "What is my cat called?",
        conversation,
        memory: { max_tokens: 300 },
      }),
    });
    expect(reply.status).toBe(200);
    return reply.headers.get("x-parley-context") ?? "";
  };
  const { id } = await clientOf(house).conversations.create({ items: [user("My cat is called Minka.")] });
  for (let page = 0; page < 3; page++) {
    const items = Array.from({ length: 20 }, (_, turn) => user(`On day ${page} we spoke of river ${turn}.`));
    await clientOf(house).conversations.items.create(id, { items });
  }
  expect(await ask(id)).toContain("no turn has a vector yet");
  // A busy machine may be too slow for the question's vector: then it says that, and not that there are none.
  const joined = /^recall; \d+ of \d+ items; \d+ of 300 tokens(?:; .* failed .*\(timeout\)\.)?$/;
  await expect.poll(() => ask(id), { timeout: 20_000 }).toMatch(joined);
  await house.kill();
  house = { ...(await startServer({}, data)), key };
  expect(await ask(id)).toMatch(joined);
  const entries = await promisify(execFile)(process.execPath, [program, "ledger", "export"], {
    cwd: data,
    env: { PATH: process.env["PATH"] ?? "", PARLEY_DATA: data },
  });
  expect(entries.stdout).toContain("rehearsal-embedding");
  await clientOf(house).conversations.delete(id);
  await expect(clientOf(house).conversations.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await house.stop();
});
