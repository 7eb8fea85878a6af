import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { alternatives } from "./logprobs.ts";
import { answer, startRehearsal } from "./rehearsal.fixture.ts";

const rehearsal = startRehearsal();
afterAll(() => rehearsal.tokenizer.close());

/** A text without quotation marks or white space around it, which the script gives back as it is. */
const text = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom("one two three four", "👩‍👩‍👧‍👦 family 漢字 ñ"),
  )
  .map((sample) => `x${sample}x`);

const repeat = (sample: string): string[] => [`Repeat after me: ${sample}`];

describe("an answer", () => {
  test("is the same streamed or not", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat({ max: 3 }), async (sample, choices) => {
        const question = { says: repeat(sample), options: { choices: choices + 1, logprobs: true } };
        const [streamed, whole] = await Promise.all([
          answer(rehearsal, { ...question, stream: true }),
          answer(rehearsal, { ...question, stream: false }),
        ]);
        expect(streamed.texts[0]).toBe(sample);
        expect(streamed.texts).toEqual(whole.texts);
        expect(streamed.logprobs).toEqual(whole.logprobs);
        expect(streamed.end).toEqual(whole.end);
      }),
      { numRuns: 60 },
    );
  });

  test("never shows a stop sequence, wherever its tokens lie, and ends right before it", async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.nat(),
        fc.nat(),
        fc.array(fc.string(), { maxLength: 2 }),
        async (sample, from, size, more) => {
          const start = from % sample.length;
          const stop = [sample.slice(start, start + 1 + (size % 4)), ...more];
          const { texts, finishes } = await answer(rehearsal, { says: repeat(sample), options: { stop } });
          const places = stop.filter((each) => each !== "").map((each) => sample.indexOf(each));
          const first = Math.min(...places.filter((place) => place !== -1));
          expect(texts[0]).toBe(sample.slice(0, first).toWellFormed());
          expect(finishes).toEqual(["stop"]);
        },
      ),
      { numRuns: 80 },
    );
  });

  test("has no more tokens than it may, and says when it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 12 }), async (sample, maxOutputTokens) => {
        const tokens = await rehearsal.tokenizer.split(sample);
        const { texts, finishes, end } = await answer(rehearsal, {
          says: repeat(sample),
          options: { maxOutputTokens },
        });
        const kept = tokens.slice(0, maxOutputTokens);
        expect(texts[0]).toBe(kept.map((token) => token.text).join(""));
        expect(end?.usage?.outputTokens).toBe(kept.length);
        expect(finishes).toEqual([tokens.length > maxOutputTokens ? "length" : "stop"]);
      }),
      { numRuns: 60 },
    );
  });

  test("counts the output of all choices", async () => {
    const { texts, end, finishes } = await answer(rehearsal, { says: ["Hello!"], options: { choices: 4 } });
    const counts = await rehearsal.tokenizer.count(texts);
    expect(end?.usage?.outputTokens).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(finishes).toHaveLength(4);
  });

  test("holds no banned token", async () => {
    const [, banned] = await rehearsal.tokenizer.split("red green blue");
    const says = repeat("red green blue, green");
    const options = { logitBias: { [String(banned?.id)]: -100, "1": 5 }, logprobs: true };
    const heard = await answer(rehearsal, { says, options });
    expect(heard.texts).toEqual(["red blue,"]);
    expect(heard.logprobs.map(({ token }) => token)).not.toContain(" green");
  });

  test("loses whole characters with a banned token, and makes no stop sequence of what is left", async () => {
    const tokens = await rehearsal.tokenizer.split("🫨");
    const logitBias = { [String(tokens.at(-1)?.id)]: -100 };
    const face = await answer(rehearsal, { says: repeat("a 🫨 b"), options: { logitBias } });
    expect(face.texts[0]).toMatch(/^a *b$/);
    const [, green] = await rehearsal.tokenizer.split("red green blue");
    const options = { logitBias: { [String(green?.id)]: -100 }, stop: ["red blue"] };
    const { texts } = await answer(rehearsal, { says: repeat("a red green blue"), options });
    expect(texts[0]).not.toContain("red blue");
  });
});

describe("log probabilities", () => {
  test("are there for every token, with its bytes, and only when asked for", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 0, max: 20 }), async (sample, topLogprobs) => {
        const options = { logprobs: true, topLogprobs };
        const { logprobs } = await answer(rehearsal, { says: repeat(sample), options });
        expect(Buffer.concat(logprobs.map(({ bytes }) => Buffer.from(bytes))).toString()).toBe(sample);
        for (const { token, logprob, bytes, top } of logprobs) {
          expect(logprob).toBeLessThan(0);
          expect(top).toHaveLength(topLogprobs);
          if (topLogprobs > 0) expect(top[0]).toEqual({ token, logprob, bytes });
          expect(top.map((other) => other.logprob)).toEqual(
            top.map((other) => other.logprob).toSorted((a, b) => b - a),
          );
          expect(top.reduce((sum, other) => sum + Math.exp(other.logprob), 0)).toBeLessThanOrEqual(1);
          expect(new Set(top.map((other) => other.token)).size).toBe(topLogprobs);
        }
      }),
      { numRuns: 30 },
    );
    const silent = await answer(rehearsal, { says: ["Hello"] });
    expect(silent.logprobs).toEqual([]);
  });

  test("show half a character by its bytes", async () => {
    const { logprobs } = await answer(rehearsal, { says: repeat("🫨"), options: { logprobs: true } });
    expect(logprobs[0]?.token).toMatch(/^bytes:(\\x[0-9a-f]{2})+$/);
  });

  test("offer alternatives that are tokens", async () => {
    expect(await rehearsal.tokenizer.count(alternatives)).toEqual(alternatives.map(() => 1));
    expect(new Set(alternatives).size).toBeGreaterThanOrEqual(20);
  });
});
