import { setImmediate as turn } from "node:timers/promises";
import { ParleyError } from "../../spec/errors.ts";
import type { AnswerFormat, JsonSchema } from "../../spec/tool.ts";
import { type Conversation, excerpt } from "./conversation.ts";
import { hintsFrom } from "./hints.ts";

/** An answer in JSON: a valid instance of the schema, or a small object where any will do. */
export async function structuredText(
  format: Exclude<AnswerFormat, { type: "text" }>,
  conversation: Conversation,
  choice: number,
  seed: number,
): Promise<string> {
  const { question } = conversation;
  if (format.type === "json_schema") {
    const hints = hintsFrom(question, []);
    return JSON.stringify(await instanceAt("response_format.json_schema.schema", format.schema, seed, hints));
  }
  const object = { model: "rehearsal", scripted: true, you_wrote: excerpt(question, 300) };
  return JSON.stringify(choice === 0 ? object : { ...object, choice: choice + 1 });
}

/**
 * An instance of a schema that stands at `prefix` in the caller's request; faults are named by that path.
 * The maker of instances is loaded with the first schema: a conversation in words does not need its 5 MB.
 */
export async function instanceAt(
  prefix: string,
  schema: JsonSchema,
  seed: number,
  hints: readonly string[],
): Promise<unknown> {
  const { schemaInstance } = await import("../../lib/schema-instance.ts");
  // A hostile schema takes a tenth of a second, and there may be many tools: others get their turn between.
  await turn();
  try {
    return schemaInstance(schema, { seed, hints });
  } catch (error) {
    if (!(error instanceof ParleyError) || error.param === undefined) throw error;
    throw new ParleyError(error.code, {
      message: error.message,
      param: prefix + error.param.replace(/^schema/, ""),
      cause: error,
    });
  }
}
