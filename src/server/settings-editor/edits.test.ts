import fc from "fast-check";
import { expect, test } from "vitest";
import { readYaml } from "../settings/yaml-file.ts";
import { contextOf } from "./check.fixture.ts";
import { checkText } from "./check-text.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { leavesOf } from "./leaves-of.ts";

const file = `port: \${PORT:-4242}
database: postgres://parley:hunter-1@db.example/parley
providers:
  a: { type: openai-compatible, baseUrl: "https://one.example/v1", apiKey: hunter-2 }
  b:
    type: openai-compatible
    baseUrl: "https://two.example/v1"
    apiKey: "\${B_KEY}"
# apiKey: hunter-3
models:
  chat: { targets: [{ provider: a, model: one }] }
defaultModel: chat
`;
const env = { B_KEY: "hunter-4" };

/** What somebody may try to put in: words for secrets, variables, and what moves them about. */
const piece = fc.constantFrom(
  ..."KEPT-SECRET-1|KEPT-SECRET-2|KEPT-SECRET-3|${B_KEY}|$${|&k |*k|# |#|\n|\n  |: |- |, |{ | }|'|\"|chat|prices|x: |one|stored|apiKey: |defaultModel: |https://evil.example/|models: ".split(
    "|",
  ),
);

/** A range of the text, by shares of its length, and what comes in its place. */
const edit = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat({ max: 24 }),
  fc.array(piece, { maxLength: 4 }),
);

/** Lines that change their places, which is the shortest way to something that may be sound. */
const move = fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }));

const secrets = /hunter-\d/;

test(
  "whatever is edited: what is taken shows no secret afterwards, and has each where it was, or not at all",
  { timeout: 60_000 },
  async () => {
    const context = contextOf(file, { env });
    const before = leavesOf(readYaml(file).value);
    let taken = 0;
    const lines = context.shown.text.split("\n");
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 3 }),
        fc.array(move, { maxLength: 2 }),
        async (edits, moves) => {
          const moved = moves.reduce((all, [from, to]) => {
            const rest = all.filter((_line, at) => at !== from);
            return rest.toSpliced(to, 0, ...all.slice(from, from + 1));
          }, lines);
          const text = edits.reduce((all, [share, length, pieces]) => {
            const at = Math.floor(share * all.length);
            return all.slice(0, at) + pieces.join("") + all.slice(at + length);
          }, moved.join("\n"));
          const { faults, source } = await checkText(text, context);
          expect(JSON.stringify(faults)).not.toMatch(secrets);
          if (source === undefined) return;
          taken++;
          expect(hideSecrets(source)?.text).not.toMatch(secrets);
          for (const [key, leaf] of leavesOf(readYaml(source).value))
            if (secrets.test(leaf.text) || leaf.text.includes("${")) expect(before.get(key)).toEqual(leaf);
          const port = leavesOf(readYaml(source).value).get("port");
          expect(port?.text).toBe('"${PORT:-4242}"');
        },
      ),
      { numRuns: 200 },
    );
    // Some of it is taken, or nothing would have been shown.
    expect(taken).toBeGreaterThan(5);
  },
);
