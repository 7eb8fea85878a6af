import fc from "fast-check";

/** Requests of Anthropic's Messages API, as clients write them. */

const words = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== ""),
  fc.constantFrom("空は青い", "🌤️👩‍👩‍👧‍👦", "a\nb", '{"a":"\\"}', "event: error\ndata: x\n\n"),
);
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,15}$/);
const base64 = fc
  .uint8Array({ minLength: 3, maxLength: 20 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));

const text = words.map((said) => ({ type: "text", text: said }));
const image = fc.oneof(
  base64.map((data) => ({ type: "image", source: { type: "base64", media_type: "image/png", data } })),
  fc.constant({ type: "image", source: { type: "url", url: "https://example.com/a.png" } }),
);
const document = base64.map((data) => ({
  type: "document",
  source: { type: "base64", media_type: "application/pdf", data },
}));

const input = fc.dictionary(fc.stringMatching(/^[a-z空]{1,6}$/), fc.jsonValue({ maxDepth: 2 }), {
  maxKeys: 3,
});
const result = fc.record(
  { content: fc.oneof(words, fc.array(text, { minLength: 1, maxLength: 2 })), is_error: fc.boolean() },
  { requiredKeys: ["content"] },
);

const asked = fc.oneof(
  words,
  // A document comes with a word about it.
  fc
    .tuple(text, fc.array(fc.oneof(text, image, document), { maxLength: 3 }))
    .map(([first, rest]) => [first, ...rest]),
);
const exchange = fc.record({
  asked,
  said: fc.option(fc.oneof(words, fc.array(text, { minLength: 1, maxLength: 2 }))),
  calls: fc.array(fc.tuple(fc.nat(2), input, result), { maxLength: 2 }),
});

const tool = fc.record(
  {
    name,
    description: words,
    input_schema: fc
      .dictionary(name, fc.constantFrom({ type: "string" }, { type: "integer" }), { maxKeys: 3 })
      .map((properties) => ({ type: "object", properties })),
  },
  { requiredKeys: ["name", "input_schema"] },
);

const options = fc.record(
  {
    system: fc.oneof(words, fc.array(text, { minLength: 1, maxLength: 2 })),
    temperature: fc.constantFrom(0, 0.25, 1),
    top_k: fc.integer({ min: 1, max: 100 }),
    stop_sequences: fc.uniqueArray(words, { minLength: 1, maxLength: 4 }),
    metadata: fc.record({ user_id: name }),
    output_config: fc.constant({
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          properties: { a: { type: "string" } },
          required: ["a"],
          additionalProperties: false,
        },
      },
    }),
  },
  { requiredKeys: [] },
);

/** A request with a conversation of up to three exchanges, which ends with the user. */
export const messagesRequest = fc
  .record({
    exchanges: fc.array(exchange, { maxLength: 3 }),
    last: asked,
    tools: fc.uniqueArray(tool, { selector: (one) => one.name, minLength: 3, maxLength: 3 }),
    choice: fc.constantFrom("auto", "any", "tool", "none", undefined),
    parallel: fc.boolean(),
    max_tokens: fc.integer({ min: 1, max: 8_000 }),
    options,
  })
  .map(({ exchanges, last, tools, choice, parallel, max_tokens, options: more }) => {
    const names = tools.map((one) => one.name);
    const messages: object[] = [];
    // What tools gave is said by the user, who may go on at once.
    let results: readonly object[] = [];
    for (const [turn, { asked: question, said, calls }] of exchanges.entries()) {
      messages.push({ role: "user", content: behind(results, question) });
      const uses = calls.map(([which, given], at) => {
        return { type: "tool_use", id: `toolu_${turn}_${at}`, name: names[which], input: given };
      });
      results = calls.map(([, , outcome], at) => {
        return { type: "tool_result", tool_use_id: `toolu_${turn}_${at}`, ...outcome };
      });
      const spoken = said ?? (uses.length === 0 ? "Yes." : []);
      messages.push({
        role: "assistant",
        content: uses.length === 0 ? spoken : [...blocks(spoken), ...uses],
      });
    }
    messages.push({ role: "user", content: behind(results, last) });
    const one = parallel || choice === "none" ? {} : { disable_parallel_tool_use: true };
    const named = choice === "tool" ? { name: names[0] } : {};
    return {
      model: "m",
      max_tokens,
      messages,
      tools,
      ...(choice !== undefined && { tool_choice: { type: choice, ...named, ...one } }),
      ...more,
    };
  });

function behind(results: readonly object[], content: string | readonly object[]): string | readonly object[] {
  return results.length === 0 ? content : [...results, ...blocks(content)];
}

function blocks(content: string | readonly object[]): readonly object[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}
