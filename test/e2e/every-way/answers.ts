import type OpenAI from "openai";
import { expect, test } from "vitest";
import { type Subject, wish } from "./wish.ts";

const hello = [{ role: "user", content: "Hello, world!" }] as const;

/** What OpenAI's client is answered: texts, whole and streamed, and what can be asked of them. */
export function answers(subject: () => Subject): void {
  test("answers, with exact usage and a request id", async () => {
    const { client, model } = subject();
    const answer = await client.chat.completions.create({ model: model("rehearsal"), messages: [...hello] });
    expect(answer.choices[0]?.message.content).toMatch(/\w/);
    expect(answer.choices[0]?.finish_reason).toBe("stop");
    expect(answer.usage?.prompt_tokens).toBe(11);
    expect(answer.usage?.total_tokens).toBe(11 + (answer.usage?.completion_tokens ?? 0));
    expect(answer).toHaveProperty("_request_id", expect.stringMatching(/^req_/));
  });

  test("streams the same text, with usage when asked", async () => {
    const { client, model } = subject();
    const body = { model: model("rehearsal"), messages: [...hello], temperature: 0 };
    const whole = await client.chat.completions.create(body);
    const stream = await client.chat.completions.create({
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage: OpenAI.CompletionUsage | null | undefined;
    const ids = new Set<string>();
    for await (const chunk of stream) {
      ids.add(chunk.id);
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(usage).toEqual(whole.usage);
    expect(ids.size).toBe(1);
  });

  test("honours max_tokens", async () => {
    const { client, model } = subject();
    const short = await client.chat.completions.create({
      model: model("rehearsal"),
      messages: [...hello],
      max_tokens: 3,
    });
    expect(short.choices[0]?.finish_reason).toBe("length");
    expect(short.usage?.completion_tokens).toBe(3);
  });

  test("ends at a stop sequence", async () => {
    const { client, model } = subject();
    const messages = [{ role: "user", content: "count to 20" }] as const;
    const asking = { model: model("rehearsal"), messages: [...messages], stop: ["7"] };
    const stopped = await wish(subject(), "stop", "stop", client.chat.completions.create(asking));
    if (stopped.how !== "obeyed") return;
    expect(stopped.answer.choices[0]?.message.content).toContain("6");
    expect(stopped.answer.choices[0]?.message.content).not.toContain("7");
  });

  test("gives several choices", async () => {
    const { client, model } = subject();
    const asking = { model: model("rehearsal"), messages: [...hello], n: 3 };
    const several = await wish(subject(), "n", "n", client.chat.completions.create(asking));
    if (several.how !== "obeyed") return;
    expect(several.answer.choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    for (const choice of several.answer.choices) expect(choice.message.content).toMatch(/\w/);
  });

  test("answers the same for the same seed", async () => {
    const { client, model } = subject();
    const asking = { model: model("rehearsal"), messages: [...hello], seed: 5 };
    const ask = () => wish(subject(), "seed", "seed", client.chat.completions.create(asking));
    const [first, second] = [await ask(), await ask()];
    if (first.how === "refused" || second.how === "refused") return;
    // The rehearsal is a script: it says the same also where nobody told it the seed.
    expect(first.answer.choices[0]?.message.content).toMatch(/\w/);
    expect(second.answer.choices[0]?.message).toEqual(first.answer.choices[0]?.message);
  });

  test("gives log probabilities of every token", async () => {
    const { client, model } = subject();
    const asking = {
      model: model("rehearsal"),
      messages: [...hello],
      logprobs: true,
      top_logprobs: 2,
    };
    const told = await wish(subject(), "logprobs", "logprobs", client.chat.completions.create(asking));
    if (told.how !== "obeyed") return;
    const { answer } = told;
    const content = answer.choices[0]?.logprobs?.content ?? [];
    expect(content.length).toBe(answer.usage?.completion_tokens);
    const bytes = content.flatMap((token) => token.bytes ?? [...Buffer.from(token.token)]);
    expect(Buffer.from(bytes).toString()).toBe(answer.choices[0]?.message.content);
    for (const token of content) {
      expect(token.logprob).toBeLessThanOrEqual(0);
      expect(token.top_logprobs).toHaveLength(2);
    }
  });

  test("answers in the shape of a JSON schema", async () => {
    const { client, model } = subject();
    const schema = {
      type: "object",
      properties: {
        name: { type: "string" },
        tags: { type: "array", items: { enum: ["a", "b"] }, minItems: 1 },
      },
      required: ["name", "tags"],
      additionalProperties: false,
    };
    const asking = {
      model: model("rehearsal"),
      messages: [...hello],
      response_format: { type: "json_schema", json_schema: { name: "thing", schema, strict: true } },
    } as const;
    const made = await wish(
      subject(),
      "response_format.json_schema",
      "response_format",
      client.chat.completions.create({ ...asking, messages: [...hello] }),
    );
    if (made.how !== "obeyed") return;
    const value = JSON.parse(made.answer.choices[0]?.message.content ?? "") as {
      name: unknown;
      tags: unknown[];
    };
    expect(typeof value.name).toBe("string");
    expect(value.tags.length).toBeGreaterThan(0);
  });

  test("remembers what the conversation said", async () => {
    const { client, model } = subject();
    const answer = await client.chat.completions.create({
      model: model("rehearsal"),
      messages: [
        { role: "user", content: "My name is Ada." },
        { role: "assistant", content: "Hello!" },
        { role: "user", content: "What is my name?" },
      ],
    });
    expect(answer.choices[0]?.message.content).toContain("Ada");
  });
}
