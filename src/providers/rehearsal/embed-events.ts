import type { EmbedTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Attempt } from "../../spec/provider.ts";
import { embedText } from "./embedding.ts";
import { contextExceeded, faultError } from "./errors.ts";
import { failBefore, type RehearsalDeps, type RehearsalPace } from "./events.ts";
import type { RehearsalModel } from "./models.ts";
import { orAborted, Pace } from "./waiting.ts";

const DEFAULT_DIMENSIONS = 256;
const MAX_DIMENSIONS = 4_096;

/** Characters embedded before the event loop gets its turn: about 10 ms of work. */
const CHARACTERS_PER_TOKEN = 100;

/** The vectors of all inputs. Every model makes them, and those that fail fail here too. */
export async function* embedEvents(
  deps: RehearsalDeps,
  pace: RehearsalPace,
  model: RehearsalModel,
  { task }: Attempt<EmbedTask>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void> {
  const clock = new Pace(deps.sleep, signal, undefined);
  await failBefore(model, pace, clock);
  const dimensions = task.dimensions ?? DEFAULT_DIMENSIONS;
  checkDimensions(dimensions);
  const { texts, inputTokens } = await orAborted(readInputs(deps, model, task, signal), signal);
  if (model.firstTokenMs !== undefined) await clock.wait(model.firstTokenMs);
  for (const [index, text] of texts.entries()) {
    await clock.tokens(1 + Math.ceil(text.length / CHARACTERS_PER_TOKEN));
    if (model.fault !== undefined && index >= texts.length / 2) throw faultError(model.fault);
    yield { type: "embedding", index, vector: embedText(text, dimensions) };
  }
  if (model.fault !== undefined) throw faultError(model.fault);
  yield { type: "end", model: model.id, ...(model.hidesUsage !== true && { usage: { inputTokens } }) };
}

function checkDimensions(dimensions: number): void {
  if (Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= MAX_DIMENSIONS) return;
  throw new ParleyError(dimensions > MAX_DIMENSIONS ? "integer_above_max_value" : "integer_below_min_value", {
    param: "dimensions",
    message: `\`dimensions\` must be a whole number from 1 to ${MAX_DIMENSIONS}.`,
  });
}

/** The inputs as texts, with their tokens counted. Throws for token ids that are none and for too long inputs. */
async function readInputs(
  { tokenizer }: RehearsalDeps,
  model: RehearsalModel,
  { inputs }: EmbedTask,
  signal: AbortSignal,
): Promise<{ texts: readonly string[]; inputTokens: number }> {
  const written = inputs.filter((input) => typeof input === "string");
  const listed = inputs.filter((input) => typeof input !== "string");
  const { contextTokens } = model;
  const tooLong = listed.find((ids) => ids.length > contextTokens);
  if (tooLong !== undefined) throw contextExceeded(contextTokens, tooLong.length, "input");
  const [counts, decoded] = await Promise.all([
    tokenizer.count(written, { limitEach: contextTokens, signal }),
    tokenizer.decode(listed, { signal }),
  ]);
  let inputTokens = 0;
  let nextWritten = 0;
  let nextListed = 0;
  const texts = inputs.map((input, index) => {
    const tokens = typeof input === "string" ? counts[nextWritten++]! : input.length;
    // Above the limit it is only a lower bound.
    if (tokens > contextTokens) throw contextExceeded(contextTokens, undefined, "input");
    inputTokens += tokens;
    const text = typeof input === "string" ? input : decoded[nextListed++];
    if (text !== undefined) return text;
    throw new ParleyError("invalid_value", {
      param: `input[${index}]`,
      message: "This list contains a number that is no token id of o200k_base.",
    });
  });
  return { texts, inputTokens };
}
