import { createHash } from "node:crypto";
import { exactObject } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { FunctionCallItem, FunctionCallOutputItem, Item, ReasoningItem } from "../../spec/item.ts";
import { type Block, blocks, cachePoint } from "./content.ts";
import { createDocumentNames, type DocumentNames } from "./document-names.ts";

interface WireMessage {
  readonly role: "user" | "assistant";
  readonly content: Block[];
}

export interface WireConversation {
  readonly system: Block[];
  readonly messages: WireMessage[];
  /** Whether tools were called in it: Converse then wants to hear of tools. */
  readonly hasCalls: boolean;
}

/**
 * Items as Converse has them: what the operator says stands apart, users and assistants take turns, and what tools
 * answered is said by the user.
 */
export function conversation(items: readonly Item[]): WireConversation {
  const names = createDocumentNames();
  const system: Block[] = [];
  const messages: WireMessage[] = [];
  const say = (role: WireMessage["role"], content: readonly Block[]) => {
    if (content.length === 0) return;
    const last = messages.at(-1);
    if (last?.role === role) last.content.push(...content);
    else messages.push({ role, content: [...content] });
  };
  for (const item of items) {
    if (item.type === "message") {
      const content = blocks(item.content, names);
      if (item.role === "user" || item.role === "assistant") say(item.role, content);
      else system.push(...instructions(content));
    } else if (item.type === "function_call") say("assistant", toolUse(item));
    else if (item.type === "function_call_output") say("user", toolResult(item, names));
    else say("assistant", thought(item));
  }
  if (messages.length === 0) {
    if (system.length === 0) throw nothingSaid();
    // Converse answers no instructions without a question: then they are it.
    messages.push({ role: "user", content: system.splice(0) });
  }
  if (messages[0]?.role === "assistant") messages.unshift({ role: "user", content: [{ text: opening }] });
  for (const { content } of messages) {
    // Converse refuses a document that comes without a word.
    if (content.some((block) => "document" in block) && !content.some((block) => "text" in block))
      content.unshift({ text: documentOnly });
  }
  return { system, messages, hasCalls: items.some((item) => item.type.startsWith("function_call")) };
}

/** What stands before an assistant who spoke first: Converse wants the user to begin. */
const opening = "The assistant begins this conversation.";

/** What a tool is heard to say that failed without a word: Converse refuses nothing at all there. */
const failedSilently = "The tool failed and said nothing.";

/** What stands beside documents of which nobody said anything. */
const documentOnly = "Read what is attached.";

function nothingSaid(): ParleyError {
  return new ParleyError("invalid_value", {
    message: "The conversation says nothing: Amazon Bedrock wants a message with a text or a file in it.",
    param: "messages",
  });
}

function instructions(content: readonly Block[]): readonly Block[] {
  if (content.every((block) => "text" in block || "cachePoint" in block)) return content;
  throw new ParleyError("unsupported_by_provider", {
    message: "Amazon Bedrock takes only text in messages of the roles `system` and `developer`.",
    param: "messages",
  });
}

/** Under this name goes what a model wrote as the input of a tool and what is no JSON object. Anthropic's word. */
const invalidInput = "INVALID_JSON";

function toolUse(item: FunctionCallItem): Block[] {
  const { callId, name, kind, cache } = item;
  // A model once wrote arguments that are no object. The conversation goes on with its words kept, not without them.
  const input =
    kind === "custom"
      ? { input: item.arguments }
      : (exactObject(item.arguments === "" ? "{}" : item.arguments) ?? { [invalidInput]: item.arguments });
  return [{ toolUse: { toolUseId: toolUseId(callId), name, input } }, ...cachePoint(cache)];
}

/** A mark cannot stand within a result: it is put behind it. */
function toolResult(item: FunctionCallOutputItem, names: DocumentNames): Block[] {
  const { callId, output, failed, cache } = item;
  const content = blocks(output, names);
  const marks = [...content.filter((block) => "cachePoint" in block), ...cachePoint(cache)];
  const said = content.filter((block) => !("cachePoint" in block));
  return [
    {
      toolResult: {
        toolUseId: toolUseId(callId),
        content: said.length === 0 && failed === true ? [{ text: failedSilently }] : said,
        ...(failed === true && { status: "error" }),
      },
    },
    ...marks.slice(-1),
  ];
}

/** Without a seal, or with another maker's, a thought is not Bedrock's to read: models refuse it. */
function thought({ text, seal }: ReasoningItem): Block[] {
  if (seal?.maker !== "bedrock") return [];
  if (seal.hidden === true) return [{ reasoningContent: { redactedContent: seal.data } }];
  return [{ reasoningContent: { reasoningText: { text, signature: seal.data } } }];
}

/** Ids of other providers may be longer than Converse's 64 characters: such a one gets another, always the same. */
function toolUseId(callId: string): string {
  if (/^[a-zA-Z0-9_.:-]{1,64}$/.test(callId)) return callId;
  return `call_${createHash("sha256").update(callId).digest("hex").slice(0, 32)}`;
}
