import type { Token } from "node-llama-cpp";
import type { GenerateOptions } from "../../../spec/call.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { AnswerForm, BegunCall } from "../answer/answer-reader.ts";
import { callsRules, formatRules, type OfferedTool } from "../grammar/answer-grammar.ts";
import { oneOf, Rules } from "../grammar/rules.ts";
import { readConversation } from "./conversation.ts";
import type { Chat, Writer } from "./load-model.ts";
import { callFormat, promptText } from "./prompt-text.ts";
import type { GenerateOrder } from "./protocol.ts";

/** An answer before its first token: the prompt, and what shall come out. */
export interface Prepared {
  readonly prompt: readonly Token[];
  readonly form: AnswerForm;
  /** The grammar of the whole answer, where it has one. */
  readonly grammar?: string;
  /** The grammar of calls that the model begins by itself. */
  readonly callGrammar?: (begun: BegunCall) => string;
  /** Whether it is one forced call, which finishes with `stop` as OpenAI's does. */
  readonly namedCall: boolean;
}

/** Fails with `invalid_value` and a path, or with `context_length_exceeded`. */
export function prepare(writer: Writer, order: GenerateOrder): Prepared {
  const prepared = order.raw ? prepareText(writer, order) : prepareAnswer(writer, chatOf(writer), order);
  const { length } = prepared.prompt;
  if (length >= writer.contextTokens) {
    const param = order.raw ? "prompt" : "messages";
    throw new ParleyError("context_length_exceeded", {
      message:
        `This model's maximum context length is ${writer.contextTokens} tokens. However, your ${param} resulted in ` +
        `${length} tokens. Please reduce the length of the ${param}.`,
      param,
    });
  }
  return prepared;
}

function chatOf({ chat, shownName }: Writer): Chat {
  if (!("fault" in chat)) return chat;
  throw new ParleyError("invalid_value", {
    message: `The model file ${shownName} ${chat.fault}.`,
    param: "model",
  });
}

/** A text to continue: nothing in it is read as a mark. */
function prepareText({ model }: Writer, { items }: GenerateOrder): Prepared {
  const text = readConversation(items, "")
    .map((turn) => turn.text)
    .join("\n");
  const tokens = model.tokenize(text, false);
  const { bos, shouldPrependBosToken } = model.tokens;
  const begun = bos !== null && (shouldPrependBosToken || tokens.length === 0) ? [bos, ...tokens] : tokens;
  return { prompt: begun, form: {}, namedCall: false };
}

function prepareAnswer(writer: Writer, chat: Chat, { items, options }: GenerateOrder): Prepared {
  const { skills, guard } = chat;
  const { tools, forced } = offered(options);
  const format = options.format ?? { type: "text" };
  const bound = forced || format.type !== "text";
  const turns = guard.protect(readConversation(items, writer.shownName));
  const thinking = bound || /^(none|minimal)$/.test(options.reasoningEffort ?? "") ? false : undefined;
  const text = promptText(chat.render, skills, {
    turns,
    tools: guard.protect(tools.map(({ tool }) => tool)),
    ...(thinking !== undefined && { thinking }),
  });
  const callForm = callFormat(skills);
  const several = options.parallelToolCalls !== false && options.toolChoice?.type !== "named";
  const calls = (rules: Rules, begun: BegunCall): string =>
    callsRules(rules, callForm, { tools, several, ...begun });

  const rules = new Rules();
  const content = formatRules(rules, format);
  const asked = tools.length === 0 ? undefined : calls(rules, { prefix: callForm.prefix, name: "" });
  const roots = forced ? [asked] : [content, ...(content === undefined ? [] : [asked])];
  const bodies = roots.filter((body) => body !== undefined);
  const opened = skills.think !== undefined && text.trimEnd().endsWith(skills.think.open);
  // Under a grammar there is no room for thoughts, and a prompt that opens them has to close them.
  const closing = opened && bodies.length > 0 ? skills.think.close : "";
  return {
    prompt: tokenize(writer, chat, text + closing),
    form: {
      ...(skills.think !== undefined && bodies.length === 0 && { think: { ...skills.think, opened } }),
      ...(tools.length > 0 && {
        calls: { form: callForm, tools: new Map(tools.map(({ tool }) => [tool.name, tool.type])), forced },
      }),
    },
    ...(bodies.length > 0 && { grammar: rules.text(oneOf(bodies)) }),
    ...(tools.length > 0 &&
      bodies.length === 0 && { callGrammar: (begun: BegunCall) => withCalls(calls, begun) }),
    namedCall: options.toolChoice?.type === "named",
  };
}

function withCalls(calls: (rules: Rules, begun: BegunCall) => string, begun: BegunCall): string {
  const rules = new Rules();
  return rules.text(calls(rules, begun));
}

/** The tools that may be called, with their places, and whether one must be. */
function offered({ tools = [], toolChoice = { type: "auto" } }: GenerateOptions): {
  tools: readonly OfferedTool[];
  forced: boolean;
} {
  const all = tools.map((tool, index) => ({ tool, index }));
  const missing = (message: string): never => {
    throw new ParleyError("invalid_value", { message, param: "tool_choice" });
  };
  switch (toolChoice.type) {
    case "none":
      return { tools: [], forced: false };
    case "auto":
      return { tools: all, forced: false };
    case "required":
      if (all.length === 0) missing("`tool_choice` is `required`, but there are no tools.");
      return { tools: all, forced: true };
    case "named": {
      const named = all.filter(({ tool }) => tool.name === toolChoice.name);
      if (named.length === 0) missing("`tool_choice` names a tool that is not in `tools`.");
      return { tools: named, forced: true };
    }
    case "allowed": {
      const allowed = all.filter(({ tool }) => toolChoice.names.includes(tool.name));
      const forced = toolChoice.mode === "required";
      if (allowed.length === 0 && forced) missing("`tool_choice` allows only tools that are not in `tools`.");
      return { tools: allowed, forced };
    }
  }
}

function tokenize({ model }: Writer, { guard }: Chat, text: string): readonly Token[] {
  const tokens = guard.pieces(text).flatMap((piece) => model.tokenize(piece, true));
  const { bos, shouldPrependBosToken } = model.tokens;
  return bos !== null && shouldPrependBosToken && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}
