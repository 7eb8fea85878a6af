import { lookUp } from "../../lib/look-up.ts";
import type { EmbedTask, GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Attempt } from "../../spec/provider.ts";
import { conversationOf } from "./contents.ts";
import { generationConfig } from "./generation-config.ts";
import { traitsOf } from "./model-traits.ts";
import { toolMembers } from "./tools.ts";

/** The body of `streamGenerateContent`. */
export function generateBody({ model, task }: Attempt<GenerateTask>): Buffer {
  const { items, options } = task;
  const { system, contents } = conversationOf(items, traitsOf(model));
  const tier = lookUp(serviceTiers, options.serviceTier) ?? options.serviceTier;
  return Buffer.from(
    JSON.stringify({
      contents,
      ...(system.length > 0 && { systemInstruction: { parts: system } }),
      ...toolMembers(options),
      generationConfig: generationConfig(model, options, items),
      ...(tier !== undefined && tier !== "auto" && { serviceTier: tier }),
    }),
  );
}

/** OpenAI's words that are others at Google. */
const serviceTiers: Readonly<Record<string, string>> = { default: "standard" };

/** The body of `batchEmbedContents`, which takes one text as well as many. */
export function embedBody({ model, task }: Attempt<EmbedTask>): Buffer {
  const requests = task.inputs.map((input) => {
    if (typeof input !== "string") {
      throw new ParleyError("unsupported_by_provider", {
        param: "input",
        message: "Gemini embeds texts, and no lists of tokens.",
      });
    }
    return {
      model: modelPath(model),
      content: { parts: [{ text: input }] },
      outputDimensionality: task.dimensions,
    };
  });
  return Buffer.from(JSON.stringify({ requests }));
}

/** The resource's name: `models/gemini-2.5-flash`, or `tunedModels/mine`. */
export function modelPath(model: string): string {
  return /^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`;
}
