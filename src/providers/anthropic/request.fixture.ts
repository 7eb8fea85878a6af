import { expect } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import { attemptOf } from "./anthropic.fixture.ts";
import { messagesBody } from "./request.ts";

export const said = (
  role: "system" | "developer" | "user" | "assistant",
  ...content: ContentPart[]
): Item => ({
  type: "message",
  role,
  content,
});
export const text = (words: string): ContentPart => ({ type: "text", text: words });
export const hello = said("user", text("Hello"));

export function bodyOf(items: readonly Item[], options: GenerateOptions = {}, model?: string): string {
  return messagesBody(attemptOf({ items, options }, model === undefined ? {} : { model })).toString();
}

/** The messages of a request with only these items. */
export function messagesOf(...items: readonly Item[]): unknown {
  return (JSON.parse(bodyOf(items)) as { messages: unknown }).messages;
}

/** The members of a request besides those that each one has. */
export function membersOf(
  options: GenerateOptions,
  model?: string,
  items: readonly Item[] = [hello],
): object {
  const body = JSON.parse(bodyOf(items, options, model)) as Record<string, unknown>;
  const { messages: _messages, model: _model, stream: _stream, ...rest } = body;
  return rest;
}

export function refusalOf(ask: () => unknown): ParleyError {
  try {
    ask();
  } catch (error) {
    expect(error).toBeInstanceOf(ParleyError);
    return error as ParleyError;
  }
  throw new Error("nothing was refused");
}
