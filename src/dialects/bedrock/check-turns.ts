import { ParleyError } from "../../spec/errors.ts";
import type { Json } from "./fields.ts";

type Message = { readonly role: string; readonly content: readonly Json[] };

/** Converse's bounds for one message (`API_runtime_Message` in Amazon's reference). */
const mostImages = 20;
const mostDocuments = 5;

/** Blocks that only one side of a conversation may say. */
const sides: Readonly<Record<string, string>> = {
  image: "user",
  document: "user",
  toolResult: "user",
  toolUse: "assistant",
  reasoningContent: "assistant",
};

/**
 * Holds a conversation to what Converse refuses beyond its form: whoever is tested against the rehearsed one shall not
 * be surprised there. The messages have the form of some. Fails with `invalid_value`.
 */
export function checkTurns(body: Json): void {
  const messages = body["messages"] as readonly Message[];
  if (messages.find(({ role }) => role !== "system")?.role !== "user") {
    throw wrong(
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
      "messages",
    );
  }
  const documents = new Set<string>();
  let before: Message | undefined;
  for (const [at, message] of messages.entries()) {
    const param = `messages[${at}]`;
    if (message.role === "system") continue;
    if (before?.role === message.role) {
      throw wrong(
        "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.",
        `${param}.role`,
      );
    }
    checkContent(message, `${param}.content`);
    checkDocuments(message, documents, `${param}.content`);
    checkResults(message, before, `${param}.content`);
    before = message;
  }
  // Calls that nobody answered yet: the model cannot go on.
  checkResults({ role: "user", content: [] }, before, "messages");
  checkToolsAreNamed(messages, body["toolConfig"]);
}

function checkContent({ role, content }: Message, param: string): void {
  if (content.length === 0) throw wrong(`The content field at ${param} is empty. Add a block to it.`, param);
  if ("cachePoint" in (content[0] ?? {}))
    throw wrong(`The cache point at ${param}[0] has nothing before it.`, param);
  for (const [place, block] of content.entries()) {
    const [kind = ""] = Object.keys(block);
    const at = `${param}[${place}].${kind}`;
    if (typeof block["text"] === "string" && block["text"].trim() === "")
      throw wrong(`The text field at ${at} is blank. Add text to the text field, and try again.`, at);
    const side = Object.hasOwn(sides, kind) ? sides[kind] : undefined;
    if (side !== undefined && side !== role)
      throw wrong(`The ${kind} block at ${at} can only be part of a message of the role ${side}.`, at);
  }
  const counted = (kind: string) => content.filter((block) => kind in block).length;
  if (counted("image") > mostImages) throw wrong(`${param} has more than ${mostImages} images.`, param);
  if (counted("document") > mostDocuments)
    throw wrong(`${param} has more than ${mostDocuments} documents.`, param);
}

/** A document comes with a word about it, and under a name of its own. */
function checkDocuments({ content }: Message, names: Set<string>, param: string): void {
  const documents = content.filter((block) => "document" in block);
  if (documents.length > 0 && !content.some((block) => "text" in block))
    throw wrong(`${param} has a document and no text block beside it.`, param);
  for (const { document } of documents) {
    const name = String((document as Json)["name"]);
    if (!/^[A-Za-z0-9()[\]\s-]{1,200}$/.test(name) || /\s{2}/.test(name)) {
      throw wrong(
        "A document's name can only contain letters, digits, single white space, hyphens, round and square brackets.",
        param,
      );
    }
    if (names.has(name)) throw wrong(`There are several documents of the name ${name}.`, param);
    names.add(name);
  }
}

/** What was called in the turn before is answered in this one, and nothing else is. */
function checkResults({ content }: Message, before: Message | undefined, param: string): void {
  const called = idsOf("toolUse", before?.content ?? []);
  const answered = idsOf("toolResult", content);
  if (answered.length > called.length) {
    throw wrong(
      `The number of toolResult blocks at ${param} exceeds the number of toolUse blocks of previous turn.`,
      param,
    );
  }
  for (const ids of [called, answered]) {
    if (new Set(ids).size < ids.length) throw wrong(`There are duplicate ids of tools at ${param}.`, param);
  }
  const missing = called.filter((id) => !answered.includes(id));
  if (missing.length > 0)
    throw wrong(
      `Expected toolResult blocks at ${param} for the following Ids: ${missing.join(", ").slice(0, 400)}`,
      param,
    );
}

function idsOf(kind: "toolUse" | "toolResult", content: readonly Json[]): readonly string[] {
  return content.filter((block) => kind in block).map((block) => String((block[kind] as Json)["toolUseId"]));
}

function checkToolsAreNamed(messages: readonly Message[], toolConfig: unknown): void {
  if (toolConfig !== undefined && toolConfig !== null) return;
  if (
    messages.every(({ content }) => content.every((block) => !("toolUse" in block || "toolResult" in block)))
  )
    return;
  throw wrong(
    "The toolConfig field must be defined when using toolUse and toolResult content blocks.",
    "toolConfig",
  );
}

function wrong(message: string, param: string): ParleyError {
  return new ParleyError("invalid_value", { message, param });
}
