import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { Attempt } from "../../spec/provider.ts";
import type { AnswerFormat } from "../../spec/tool.ts";
import { isObject, type Json, known } from "../upstream/json.ts";
import { cannot } from "./cannot.ts";
import { conversationOf } from "./conversation.ts";
import { habitsOf } from "./model-habits.ts";
import { samplingOf, thinkingOf } from "./thinking.ts";
import { toolMembers } from "./tools.ts";

/** What stands in for OpenAI's `json_object`. */
const jsonInstruction: Json = {
  type: "text",
  text: "Answer with one valid JSON object and nothing else: no other words, and no code fence around it.",
};

/**
 * A request of the Messages API, made from items. The answer is always streamed: one road, and a caller who leaves is
 * noticed at once. Fails with `unsupported_by_provider` for what the API has no form for,
 * and with `invalid_value` for a picture or a file that is none.
 */
export function messagesBody(attempt: Attempt<GenerateTask>): Buffer {
  const { items, options } = attempt.task;
  const { system, messages } = conversationOf(items);
  if (options.format?.type === "json_object") system.push(jsonInstruction);
  const { maxTokens, thinking, effort } = thinkingOf(options, habitsOf(attempt.model), messages);
  const body = known<Json>({
    model: attempt.model,
    max_tokens: maxTokens,
    system: system.length === 0 ? undefined : system,
    messages,
    ...toolMembers(
      options,
      items.some(({ type }) => type === "function_call"),
    ),
    ...samplingOf(options, thinking),
    stop_sequences: stopSequences(options.stop),
    thinking,
    output_config: outputConfig(options.format, effort),
    metadata: options.endUser === undefined ? undefined : { user_id: options.endUser },
    service_tier: serviceTier(options),
    stream: true,
  });
  return Buffer.from(JSON.stringify(body));
}

function stopSequences(stop: readonly string[] | undefined): readonly string[] | undefined {
  if (stop === undefined || stop.length === 0) return undefined;
  if (stop.every((sequence) => sequence.trim() !== "")) return stop;
  const message = "The model's provider takes no stop sequence that is only white space.";
  throw cannot("stop", message);
}

function outputConfig(format: AnswerFormat | undefined, effort: string | undefined): Json | undefined {
  const config = known<Json>({ effort, format: formatOf(format) });
  return Object.keys(config).length === 0 ? undefined : config;
}

/** The API has no name and no description of a format: the latter is said where a schema can say it. */
function formatOf(format: AnswerFormat | undefined): Json | undefined {
  if (format?.type !== "json_schema") return undefined;
  const schema = isObject(format.schema) ? format.schema : {};
  const described =
    format.description === undefined ? schema : { description: format.description, ...schema };
  return { type: "json_schema", schema: described };
}

/** OpenAI's words for what the API has as well: `auto` uses capacity that was bought in advance, where there is some. */
const tiers: ReadonlyMap<string, string> = new Map([
  ["auto", "auto"],
  ["priority", "auto"],
  ["default", "standard_only"],
  ["standard_only", "standard_only"],
]);

function serviceTier({ serviceTier: asked }: GenerateOptions): string | undefined {
  if (asked === undefined) return undefined;
  const tier = tiers.get(asked);
  if (tier !== undefined) return tier;
  const message = `The model's provider has the service tiers ${[...tiers.keys()].join(", ")}.`;
  throw cannot("service_tier", message);
}
