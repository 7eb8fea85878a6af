import { checkBlock, checkSystemBlock } from "./check-blocks.ts";
import { checkTools } from "./check-tools.ts";
import { checkTurns } from "./check-turns.ts";
import type { Json } from "./fields.ts";
import { checkMembers, filled, setOf as set, wrong } from "./rules.ts";

/** Every member that Converse has, by the path of its object (`API_runtime_Converse` in Amazon's reference). */
const members: Readonly<Record<string, ReadonlySet<string>>> = {
  "": set(
    "modelId",
    "messages",
    "system",
    "inferenceConfig",
    "toolConfig",
    "guardrailConfig",
    "additionalModelRequestFields",
    "promptVariables",
    "additionalModelResponseFieldPaths",
    "requestMetadata",
    "performanceConfig",
    "serviceTier",
    "outputConfig",
  ),
  inferenceConfig: set("maxTokens", "temperature", "topP", "stopSequences"),
  toolConfig: set("tools", "toolChoice"),
  outputConfig: set("textFormat", "effort"),
  serviceTier: set("type"),
};

const message = set("role", "content");

const metadata = /^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/;

/** The least thought that Claude can be told to keep to, in tokens. */
const leastBudget = 1_024;

/**
 * Holds a request to what Amazon refuses with a `ValidationException`, so that a wrong mapping is found here and not
 * there. Members that Converse does not have are refused, too: Amazon would pass over some of them, and a wish would
 * be lost. The request has the form of one. Fails with `invalid_value`.
 */
export function checkRequest(body: Json): void {
  for (const [path, known] of Object.entries(members))
    checkMembers(path === "" ? body : body[path], known, path);
  for (const [at, one] of (body["messages"] as readonly Json[]).entries()) {
    const param = `messages[${at}]`;
    checkMembers(one, message, param);
    for (const [place, block] of (one["content"] as readonly Json[]).entries())
      checkBlock(block, `${param}.content[${place}]`);
  }
  for (const [at, block] of ((body["system"] ?? []) as readonly Json[]).entries())
    checkSystemBlock(block, `system[${at}]`);
  checkSampling((body["inferenceConfig"] ?? {}) as Json);
  checkTools(body);
  checkThinking(body);
  for (const entry of Object.entries((body["requestMetadata"] ?? {}) as Json)) {
    if (entry.some((word) => !metadata.test(String(word))))
      throw wrong("requestMetadata takes letters, digits and a few signs.", "requestMetadata");
  }
  checkTurns(body);
}

function checkSampling(config: Json): void {
  for (const name of ["temperature", "topP"] as const) {
    const value = config[name];
    if (typeof value === "number" && !(value >= 0 && value <= 1))
      throw wrong(`${name} must be from 0 to 1.`, `inferenceConfig.${name}`);
  }
  for (const text of (config["stopSequences"] ?? []) as readonly unknown[])
    filled(text, "inferenceConfig.stopSequences");
}

/** The thought is part of the answer, so that its bound must lie below that of the answer. */
function checkThinking({ additionalModelRequestFields: makers, inferenceConfig }: Json): void {
  const thinking = (makers as Json | null | undefined)?.["thinking"] as Json | null | undefined;
  const budget = thinking?.["budget_tokens"];
  if (typeof budget !== "number") return;
  const most = (inferenceConfig as Json | null | undefined)?.["maxTokens"];
  const param = "additionalModelRequestFields.thinking.budget_tokens";
  if (budget < leastBudget) throw wrong(`thinking.budget_tokens must be at least ${leastBudget}.`, param);
  if (typeof most === "number" && most <= budget)
    throw wrong("maxTokens must be greater than thinking.budget_tokens.", param);
}
