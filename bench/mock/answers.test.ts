import { expect, test } from "vitest";
import { jsonAnswer, streamFrames } from "./answers.ts";

interface Chunk {
  readonly choices: readonly {
    readonly delta: Record<string, unknown>;
    readonly finish_reason: string | null;
  }[];
  readonly usage: { readonly total_tokens: number } | null;
}

test("the JSON answer is a completion of exactly 2 kB, of the length that it announces", () => {
  const [head = "", body = ""] = jsonAnswer().toString("utf8").split("\r\n\r\n");
  expect(Buffer.byteLength(body)).toBe(2_048);
  expect(head).toContain("content-length: 2048");
  expect(JSON.parse(body)).toMatchObject({ object: "chat.completion", usage: { total_tokens: 712 } });
});

test("a stream has so many chunks: the role, words, the finish reason, the usage, and then [DONE]", () => {
  const frames = streamFrames(100);
  expect(frames).toHaveLength(100);
  const events =
    Buffer.concat(frames)
      .toString("utf8")
      .match(/(?<=data: ).*(?=\n\n)/g) ?? [];
  expect(events.pop()).toBe("[DONE]");
  const chunks = events.map((event) => JSON.parse(event) as Chunk);
  expect(chunks).toHaveLength(100);
  expect(chunks[0]?.choices[0]?.delta["role"]).toBe("assistant");
  expect(chunks.slice(1, 98).every((chunk) => chunk.choices[0]?.delta["content"] === " answer")).toBe(true);
  expect(chunks[98]?.choices[0]?.finish_reason).toBe("stop");
  expect(chunks[99]).toMatchObject({ choices: [], usage: { total_tokens: 712 } });
  expect(chunks.slice(0, 99).every((chunk) => chunk.usage === null)).toBe(true);
});

test("each write of a stream is one HTTP chunk, and the last ends the body", () => {
  const frames = streamFrames(10).map((frame) => frame.toString("latin1"));
  for (const frame of frames.slice(0, -1)) {
    const [size = "", ...rest] = frame.split("\r\n");
    expect(rest.join("\r\n")).toHaveLength(Number.parseInt(size, 16) + 2);
  }
  expect(frames.at(-1)).toMatch(/data: \[DONE\]\n\n\r\n0\r\n\r\n$/);
});
