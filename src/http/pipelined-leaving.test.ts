import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { messages } from "./asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "./serving.fixture.ts";

let served: Served;
beforeEach(async () => (served = await serveScripted()));
afterEach(() => served.close());

test.each([true, false])(
  "a client that leaves takes with it what it has asked behind its first question (stream: %s)",
  async (stream) => {
    served.script = () => [new Promise(() => undefined), ...textAnswer("late")];
    const body = JSON.stringify({ model: "m", messages, stream });
    const request =
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const socket = connect(served.port, "127.0.0.1", () => socket.write(request.repeat(3)));
    await expect.poll(() => served.attempts.length).toBe(3);
    socket.destroy();
    await expect.poll(() => served.attempts.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    await expect.poll(() => served.open.size).toBe(0);
    expect(served.admission.running).toBe(0);
  },
);
