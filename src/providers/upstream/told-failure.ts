import type { ContentPart, FunctionCallOutputItem } from "../../spec/item.ts";

/** What a tool answered. Where an upstream has no mark for tools that failed, the model reads it at the beginning. */
export function toldFailure({ output, failed }: FunctionCallOutputItem): readonly ContentPart[] {
  if (failed !== true) return output;
  const [first, ...rest] = output;
  if (first?.type === "text" && first.annotations === undefined)
    return [{ ...first, text: `Error: ${first.text}` }, ...rest];
  return [{ type: "text", text: "Error:" }, ...output];
}
