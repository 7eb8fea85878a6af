import { exactObject } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { ContentPart, FunctionCallItem, FunctionCallOutputItem } from "../../spec/item.ts";
import type { Json } from "../upstream/json.ts";
import { audioPart, filePart, imagePart } from "./media.ts";

/** The member that carries what a custom tool is told, and a function whose arguments are no object. */
export const inputMember = "input";

/** One piece of a message. `undefined` for an empty text, which Gemini refuses. */
export function partOf(part: ContentPart): Json | undefined {
  switch (part.type) {
    case "text":
      return part.text === "" ? undefined : { text: part.text };
    case "refusal":
      return part.refusal === "" ? undefined : { text: part.refusal };
    case "image":
      return imagePart(part);
    case "audio":
      return audioPart(part);
    case "file":
      return filePart(part);
    default:
      throw new ParleyError("unsupported_by_provider", {
        message: "This kind of content is not supported.",
        param: "messages",
      });
  }
}

export function partsOf(content: readonly ContentPart[]): Json[] {
  return content.map(partOf).filter((part) => part !== undefined);
}

/** Gemini takes an object; a model's word that is none is handed on inside of one. */
export function callPart(item: FunctionCallItem): Json {
  const text = item.arguments === "" ? "{}" : item.arguments;
  const value = item.kind === "custom" ? undefined : exactObject(text);
  const args = value ?? { [inputMember]: item.arguments };
  return { functionCall: { id: item.callId, name: item.name, args } };
}

/**
 * What a tool answered. A text goes under `output` or `error`, as Gemini's documentation of `FunctionResponse` has it,
 * also where it is JSON: so it comes to the model as the caller wrote it. Images and files go beside it.
 */
export function outputPart(item: FunctionCallOutputItem, name: string): Json {
  const texts: string[] = [];
  const parts: Json[] = [];
  for (const part of item.output) {
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "refusal") texts.push(part.refusal);
    else parts.push(partOf(part) ?? {});
  }
  const response = { [item.failed === true ? "error" : "output"]: texts.join("\n") };
  return {
    functionResponse: { id: item.callId, name, response, ...(parts.length > 0 && { parts }) },
  };
}
