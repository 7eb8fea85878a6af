import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKey } from "../../src/admin/keys.ts";
import { openKeeper } from "../../src/server/keeper.ts";
import { type CountingUpstream, startCountingUpstream } from "./counting-upstream.ts";
import { type StartedServer, startServer } from "./started-server.ts";
import { operator } from "../../src/spec/actor.ts";

let upstream: CountingUpstream;
let server: StartedServer;
let data: string;
let key: string;

beforeEach(async () => {
  upstream = await startCountingUpstream();
  data = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  writeFileSync(
    join(data, "parley.yaml"),
    `providers: { up: { type: openai-compatible, baseUrl: "${upstream.url}", models: [m] } }\n`,
  );
  server = await startServer({}, data);
  key = server.key;
});
afterEach(async () => {
  await server.kill();
  await upstream.close();
  rmSync(data, { recursive: true, force: true });
});

/** Leaves the stopped or killed server behind and starts another one on its data. */
async function restart(): Promise<void> {
  server = await startServer({}, data);
}

/** The official client, told the name of the header; then it makes a key for each call, or takes the caller's. */
class SafeClient extends OpenAI {
  protected override idempotencyHeader = "Idempotency-Key";
}

const client = (maxRetries = 0, apiKey = key) =>
  new SafeClient({ baseURL: `${server.url}/v1`, apiKey, maxRetries });

const question = { model: "m", messages: [{ role: "user", content: "hi" }] } as const;
const whole = { ...question, messages: [...question.messages] };
const streamed = { ...whole, stream: true } as const;

async function textOf(
  answer: OpenAI.ChatCompletion | AsyncIterable<OpenAI.ChatCompletionChunk>,
): Promise<string> {
  if ("id" in answer) return answer.choices[0]?.message.content ?? "";
  let text = "";
  for await (const chunk of answer) text += chunk.choices[0]?.delta.content ?? "";
  return text;
}

const ask = (idempotencyKey: string, from = client()) =>
  from.chat.completions.create(whole, { idempotencyKey });
const stream = (idempotencyKey: string, from = client()) =>
  from.chat.completions.create(streamed, { idempotencyKey });

/** All attempts in the books, oldest first. */
function attempts(): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(join(data, "parley.db"), { readOnly: true });
  const rows = database.prepare("select call_id, state, project_id from attempts order by call_id").all();
  database.close();
  return rows;
}

/** As if its process had been dead for long. */
function buryInstances(): void {
  const database = new DatabaseSync(join(data, "parley.db"));
  database.exec("pragma busy_timeout = 5000; update instances set beat_at = beat_at - 3600000");
  database.close();
}

describe("the official client", () => {
  test("gets the same answer for the same key, and its own for another", async () => {
    const first = await ask("a");
    expect(await ask("a")).toEqual(first);
    expect((await ask("b")).id).not.toBe(first.id);
    expect(upstream.asked).toBe(2);
    const own = client();
    await own.chat.completions.create(whole);
    await own.chat.completions.create(whole);
    expect(upstream.asked).toBe(4);
  });

  test("is told when a key is used for something else", async () => {
    await ask("a");
    const other = client().chat.completions.create({ ...whole, n: 1 }, { idempotencyKey: "a" });
    await expect(other).rejects.toMatchObject({ status: 422, code: "idempotency_key_reused" });
  });

  test("two hundred of it with one key make one call, and all that wait get its answer", async () => {
    upstream.hold();
    const patient = client(40);
    const all = Promise.all(Array.from({ length: 200 }, () => ask("a", patient)));
    await expect.poll(() => upstream.asked, { timeout: 20_000 }).toBe(1);
    setTimeout(() => upstream.go(), 500);
    const answers = await all;
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.choices[0]?.message.content).toBe("answer 1");
    expect(upstream.asked).toBe(1);
    expect(attempts()).toHaveLength(1);
  });

  test("two hundred of it with two retries each get that answer, or a 409", async () => {
    upstream.hold();
    const usual = client(2);
    const all = Promise.allSettled(Array.from({ length: 200 }, () => ask("a", usual)));
    await expect.poll(() => upstream.asked, { timeout: 20_000 }).toBe(1);
    setTimeout(() => upstream.go(), 1_000);
    const texts = new Set<string>();
    for (const result of await all) {
      if (result.status === "fulfilled") texts.add(JSON.stringify(result.value));
      else expect(result.reason).toMatchObject({ status: 409, code: "idempotency_key_in_use" });
    }
    expect(texts.size).toBe(1);
    expect(upstream.asked).toBe(1);
  });

  test("two hundred streams of it with one key are one call, and all read the same", async () => {
    upstream.hold();
    const from = client();
    const all = Promise.all(Array.from({ length: 200 }, async () => textOf(await stream("a", from))));
    await expect.poll(() => upstream.asked, { timeout: 20_000 }).toBe(1);
    setTimeout(() => upstream.go(), 300);
    const texts = new Set(await all);
    expect([...texts]).toEqual([`answer 1:${Array.from({ length: 20 }, (_, word) => ` ${word}`).join("")}`]);
    expect(upstream.asked).toBe(1);
    expect(await textOf(await stream("a"))).toBe([...texts][0]);
  });

  test("that leaves a stream does not end it for the one who joined; the last one does", async () => {
    upstream.hold();
    const first = await stream("a");
    const second = await stream("a");
    first.controller.abort();
    await stream("a").then((third) => third.controller.abort());
    expect(upstream.left).toBe(0);
    upstream.go();
    expect(await textOf(second)).toContain("19");
    upstream.hold();
    const alone = await stream("b");
    alone.controller.abort();
    await expect.poll(() => upstream.left).toBe(1);
    upstream.go();
    expect(await textOf(await stream("b"))).toContain("answer 3: 0");
  });

  test("of another project has its own keys", async () => {
    const keeper = await openKeeper(data);
    await keeper.keys.stores.projects.insert({ id: "proj_other", name: "Other", createdAt: Date.now() });
    const { secret } = await createKey(keeper.keys, operator, { projectId: "proj_other", name: "other" });
    await keeper.close();
    const mine = await ask("a");
    const theirs = await ask("a", client(0, secret.reveal()));
    expect(theirs.id).not.toBe(mine.id);
    expect(upstream.asked).toBe(2);
    expect(new Set(attempts().map((row) => row["project_id"])).size).toBe(2);
  });
});

describe("a server", () => {
  test("beside another one on the same data makes no second call, and repeats the other one's answers", async () => {
    const second = await startServer({}, data);
    const there = new SafeClient({ baseURL: `${second.url}/v1`, apiKey: key, maxRetries: 0 });
    const patient = new SafeClient({ baseURL: `${second.url}/v1`, apiKey: key, maxRetries: 40 });
    try {
      upstream.hold();
      const mine = stream("a").then(textOf);
      await expect.poll(() => upstream.asked).toBe(1);
      await expect(stream("a", there)).rejects.toMatchObject({ status: 409, code: "idempotency_key_in_use" });
      const theirs = stream("a", patient).then(textOf);
      const all = Array.from({ length: 40 }, (_, number) => ask("b", number % 2 ? patient : client(40)));
      setTimeout(() => upstream.go(), 500);
      expect(await theirs).toBe(await mine);
      expect(new Set((await Promise.all(all)).map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(upstream.asked).toBe(2);
    } finally {
      await second.kill();
    }
  });

  test("that is stopped and started again knows the answers", async () => {
    const first = await ask("a");
    const text = await textOf(await stream("b"));
    await server.stop("data");
    await restart();
    expect(await ask("a")).toEqual(first);
    expect(await textOf(await stream("b"))).toBe(text);
    expect(upstream.asked).toBe(2);
  });

  test("that is killed has kept every answer whose end was seen", async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, async (_, number) =>
        number % 2 ? JSON.stringify(await ask(`k${number}`)) : textOf(await stream(`k${number}`)),
      ),
    );
    await server.kill();
    await restart();
    const again = await Promise.all(
      Array.from({ length: 20 }, async (_, number) =>
        number % 2 ? JSON.stringify(await ask(`k${number}`)) : textOf(await stream(`k${number}`)),
      ),
    );
    expect(again).toEqual(seen);
    expect(upstream.asked).toBe(20);
  });

  test.each([
    ["whole", ask],
    ["streamed", stream],
  ] as const)(
    "that is killed in the middle of a %s answer: its successor makes the call anew",
    async (_way, call) => {
      upstream.hold();
      const cut = call("a").then(textOf);
      cut.catch(() => undefined);
      await expect.poll(() => upstream.asked).toBe(1);
      await server.kill();
      await expect(cut).rejects.toThrow(/error|terminated|aborted|socket/i);
      upstream.go();
      await restart();
      const other = client().chat.completions.create({ ...whole, n: 1 }, { idempotencyKey: "a" });
      await expect(other).rejects.toMatchObject({ status: 422 });
      // Until the new process has looked, the old one may be alive: 409, and the client asks again.
      const text = await call("a", client(40)).then(textOf);
      expect(text).toContain("answer 2");
      expect(await call("a").then(textOf)).toBe(text);
      expect(upstream.asked).toBe(2);
      // Both attempts are in the books: what became of the first at the upstream is unknown.
      const [first, second] = attempts();
      expect(first?.["state"]).not.toBe("settled");
      expect(second?.["state"]).toBe("settled");
      expect(attempts()).toHaveLength(2);
    },
  );

  test("that is frozen keeps its key while it may be alive, and finds it taken over when it wakes", async () => {
    upstream.hold();
    const late = ask("a").then(textOf);
    await expect.poll(() => upstream.asked).toBe(1);
    server.process.kill("SIGSTOP");
    const second = await startServer({}, data);
    const there = new SafeClient({ baseURL: `${second.url}/v1`, apiKey: key, maxRetries: 0 });
    try {
      await expect(ask("a", there)).rejects.toMatchObject({ status: 409, code: "idempotency_key_in_use" });
      buryInstances();
      upstream.go();
      const answer = await ask("a", there).then(textOf);
      server.process.kill("SIGCONT");
      expect(await late).not.toBe(answer);
      await expect.poll(() => server.log()).toContain("was taken over by another process");
      expect(await ask("a").then(textOf)).toBe(answer);
      expect(upstream.asked).toBe(2);
    } finally {
      server.process.kill("SIGCONT");
      await second.kill();
    }
  });
});
