import fc from "fast-check";
import { expect, test } from "vitest";
import { safeWords } from "./safe-words.ts";

test.each([
  ["Incorrect API key provided: sk-proj-abcdef123456.", "Incorrect API key provided: [key]"],
  ["Incorrect API key provided: sk-abc12****************cdef, see", "Incorrect API key provided: [key], see"],
  ["key AIzaSyA-0123456789abcdef is bad", "key [key] is bad"],
  ["The id AKIAIOSFODNN7EXAMPLE", "The id [key]"],
  ["got 'Bearer abcdefgh12345678'", "got 'Bearer [key]'"],
  ["connect to http://10.0.0.5:8000/v1/chat failed", "connect to [address] failed"],
  ["see http://vllm/v1, or http://models.corp/x", "see [address] or [address]"],
  ["at https://user:word@public.example/x", "at [address]"],
  ["worker 192.168.1.20 and 10.1.2.3:443 are down", "worker [address] and [address] are down"],
  ["redis.default:6379, localhost:8080 refused", "[address], [address] refused"],
  ["[fe80::1]:9000 is away", "[address] is away"],
  ["[::1] is away", "[address] is away"],
])("%s", (sentence, safe) => expect(safeWords(sentence)).toBe(safe));

test.each([
  "max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens",
  "messages.0.content.1.image.source.base64: Invalid base64 data",
  "Learn more: https://go.microsoft.com/fwlink/?linkid=2198766.",
  "Failed to download image from https://pictures.example.com/a:80/b.png",
  "Invalid schema for response_format 'answer': In context=(), 'required' is required",
  "ratio 16:9, at 12:30:45, in version 1.2.3",
  "temperature: 3, top_p:0.5; max_tokens:100, limit:8192",
  "risk-based disk-encryption-of-everything",
])("what is neither key nor address stays: %s", (sentence) => expect(safeWords(sentence)).toBe(sentence));

test("no address of a private network comes through, whatever stands around it", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const word = fc.stringMatching(/^[a-z ]{0,12}$/);
  fc.assert(
    fc.property(byte, byte, byte, fc.integer({ min: 10, max: 65_535 }), word, (a, b, c, port, text) => {
      const host = `10.${a}.${b}.${c}`;
      for (const place of [host, `${host}:${port}`, `http://${host}:${port}/v1`, `https://${host}/`])
        expect(safeWords(`${text} ${place} ${text}`)).not.toContain(host);
    }),
  );
});

test("a long text without spaces costs little", () => {
  const begun = performance.now();
  safeWords("a".repeat(1_000));
  safeWords("1.".repeat(500));
  safeWords("http://".repeat(140));
  safeWords("[::".repeat(330));
  expect(performance.now() - begun).toBeLessThan(1_000);
});
