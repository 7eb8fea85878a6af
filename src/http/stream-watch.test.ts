import { setTimeout } from "node:timers/promises";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { StreamEvent } from "../spec/event.ts";
import { messages, post } from "./asking.fixture.ts";
import { type Served, serveScripted, type Step, textAnswer } from "./serving.fixture.ts";
import { bodyPace, quietAfter, stalledAfter } from "./stream-watch.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const asked = { model: "m", messages, stream: true };
const chat = "/v1/chat/completions";

/** Looks as if so much time had passed. */
const lookAfter = (ms: number): void => served.watch.look(performance.now() + ms);

/** An answer that waits after its first steps until it is told to go on, or to fail. */
function held(...first: Step[]) {
  const gate = Promise.withResolvers<void>();
  served.script = () => [...first, gate.promise, ...textAnswer("late")];
  return { go: () => gate.resolve(), fail: () => gate.reject(new ParleyError("upstream_failed")) };
}

describe("a quiet stream is kept alive", () => {
  test("before its first event: the head leaves with a comment, and the answer follows", async () => {
    const { go } = held();
    const asking = post(served, chat, asked);
    await expect.poll(() => served.attempts.length).toBe(1);
    lookAfter(quietAfter - 1_000);
    lookAfter(quietAfter);
    const response = await asking;
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    // Nobody has answered yet: the head says who is asked.
    expect(response.headers.get("x-parley-route")).toMatch(
      /^asking scripted\/m; first; 1 considered; 1 attempt$/,
    );
    go();
    const text = await response.text();
    expect(text).toMatch(/^: keep-alive\n\ndata: \{/);
    expect(text.match(/keep-alive/g)).toHaveLength(1);
    expect(text).toContain("late");
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  test("and a failure after that is an error event, without a clean end", async () => {
    const { fail } = held();
    const asking = post(served, chat, asked);
    await expect.poll(() => served.attempts.length).toBe(1);
    lookAfter(quietAfter);
    const response = await asking;
    fail();
    const text = await response.text();
    expect(text).toMatch(/^: keep-alive\n\ndata: \{"error":/);
    expect(text).not.toContain("[DONE]");
  });

  test("a failure that comes in time has its own status", async () => {
    const { fail } = held();
    const asking = post(served, chat, asked);
    await expect.poll(() => served.attempts.length).toBe(1);
    lookAfter(quietAfter - 1_000);
    fail();
    expect((await asking).status).toBe(502);
  });

  test("in the middle, again and again, between whole events", async () => {
    const { go } = held({ type: "text-delta", choice: 0, text: "first" });
    const response = await post(served, chat, asked);
    for (const times of [1, 2, 3]) {
      await setTimeout(5); // what was said before has left
      lookAfter(times * quietAfter + times);
    }
    go();
    const text = await response.text();
    expect(text.match(/: keep-alive\n\n/g)?.length).toBeGreaterThanOrEqual(2);
    for (const event of text.split("\n\n").filter(Boolean)) expect(event).toMatch(/^(data: |: keep-alive$)/);
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  test("in Anthropic's protocol by its own event", async () => {
    const { go } = held();
    const asking = post(served, "/v1/messages", { ...asked, max_tokens: 9 });
    await expect.poll(() => served.attempts.length).toBe(1);
    lookAfter(quietAfter);
    const response = await asking;
    go();
    expect(await response.text()).toMatch(/^event: ping\ndata: \{"type":"ping"\}\n\nevent: message_start\n/);
  });

  test("also one with an idempotency key, for all who listen", async () => {
    const { go } = held();
    const headers = {
      authorization: `Bearer ${served.key}`,
      "content-type": "application/json",
      "idempotency-key": "k",
    };
    const asking = post(served, chat, asked, { headers });
    await expect.poll(() => served.attempts.length).toBe(1);
    lookAfter(quietAfter);
    const response = await asking;
    expect(response.status).toBe(200);
    go();
    expect(await response.text()).toMatch(/^: keep-alive\n\ndata: /);
  });

  test("one that speaks is not interrupted, and one that has ended hears nothing", async () => {
    const response = await post(served, chat, asked);
    const text = await response.text();
    lookAfter(quietAfter);
    lookAfter(3 * quietAfter);
    expect(text).not.toContain("keep-alive");
  });
});

/** Asks, reads the beginning, and reads no more. */
function stopReading(body: object): Promise<Socket> {
  const json = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, "127.0.0.1", () =>
      socket.write(
        `POST ${chat} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-length: ${json.length}\r\n\r\n${json}`,
      ),
    );
    socket.once("error", reject);
    socket.once("data", () => {
      socket.pause();
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}

/** Waits until nothing moves between the two any more. */
async function stuck(): Promise<void> {
  const waiting = (): number =>
    [...served.open].reduce((sum, { response }) => sum + response.writableLength, 0);
  for (let before = -1, now = waiting(); before !== now || now === 0; before = now, now = waiting()) {
    await setTimeout(150);
  }
}

describe("a reader that stops reading", () => {
  const huge = "x".repeat(1024 * 1024);
  const pieces = function* (): Generator<StreamEvent> {
    for (let i = 0; i < 40; i++) yield { type: "text-delta", choice: 0, text: huge };
    yield { type: "choice-finish", choice: 0, finish: { unified: "stop" } };
    yield { type: "end" };
  };

  test.each([
    ["a stream", true],
    ["a whole answer, all of which is written", false],
  ])("%s: is dropped half a minute after its last progress, and the call with it", async (_what, stream) => {
    served.script = pieces;
    const socket = await stopReading({ model: "m", messages, stream });
    await stuck();
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const now = performance.now();
    served.watch.look(now);
    served.watch.look(now + stalledAfter - 100);
    expect(served.open.size).toBe(1);
    served.watch.look(now + stalledAfter + 1);
    await expect.poll(() => served.open.size).toBe(0);
    if (stream) expect(served.attempts[0]?.signal.aborted).toBe(true);
    socket.resume();
    await closed;
  });

  test("one that reads a little has half a minute again", async () => {
    served.script = pieces;
    const socket = await stopReading(asked);
    await stuck();
    const now = performance.now();
    served.watch.look(now);
    socket.resume();
    await new Promise((resolve) => socket.once("data", resolve));
    await setTimeout(20);
    socket.pause();
    await stuck();
    served.watch.look(now + stalledAfter - 100);
    served.watch.look(now + stalledAfter + 1);
    expect(served.open.size).toBe(1);
    served.watch.look(now + 2 * stalledAfter + 1);
    await expect.poll(() => served.open.size).toBe(0);
    socket.destroy();
  });
});

describe("a body that is on its way", () => {
  async function begin(): Promise<{ readonly socket: Socket; answer(): string }> {
    let text = "";
    const socket = connect(served.port, "127.0.0.1");
    socket.on("data", (piece) => (text += piece.toString("latin1")));
    socket.on("error", () => undefined);
    socket.write(
      `POST ${chat} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-length: 90000\r\n\r\n{`,
    );
    await expect.poll(() => [...served.open][0]?.request.readableFlowing).toBe(true);
    return { socket, answer: () => text };
  }

  test("is cut when it only drips", async () => {
    const { socket, answer } = await begin();
    const now = performance.now();
    served.watch.look(now);
    socket.write(" ");
    served.watch.look(now + bodyPace.withinMs + 1);
    await expect.poll(answer).toMatch(/^HTTP\/1\.1 408 /);
    await expect.poll(() => served.open.size).toBe(0);
    expect(socket.destroyed || answer().includes("connection: close")).toBe(true);
    socket.destroy();
  });

  test("is not cut when it is slow and comes", async () => {
    const { socket, answer } = await begin();
    for (let turn = 0; turn < 10; turn++) {
      const now = performance.now() + turn * (bodyPace.withinMs + 1);
      served.watch.look(now);
      const before = [...served.open][0]?.request.socket.bytesRead ?? 0;
      socket.write(" ".repeat(bodyPace.bytes));
      await expect
        .poll(() => ([...served.open][0]?.request.socket.bytesRead ?? 0) - before)
        .toBeGreaterThanOrEqual(bodyPace.bytes);
    }
    expect(answer()).toBe("");
    socket.destroy();
  });
});
