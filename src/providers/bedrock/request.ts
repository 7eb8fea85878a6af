import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Item, Role } from "../../spec/item.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { Attempt } from "../../spec/provider.ts";
import type { AnswerFormat } from "../../spec/tool.ts";
import { known } from "../upstream/json.ts";
import { movedInstructions, nearestEffort } from "../upstream/remarks.ts";
import type { Block } from "./content.ts";
import { type Family, familyOf } from "./family.ts";
import { conversation } from "./messages.ts";
import { toolMembers } from "./tools.ts";

/** What stands in for OpenAI's `json_object`. */
const onlyJson: Block = {
  text: "Answer with one valid JSON object and nothing else: no other words, and no code fence around it.",
};

/** The body of a request to ConverseStream. Fails with a `ParleyError` for what it cannot say. */
export function converseBody({ model, task, requestId }: Attempt<GenerateTask>): Buffer {
  const { options } = task;
  const family = familyOf(model);
  const { system, messages, hasCalls } = conversation(task.items);
  if (options.format?.type === "json_object") system.push(onlyJson);
  const { toolConfig, makers } = toolMembers(family, options, hasCalls);
  const body = {
    messages,
    system: system.length === 0 ? undefined : system,
    inferenceConfig: filled({
      maxTokens: options.maxOutputTokens,
      temperature: temperature(options),
      topP: options.topP,
      stopSequences: options.stop?.length === 0 ? undefined : options.stop,
    }),
    toolConfig,
    additionalModelRequestFields: filled({ ...makersFields(family, options), ...makers }),
    outputConfig: filled({
      textFormat: options.format === undefined ? undefined : textFormat(options.format),
      effort: effort(family, options),
    }),
    serviceTier: tier(options.serviceTier),
    // Shown in Amazon's log of invocations, where the operator keeps one: there the attempt can be found again.
    requestMetadata: requestId === undefined ? undefined : { "parley-request": requestId },
  };
  return Buffer.from(JSON.stringify(body)); // members that are undefined are left out
}

/**
 * The path of a model's operation. Fails with `model_not_found` for a name that cannot be part of one.
 *
 * @param model An id with colons, or an ARN with slashes, too: all that is not a letter, a digit or one of `-._~` is
 *   escaped, as signatures want it.
 */
export function modelPath(model: string, operation: "converse-stream"): string {
  const impossible = model === "" || /^\.{1,2}$/.test(model) || !model.isWellFormed();
  if (impossible) throw new ParleyError("model_not_found");
  const segment = encodeURIComponent(model).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `/model/${segment}/${operation}`;
}

/** The smallest budget that Claude takes, in tokens. */
const leastBudget = 1_024;

/** What Converse leaves to each maker. */
function makersFields(family: Family, options: GenerateOptions): Block {
  const { topK, reasoningTokens, maxOutputTokens: most } = options;
  const fields: Block = {};
  if (topK !== undefined) {
    if (family === "nova") fields["inferenceConfig"] = { topK };
    else fields[family === "cohere" ? "k" : "top_k"] = topK;
  }
  // Without a word of it these models do not think.
  if (reasoningTokens !== undefined && reasoningTokens > 0) {
    if (family === "nova" || family === "gpt-oss") {
      throw new ParleyError("unsupported_by_provider", {
        message: "This model takes no bound of its thoughts in tokens. Say `reasoning_effort` instead.",
        param: "reasoning_tokens",
      });
    }
    const budget = Math.max(reasoningTokens, leastBudget);
    if (most !== undefined && most <= budget) {
      throw new ParleyError("unsupported_by_provider", {
        message: `Thoughts count as output here: the bound of the answer must be above the ${budget} tokens of its thought.`,
        param: "max_completion_tokens",
      });
    }
    fields["thinking"] = { type: "enabled", budget_tokens: budget };
  }
  const sent = effortOf(family, options);
  if (sent !== undefined && family === "gpt-oss") fields["reasoning_effort"] = sent;
  if (sent !== undefined && family === "nova") {
    fields["reasoningConfig"] =
      sent === "none" ? { type: "disabled" } : { type: "enabled", maxReasoningEffort: sent };
  }
  return fields;
}

/** `none` is what models do that are told nothing. */
function effort(family: Family, options: GenerateOptions): string | undefined {
  const sent = effortOf(family, options);
  return sent === "none" || family === "nova" || family === "gpt-oss" ? undefined : sent;
}

/** Amazon's scale begins with `low`, and for models of others than Anthropic it ends with `high`. */
function effortOf(family: Family, { reasoningEffort: asked }: GenerateOptions): string | undefined {
  if (asked === "none" && family === "gpt-oss") {
    throw new ParleyError("unsupported_by_provider", {
      message: "This model cannot be kept from thinking.",
      param: "reasoning_effort",
    });
  }
  if (asked === "minimal") return "low";
  const beyond = asked === "xhigh" || asked === "max";
  return beyond && (family === "nova" || family === "gpt-oss") ? "high" : asked;
}

/** What becomes of a task otherwise than asked. */
export function converseRemarks({ items, options }: GenerateTask, model: string): readonly Warning[] {
  return [
    ...movedInstructions(items),
    ...nearestEffort(options.reasoningEffort, effortOf(familyOf(model), options)),
    ...leastThought(options.reasoningTokens),
    ...assistantFirst(items),
  ];
}

function leastThought(tokens: number | undefined): readonly Warning[] {
  if (tokens === undefined || tokens <= 0 || tokens >= leastBudget) return [];
  const message = `The bound of a thought is ${leastBudget} tokens at least, and this was sent.`;
  return [{ param: "reasoning_tokens", message }];
}

function assistantFirst(items: readonly Item[]): readonly Warning[] {
  const first = items.find((item) => item.type !== "message" || !instructs(item.role));
  if (first?.type !== "message" || first.role !== "assistant") return [];
  const message =
    "At Amazon Bedrock the user begins a conversation: a sentence that says so was put before the assistant's.";
  return [{ param: "messages", message }];
}

function instructs(role: Role): boolean {
  return role === "system" || role === "developer";
}

/** Converse's scale ends with 1, and another number would be another wish. */
function temperature({ temperature: asked }: GenerateOptions): number | undefined {
  if (asked === undefined || asked <= 1) return asked;
  throw new ParleyError("unsupported_by_provider", {
    message: "Amazon Bedrock takes temperatures from 0 to 1.",
    param: "temperature",
  });
}

function textFormat(format: AnswerFormat): Block | undefined {
  if (format.type !== "json_schema") return undefined;
  const { name, schema, description } = format;
  return {
    type: "json_schema",
    structure: { jsonSchema: known({ schema: JSON.stringify(schema), name, description }) },
  };
}

function tier(wish: string | undefined): Block | undefined {
  return wish === undefined || wish === "auto" ? undefined : { type: wish };
}

/** `undefined` instead of an object without anything in it. */
function filled(members: Block): Block | undefined {
  return Object.values(members).some((value) => value !== undefined) ? members : undefined;
}
