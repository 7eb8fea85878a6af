import { estimateTextTokens } from "../lib/estimate-text-tokens.ts";
import type { ContentPart, Item } from "../spec/item.ts";

/** What an image, a sound or a file is taken to cost at least, in tokens: as much as a picture or a page does. */
const mediaTokens = 1_000;

/** Bytes of a token: of a text; of other documents, such as a PDF with a few pictures; and of sound, such as MP3. */
const bytesPerTextToken = 4;
const bytesPerFileToken = 64;
const bytesPerSoundToken = 1_600;

/** Tokens that a message costs beside its text. */
const frameTokens = 4;

/**
 * A quick estimate of an item's tokens, rather too high than too low: real tokenisation costs a hundred times more and is
 * not worth it for a choice among whole turns.
 */
export function estimateTokens(item: Item): number {
  switch (item.type) {
    case "message":
      return frameTokens + partsTokens(item.content);
    case "function_call":
      return frameTokens + textTokens(item.name) + textTokens(item.arguments);
    case "function_call_output":
      return frameTokens + partsTokens(item.output);
    case "reasoning":
      return frameTokens + textTokens(item.text);
  }
}

function partsTokens(parts: readonly ContentPart[]): number {
  let sum = 0;
  for (const part of parts) {
    if (part.type === "text") sum += textTokens(part.text);
    else if (part.type === "refusal") sum += textTokens(part.refusal);
    else sum += Math.max(mediaTokens, contentTokens(part));
  }
  return sum;
}

/** By the size of what is sent along; what an address leads to is not known. */
function contentTokens(part: Exclude<ContentPart, { readonly type: "text" | "refusal" }>): number {
  if (part.type === "image") return 0; // makers count squares, whatever the bytes
  const data = part.data ?? "";
  const bytes = Math.floor((data.length * 3) / 4);
  if (part.type === "audio") return Math.ceil(bytes / bytesPerSoundToken);
  const isText = /^data:(?:text\/|application\/(?:json|xml))/.test(data);
  return Math.ceil(bytes / (isText ? bytesPerTextToken : bytesPerFileToken));
}

function textTokens(text: string): number {
  return estimateTextTokens(text);
}
