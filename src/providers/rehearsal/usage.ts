import type { GenerateTask } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import type { Tool } from "../../spec/tool.ts";
import { textOf } from "./conversation.ts";

/** Tokens that mark the beginning and end of a message, as OpenAI counts its chat format. */
const FRAME_TOKENS = 3;

/** What stands before the answer: the mark of the assistant's message. */
const ANSWER_TOKENS = 3;

/** What has to be counted for the input of a call. */
export interface InputText {
  /** The texts to be tokenised, one by one as the model would read them. */
  readonly texts: readonly string[];
  /** Tokens beside the texts. */
  readonly frameTokens: number;
}

/**
 * The input of a call as OpenAI's cookbook counts it: 3 tokens for each message, its role, its text, its
 * name and 1 for that, and 3 for the answer's beginning. Tools and schemas count as compact JSON.
 * Images, sounds and files count nothing, because this model does not read them.
 */
export function inputText({ items, options }: GenerateTask): InputText {
  const texts: string[] = [];
  let frameTokens = ANSWER_TOKENS;
  for (const item of items) {
    texts.push(...itemTexts(item));
    frameTokens += FRAME_TOKENS;
    if (item.type === "message" && item.name !== undefined) frameTokens += 1;
  }
  for (const tool of options.tools ?? []) texts.push(toolText(tool));
  if (options.format?.type === "json_schema") texts.push(JSON.stringify(options.format.schema));
  return { texts, frameTokens };
}

function itemTexts(item: Item): readonly string[] {
  switch (item.type) {
    case "message": {
      const texts = [item.role, textOf(item.content)];
      return item.name === undefined ? texts : [...texts, item.name];
    }
    case "function_call":
      return ["assistant", item.name, item.arguments];
    case "function_call_output":
      return ["tool", textOf(item.output)];
    case "reasoning":
      return [item.text];
  }
}

function toolText(tool: Tool): string {
  const { name, description } = tool;
  return JSON.stringify(
    tool.type === "custom" ? { name, description } : { name, description, parameters: tool.parameters },
  );
}
