import { connect } from "node:net";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { openAiDialect } from "../../dialects/openai/dialect.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Provider } from "../../spec/provider.ts";
import { scripted, startTruth } from "./contract/subject.fixture.ts";
import { type MockServer, startMock } from "./start-mock.ts";

const truth = startTruth();
afterAll(() => truth.close());

async function start(provider: Provider = truth.provider): Promise<MockServer> {
  const server = await startMock({
    host: "127.0.0.1",
    port: 0,
    dialect: openAiDialect,
    requestIdHeader: "x-request-id",
    provider,
    now: () => 1_700_000_000_999,
  });
  onTestFinished(() => server.close());
  return server;
}

function post(server: MockServer, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${server.url}/v1/chat/completions`, { method: "POST", headers, body: text });
}

const messages = [{ role: "user", content: "Count to 5" }];

describe("a mock server", () => {
  test("answers whoever asks, by any name, with a request id and the time", async () => {
    const server = await start();
    const response = await post(server, { model: "gpt-99", messages }, { "content-type": "text/plain" });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get("set-cookie")).toBeNull();
    const id = response.headers.get("x-request-id")?.slice(4);
    expect(await response.json()).toMatchObject({
      id: `chatcmpl-${id}`,
      created: 1_700_000_000,
      choices: [{ message: { content: "1, 2, 3, 4, 5" } }],
    });
  });

  test("refuses in the dialect's shape what is no request of it", async () => {
    const server = await start();
    const cases: readonly (readonly [Response, number, string | null])[] = [
      [await post(server, "{"), 400, null],
      [await post(server, ""), 400, "invalid_type"],
      [await post(server, { model: "m", messages: [] }), 400, "empty_array"],
      [await post(server, "[".repeat(1_000)), 400, null],
      [await post(server, { model: "m", messages }, { "content-encoding": "gzip" }), 415, null],
      [await fetch(`${server.url}/v1/nothing`), 404, null],
      [await fetch(`${server.url}/v1/chat/completions`), 404, null],
      [await fetch(`${server.url}/v1/models/nobody`), 404, "model_not_found"],
      [await fetch(`${server.url}/v1/models/%ff`), 404, "model_not_found"],
    ];
    for (const [response, status, code] of cases) {
      expect(response.status).toBe(status);
      const { error } = (await response.json()) as { error: object };
      expect(error).toMatchObject({ message: expect.any(String), type: "invalid_request_error", code });
      expect(Object.keys(error)).toEqual(["message", "type", "param", "code"]);
    }
  });

  test("refuses a body that says it is too large before reading it", async () => {
    const server = await start();
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n{");
    const text = await new Promise<string>((resolve) => {
      let said = "";
      socket.on("data", (piece: Buffer) => (said += piece.toString("latin1")));
      socket.once("close", () => resolve(said));
    });
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text.toLowerCase()).toContain("connection: close");
  });

  test("counts on for nobody who has left", async () => {
    let signal: AbortSignal | undefined;
    const returned = vi.fn<() => void>();
    const server = await start(endless((asked) => (signal = asked), returned));
    const leaving = new AbortController();
    const body = JSON.stringify({ model: "m", messages, stream: true });
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      body,
      signal: leaving.signal,
    });
    await response.body?.getReader().read();
    leaving.abort();
    await vi.waitFor(() => expect(returned).toHaveBeenCalledOnce(), { timeout: 5_000, interval: 5 });
    expect(signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(server.connections).toBe(0), { timeout: 5_000, interval: 5 });
  });

  test("writes no faster than its reader reads", async () => {
    let written = 0;
    const server = await start(endless(undefined, undefined, () => (written += 1)));
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1").pause();
    onTestFinished(() => void socket.destroy());
    const body = JSON.stringify({ model: "m", messages, stream: true });
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    let before = -1;
    await vi.waitFor(
      () => {
        const moved = written !== before;
        before = written;
        if (moved) throw new Error("it still writes");
      },
      { timeout: 10_000, interval: 200 },
    );
    // What fits into the buffers of both sides, and no more: each event has 64 kB.
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(1_000);
  });

  test("ends at once with what is going on", async () => {
    const server = await start(endless());
    const response = await post(server, { model: "m", messages, stream: true });
    await server.close();
    await expect(response.text()).rejects.toBeInstanceOf(TypeError);
  });
});

/** A model that never stops, 64 kB at a time. */
function endless(asked?: (signal: AbortSignal) => void, returned?: () => void, said?: () => void): Provider {
  const event: StreamEvent = { type: "text-delta", choice: 0, text: "x".repeat(65_536) };
  return {
    ...scripted([]),
    generate({ signal }) {
      asked?.(signal);
      const stream: EventStream = {
        async next() {
          said?.();
          await new Promise((resolve) => setImmediate(resolve));
          return { done: false, value: event };
        },
        async return() {
          returned?.();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]: () => stream,
      };
      return stream;
    },
  };
}
