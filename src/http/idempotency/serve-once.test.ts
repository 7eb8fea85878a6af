import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createKey } from "../../admin/keys.ts";
import { createSealer } from "../../lib/seal.ts";
import { operator } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { post } from "../asking.fixture.ts";
import { type Served, serveScripted, textAnswer } from "../serving.fixture.ts";
import { askOnce, chat, holdAnswer, problemOf, streamed, whole } from "./asking-once.fixture.ts";
import { fingerprint } from "./fingerprint.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const ask = (key: string, body: object = whole, path = chat, more: RequestInit = {}) =>
  askOnce(served, key, body, path, more);
const held = () => holdAnswer(served);
const idempotency = () => served.keys.stores.idempotency;

describe("a repeat", () => {
  test.each([
    [chat, whole],
    [chat, streamed],
    ["/v1/completions", { model: "m", prompt: "hi" }],
    ["/v1/completions", { model: "m", prompt: "hi", stream: true }],
    ["/v1/embeddings", { model: "m", input: "hi" }],
    ["/v1/chat", { prompt: "hi" }],
    ["/v1/chat", { prompt: "hi", stream: true }],
  ])("of %s %j is answered with the bytes of the first, and an id of its own", async (path, body) => {
    const first = await ask("k", body, path);
    const text = await first.text();
    const second = await ask("k", body, path);
    expect(await second.text()).toBe(text);
    expect(second.status).toBe(200);
    for (const header of ["content-type", "cache-control", "x-accel-buffering", "x-content-type-options"]) {
      expect(second.headers.get(header)).toBe(first.headers.get(header));
    }
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    expect(second.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    expect(await served.keys.stores.ledger.list({ limit: 9 })).toMatchObject([
      { callId: first.headers.get("x-request-id"), state: "settled" },
    ]);
  });

  test("with another body, or at another address, is refused", async () => {
    await ask("k");
    const refused = [
      await ask("k", { ...whole, n: 1 }),
      await ask("k", streamed),
      await ask("k", whole, "/v1/completions"),
    ];
    for (const response of refused) {
      expect(response.status).toBe(422);
      expect(await problemOf(response)).toMatchObject({
        code: "idempotency_key_reused",
        param: "Idempotency-Key",
        message: "This idempotency key was used for another request. Use a new key for a new request.",
      });
    }
    expect(served.attempts).toHaveLength(1);
  });

  test("of another project is a call of its own", async () => {
    const { keys } = served;
    await keys.stores.projects.insert({ id: "proj_other", name: "Other", createdAt: 1 });
    const { secret } = await createKey(keys, operator, { projectId: "proj_other", name: "other" });
    const first = await (await ask("k")).text();
    const theirs = await post(served, chat, whole, {
      headers: {
        authorization: `Bearer ${secret.reveal()}`,
        "content-type": "application/json",
        "idempotency-key": "k",
      },
    });
    expect(theirs.headers.get("idempotent-replayed")).toBeNull();
    expect(await theirs.text()).not.toBe(first);
    expect(served.attempts).toHaveLength(2);
  });

  test("without a key, or at a door that costs nothing, is a call like every other", async () => {
    const begin = vi.spyOn(idempotency(), "begin");
    await post(served, chat, whole);
    await post(served, chat, whole);
    const models = { headers: { authorization: `Bearer ${served.key}`, "idempotency-key": "" } };
    expect((await fetch(`${served.url}/v1/models`, models)).status).toBe(200);
    expect(served.attempts).toHaveLength(2);
    expect(begin).not.toHaveBeenCalled();
  });

  test("waits for its turn while the first is answered: 409, and when to come again", async () => {
    const { go } = held();
    const first = ask("k");
    await expect.poll(() => served.attempts.length).toBe(1);
    const second = await ask("k");
    expect(second.status).toBe(409);
    expect(second.headers.get("retry-after-ms")).toBe("250");
    expect(second.headers.get("x-should-retry")).toBe("true");
    expect(await problemOf(second)).toMatchObject({ code: "idempotency_key_in_use" });
    const other = await ask("k", { ...whole, n: 1 });
    expect(other.status).toBe(422);
    go();
    const text = await (await first).text();
    expect(await (await ask("k")).text()).toBe(text);
    expect(served.attempts).toHaveLength(1);
  });

  test("two hundred at once make one call", async () => {
    const { go } = held();
    const all = Array.from({ length: 200 }, () => ask("k"));
    await expect.poll(() => served.attempts.length).toBe(1);
    setTimeout(go, 50);
    const texts = new Map<number, Set<string>>();
    for (const response of await Promise.all(all)) {
      const found = texts.get(response.status) ?? new Set();
      texts.set(response.status, found.add(await response.text()));
    }
    expect([...texts.keys()].sort()).toEqual([200, 409]);
    expect(texts.get(200)?.size).toBe(1);
    expect(served.attempts).toHaveLength(1);
  });
});

describe("the key", () => {
  test.each([
    ["of nothing", ""],
    ["too long", "x".repeat(256)],
    ["of other letters", "k\u00e4se"],
  ])("%s is refused, with the header named", async (_name, key) => {
    const response = await ask(key);
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ code: "invalid_value", param: "Idempotency-Key" });
    expect(served.attempts).toHaveLength(0);
  });

  test("of 255 characters will do", async () => {
    const key = "x".repeat(255);
    await ask(key);
    expect((await ask(key)).headers.get("idempotent-replayed")).toBe("true");
  });

  test("is told of in the reference, and pages may send it", async () => {
    const document = (await (await fetch(`${served.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
    };
    const keyed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).some(({ parameters }) =>
        parameters?.some(({ name }) => name === "Idempotency-Key"),
      )
        ? [path]
        : [],
    );
    expect(keyed.sort()).toEqual([
      "/v1/audio/speech",
      "/v1/audio/transcriptions",
      "/v1/audio/translations",
      "/v1/chat",
      chat,
      "/v1/completions",
      "/v1/embeddings",
      "/v1/images/edits",
      "/v1/images/generations",
      "/v1/images/variations",
      "/v1/messages",
      "/v1/responses",
      "/v1/responses/compact",
    ]);
    const preflight = await fetch(served.url + chat, {
      method: "OPTIONS",
      headers: {
        origin: "https://page.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,idempotency-key",
      },
    });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("idempotency-key");
    expect(preflight.headers.get("access-control-expose-headers")).toContain("idempotent-replayed");
  });
});

describe("an answer that is", () => {
  const kept: [string, ParleyError, boolean][] = [
    ["a refusal of the request", new ParleyError("upstream_rejected"), true],
    ["trouble of the upstream", new ParleyError("upstream_failed"), false],
    ["a limit", new ParleyError("rate_limit_exceeded"), false],
    ["our own fault", new ParleyError("internal"), false],
  ];
  test.each(kept)("%s: %s; kept: %s", async (_name, error, replayed) => {
    served.script = () => [error];
    const first = await ask("k");
    expect(first.status).toBe(error.status);
    await first.text();
    served.script = () => textAnswer("now");
    const second = await ask("k");
    expect(second.status).toBe(replayed ? error.status : 200);
    expect(second.headers.get("idempotent-replayed")).toBe(replayed ? "true" : null);
  });

  test("cancelled by its caller is not kept", async () => {
    const { go } = held();
    const leaving = new AbortController();
    const first = ask("k", whole, chat, { signal: leaving.signal });
    await expect.poll(() => served.attempts.length).toBe(1);
    leaving.abort();
    await expect(first).rejects.toThrow("aborted");
    await expect.poll(() => served.open.size).toBe(0);
    go();
    served.script = () => textAnswer("anew");
    expect(await (await ask("k")).text()).toContain("anew");
  });

  test.each([
    ["as a whole", whole],
    ["as a stream", streamed],
  ])("larger than 8 MiB is sent %s, and a repeat is told that it was", async (_name, body) => {
    const piece = "x".repeat(1024 * 1024);
    served.script = () => textAnswer(...Array.from({ length: 9 }, () => piece));
    const first = await (await ask("k", body)).text();
    expect(first.length).toBeGreaterThan(9 * 1024 * 1024);
    const second = await ask("k", body);
    expect(second.status).toBe(410);
    expect(await problemOf(second)).toMatchObject({ code: "idempotency_answer_lost" });
    expect(served.attempts).toHaveLength(1);
  });
});

describe("the storage", () => {
  test("has no session token in it that can be read", async () => {
    const finish = vi.spyOn(idempotency(), "finish");
    const { session } = (await (await ask("k", { prompt: "hi" }, "/v1/chat")).json()) as { session: string };
    const [, kept] = finish.mock.calls[0] ?? [];
    expect(session.length).toBeGreaterThan(20);
    expect(kept?.body?.length).toBeGreaterThan(session.length);
    expect(kept?.body?.includes(session)).toBe(false);
    expect(kept?.body?.includes("Hello")).toBe(false);
  });

  test("that cannot be written is 503 before anything is asked", async () => {
    vi.spyOn(idempotency(), "begin").mockRejectedValue(new ParleyError("storage_unavailable"));
    const response = await ask("k");
    expect(response.status).toBe(503);
    expect(served.attempts).toHaveLength(0);
  });

  test("that fails at the end costs no answer, and is told to the operator", async () => {
    vi.spyOn(idempotency(), "finish").mockRejectedValueOnce(new ParleyError("storage_unavailable"));
    const response = await ask("k");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Hello");
    expect(served.failures).toMatchObject([{ code: "storage_unavailable" }]);
    // Nobody is at work on the key any more: it is free for its process.
    expect((await ask("k")).headers.get("idempotent-replayed")).toBeNull();
    expect((await ask("k")).headers.get("idempotent-replayed")).toBe("true");
  });
});

describe("a caller who is ended while the store is asked", () => {
  function holdStore() {
    const gate = Promise.withResolvers<void>();
    const store = idempotency();
    const begin = store.begin.bind(store);
    const asked = vi.spyOn(store, "begin").mockImplementationOnce(async (entry) => {
      await gate.promise;
      return begin(entry);
    });
    return { asked, go: () => gate.resolve() };
  }

  const reasons: [string, ParleyError][] = [
    ["a revoked API key", new ParleyError("invalid_api_key", { message: "This API key was revoked." })],
    ["a shutdown", new ParleyError("shutting_down")],
  ];
  const bodies: [string, object][] = [
    ["a whole answer", whole],
    ["a stream", streamed],
  ];
  const ended = reasons.flatMap(([name, reason]) =>
    bodies.map(([form, body]) => [name, form, reason, body] as const),
  );
  test.each(ended)("hears of %s, for %s; nothing is called", async (_name, _form, reason, body) => {
    const { asked, go } = holdStore();
    const first = ask("k", body);
    await expect.poll(() => asked.mock.calls.length).toBe(1);
    const [one] = served.open;
    const second = ask("k", body);
    const arrived = () => [...served.open].filter(({ request }) => request.readableEnded);
    await expect.poll(() => arrived().length).toBe(2);
    one?.abort(reason);
    go();
    const response = await first;
    expect(response.status).toBe(reason.status);
    expect(await problemOf(response)).toMatchObject({ message: reason.message });
    // Who waited with it is not told another's reason, and may come again.
    expect((await second).status).toBe(409);
    expect(served.attempts).toHaveLength(0);
    await expect.poll(() => served.open.size).toBe(0);
    expect((await ask("k", body)).status).toBe(200);
    expect(served.attempts).toHaveLength(1);
  });

  test("because he left leaves the key free", async () => {
    const { asked, go } = holdStore();
    const leaving = new AbortController();
    const first = ask("k", whole, chat, { signal: leaving.signal });
    await expect.poll(() => asked.mock.calls.length).toBe(1);
    const [one] = served.open;
    leaving.abort();
    await expect(first).rejects.toThrow("aborted");
    await expect.poll(() => one?.signal.aborted).toBe(true);
    go();
    await expect.poll(async () => (await ask("k")).status).toBe(200);
    expect(served.attempts).toHaveLength(1);
  });
});

describe("another process", () => {
  async function elsewhere(body: object, key = "k"): Promise<void> {
    const text = JSON.stringify(body);
    const now = Date.now();
    const [project] = await served.keys.stores.projects.list();
    await idempotency().begin({
      projectId: project?.id ?? "",
      key,
      fingerprint: fingerprint("POST", chat, Buffer.from(text)),
      requestId: "req_elsewhere",
      instanceId: "inst_elsewhere",
      at: now,
      expiresAt: now + 60_000,
      deadAfterMs: 30_000,
    });
  }

  test.each([whole, streamed])("at work on %j: 409 until it is done", async (body) => {
    await served.keys.stores.instances.beat("inst_elsewhere");
    await elsewhere(body);
    for (const response of await Promise.all([ask("k", body), ask("k", body)])) {
      expect(response.status).toBe(409);
      expect(response.headers.get("retry-after-ms")).toBe("250");
    }
    expect((await ask("k", { ...body, n: 1 })).status).toBe(422);
    const [project] = await served.keys.stores.projects.list();
    const owner = { projectId: project?.id ?? "", key: "k", requestId: "req_elsewhere" };
    const sealer = createSealer(served.keys.pepper, "answers of idempotency keys");
    const sealed = sealer.seal(Buffer.from("done"), `${owner.projectId} req_elsewhere k`);
    await idempotency().finish(owner, { status: 200, contentType: "text/plain", body: sealed });
    expect(await (await ask("k", body)).text()).toBe("done");
    expect(served.attempts).toHaveLength(0);
  });

  test("that died over it: the repeat takes the key over", async () => {
    await elsewhere(whole);
    const response = await ask("k");
    expect(response.status).toBe(200);
    expect(response.headers.get("idempotent-replayed")).toBeNull();
    expect(served.attempts).toHaveLength(1);
  });
});
