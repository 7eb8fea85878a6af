import { expect, test } from "vitest";
import { Hands } from "../world.fixture.ts";
import { readPrompt } from "./one-shot.ts";

const limit = 100;

function piped(...chunks: readonly (string | Buffer)[]) {
  const stdin = new Hands(false);
  for (const chunk of chunks) stdin.write(chunk);
  stdin.end();
  return { stdin };
}

test("words are the prompt, and standard input is left to whom it belongs", async () => {
  const stdin = new Hands(false); // never ends
  expect(await readPrompt({ stdin }, ["Hello,", "world!"], limit)).toBe("Hello, world!");
  expect(stdin.readableFlowing).toBe(null);
});

test("without words a terminal means a conversation", async () => {
  expect(await readPrompt({ stdin: new Hands(true) }, [], limit)).toBeUndefined();
});

test("without words what is piped in is the prompt, without its last line end", async () => {
  expect(await readPrompt(piped("one\n", "two\n"), [], limit)).toBe("one\ntwo");
  expect(await readPrompt(piped("one\r\n"), [], limit)).toBe("one");
});

test("a dash stands for what is piped in, in lines of its own", async () => {
  expect(await readPrompt(piped("a\nb\n"), ["Sum", "up:", "-", "Briefly."], limit)).toBe(
    "Sum up:\na\nb\nBriefly.",
  );
  expect(await readPrompt(piped("a"), ["-"], limit)).toBe("a");
});

test("a character may come in two pieces", async () => {
  const bytes = Buffer.from("größe 😀");
  expect(await readPrompt(piped(...[...bytes].map((byte) => Buffer.from([byte]))), [], limit)).toBe(
    "größe 😀",
  );
});

test("an empty prompt makes no sense", async () => {
  await expect(readPrompt(piped(), [], limit)).rejects.toThrow(
    "There is nothing to ask: the prompt is empty.",
  );
  await expect(readPrompt(piped(" \n"), [], limit)).rejects.toThrow("the prompt is empty");
  await expect(readPrompt(piped(), [""], limit)).rejects.toThrow("the prompt is empty");
});

test("a prompt above the limit is refused before all of it is read", async () => {
  const stdin = new Hands(false);
  stdin.write("x".repeat(limit + 1)); // and no end
  await expect(readPrompt({ stdin }, [], limit)).rejects.toThrow(
    "The prompt is larger than 100B (limits.bodyBytes in the settings).",
  );
});
