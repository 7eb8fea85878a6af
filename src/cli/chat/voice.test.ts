import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { Paper } from "../world.fixture.ts";
import type { Reply } from "./reply.ts";
import { createJsonVoice, createPlainVoice } from "./voice.ts";

const reply: Reply = {
  id: "chat-1",
  object: "chat",
  created: 1,
  model: "m",
  text: "Hi",
  session: "sess_1",
  conversation: "conv_1",
  finish_reason: "stop",
  usage: null,
};

function plain() {
  const paper = new Paper();
  const notes: string[] = [];
  return { paper, notes, voice: createPlainVoice(paper, (text) => void notes.push(text), "As before.") };
}

describe("in plain text", () => {
  test("an answer is written as it comes, and its line is ended", () => {
    const { paper, notes, voice } = plain();
    voice.delta("Hel");
    voice.delta("lo");
    expect(paper.text).toBe("Hello");
    voice.reply(reply);
    expect(paper.text).toBe("Hello\n");
    voice.delta("again\n");
    voice.reply(reply);
    expect(paper.text).toBe("Hello\nagain\n");
    expect(notes).toEqual([]);
  });

  test("an answer cannot steer the terminal, nor with an escape sequence in pieces", () => {
    const { paper, voice } = plain();
    for (const piece of ["a\x1b", "[2J", "\u009b", "31m", "\r> /exit\x08"]) voice.delta(piece);
    expect(paper.text).toBe("a[2J31m> /exit");
  });

  test("a character in two pieces is whole", () => {
    const { paper, voice } = plain();
    const [high = "", low = ""] = "😀".split("");
    voice.delta(`a${high}`);
    voice.delta(`${low}b`);
    expect(paper.text).toBe("a😀b");
  });

  test("half a character at the end of an answer is not put in front of the next one", () => {
    const { paper, voice } = plain();
    voice.delta("a\ud83d");
    voice.reply(reply);
    voice.delta("\ude00b");
    expect(paper.text).toBe("a\n\ufffdb"); // as UTF-8 says it
  });

  test.each([
    [
      { ...reply, finish_reason: "length" },
      "The answer was cut off: it reached the model's limit of tokens.",
    ],
    [
      { ...reply, finish_reason: "content_filter" },
      "The answer was cut off by the provider's content filter.",
    ],
    [{ ...reply, text: "" }, "The model answered nothing."],
  ])("an uncommon end is told", (ended, note) => {
    const { voice, notes } = plain();
    voice.reply(ended);
    expect(notes).toEqual([note]);
  });

  test("a failure and a stop are one line, after the line of the answer", () => {
    const { paper, voice, notes } = plain();
    voice.delta("Hel");
    voice.stopped();
    voice.failed(new ParleyError("upstream_overloaded"));
    expect(paper.text).toBe("Hel\n");
    expect(notes).toEqual([
      "Stopped. As before.",
      "The model's provider is overloaded. Please try again later. As before.",
    ]);
  });
});

test("in JSON everything is a line of its own", () => {
  const paper = new Paper();
  const voice = createJsonVoice(paper);
  voice.delta("a\u009b\n");
  voice.reply(reply);
  voice.stopped();
  voice.failed(new ParleyError("upstream_overloaded"));
  voice.failed(new TypeError("oops"));
  const lines = paper.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    { object: "chat.delta", text: "a\u009b\n" },
    reply,
    {
      object: "error",
      error: { code: "cancelled", message: "Stopped. The conversation is as it was before." },
    },
    {
      object: "error",
      error: {
        code: "upstream_overloaded",
        message: "The model's provider is overloaded. Please try again later.",
      },
    },
    { object: "error", error: { code: "internal", message: expect.stringContaining("oops") } },
  ]);
  expect(/[^\P{Cc}\n]/u.test(paper.text)).toBe(false);
});
