import OpenAI from "openai";
import OpenAI6 from "openai-node20";
import { beforeAll, describe, expect, test } from "vitest";
import type { ParameterName } from "../../src/spec/parameters.ts";
import { answers } from "./every-way/answers.ts";
import { failures } from "./every-way/failures.ts";
import { otherRoutes } from "./every-way/other-routes.ts";
import { tools } from "./every-way/tools.ts";
import { handling, serveAllWays, ways } from "./every-way/ways.ts";
import type { Subject } from "./every-way/wish.ts";

/*
 * OpenAI's client asks Parley, and Parley comes to the answer on every way that it has: by itself, and through the
 * dialect of every provider. What a dialect cannot do is in its table, and the suite then expects what the table says.
 */

const server = serveAllWays();

/** The two majors have the same surface here; the newer one's types serve for both. */
const majors: readonly [string, (options: { baseURL: string; apiKey: string }) => OpenAI][] = [
  ["the newest major", (options) => new OpenAI({ ...options, maxRetries: 0 })],
  [
    "the last major for Node 20",
    (options) => new OpenAI6({ ...options, maxRetries: 0 }) as unknown as OpenAI,
  ],
];

/** What the suite asks for and some provider lacks. */
const wishes: readonly ParameterName[] = [
  "stop",
  "n",
  "seed",
  "logprobs",
  "response_format.json_schema",
  "tools.strict",
  "tool_choice.none",
  "tool_choice.named",
];

test("what is refused and passed over is known here, too", () => {
  const lacking = (how: "refused" | "ignored") =>
    Object.fromEntries(
      ways.map((way) => [way.name, wishes.filter((name) => handling(way, name).how === how)]),
    );
  const everything = { "within Parley": [], "through openai": [], "through azure": [] };
  expect(lacking("refused")).toEqual({
    ...everything,
    "through anthropic": ["n", "logprobs"],
    "through bedrock": ["n", "logprobs"],
    "through gemini": [],
    "through ollama": ["n", "tool_choice.named"],
    "through openai-responses": ["stop", "n"],
  });
  expect(lacking("ignored")).toEqual({
    ...everything,
    "through anthropic": ["seed"],
    "through bedrock": ["seed"],
    "through gemini": [],
    "through ollama": ["tools.strict"],
    "through openai-responses": ["seed"],
  });
});

describe.each(majors)("the official client, %s", (_major, create) => {
  describe.each(ways)("$name", (way) => {
    let subject: Subject;
    beforeAll(() => {
      const { url, key } = server();
      const client = create({ baseURL: `${url}/v1`, apiKey: key });
      subject = { way, client, model: (name) => way.prefix + name };
    });
    answers(() => subject);
    tools(() => subject);
    otherRoutes(() => subject);
    failures(() => subject, cancelledCalls);
  });
});

async function cancelledCalls(): Promise<number> {
  const text = await (await fetch(`${server().url}/metrics`)).text();
  const counts = [...text.matchAll(/^parley_calls_total\{[^}]*outcome="cancelled"[^}]*\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
