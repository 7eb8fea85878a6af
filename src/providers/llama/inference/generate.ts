import { createHash, randomInt } from "node:crypto";
import { ParleyError } from "../../../spec/errors.ts";
import type { StreamEvent } from "../../../spec/event.ts";
import type { Piece } from "../answer/piece.ts";
import type { LoadedModel } from "./load-model.ts";
import { prepare } from "./prepare.ts";
import type { GenerateOrder } from "./protocol.ts";
import { readSampling } from "./sampling.ts";
import { type Emit, writeChoice } from "./write-choice.ts";

/** Writes all choices of an answer, side by side as far as there is room. Ends with the event `end`. */
export async function generate(
  loaded: LoadedModel,
  order: GenerateOrder,
  send: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  if (loaded.kind === "embedder") {
    throw new ParleyError("invalid_value", {
      message: `The model ${loaded.shownName} makes embeddings only.`,
      param: "model",
    });
  }
  const { options } = order;
  const prepared = prepare(loaded, order);
  const seed =
    options.seed === undefined
      ? randomInt(2 ** 32)
      : Number(BigInt.asUintN(32, BigInt(Math.trunc(options.seed))));
  const group = new AbortController();
  const all = AbortSignal.any([signal, group.signal]);
  const write = async (choice: number) => {
    const written = await writeChoice(
      loaded,
      prepared,
      {
        sampling: readSampling(
          loaded.model,
          loaded.tokens.size,
          options,
          order.extra,
          (seed + choice) % 2 ** 32,
        ),
        maxTokens: options.maxOutputTokens,
        stop: options.stop ?? [],
        alternatives: options.logprobs === true ? (options.topLogprobs ?? 0) : undefined,
      },
      eventsOf(order.callId, choice, send),
      all,
    );
    send({ type: "choice-finish", choice, finish: written.finish });
    return written;
  };
  const writing = Array.from({ length: options.choices ?? 1 }, (_, choice) => write(choice));
  try {
    const choices = await Promise.all(writing);
    send({
      type: "end",
      usage: {
        inputTokens: prepared.prompt.length,
        cachedTokens: choices[0]?.cachedTokens ?? 0,
        outputTokens: choices.reduce((sum, choice) => sum + choice.outputTokens, 0),
        reasoningTokens: choices.reduce((sum, choice) => sum + choice.reasoningTokens, 0),
      },
    });
  } catch (error) {
    group.abort(); // the others would write for nobody
    await Promise.allSettled(writing);
    throw error;
  }
}

/** Pieces as events, with numbers and ids for calls. */
function eventsOf(callId: string, choice: number, send: (event: StreamEvent) => void): Emit {
  let index = -1;
  return (piece: Piece, logprobs) => {
    switch (piece.kind) {
      case "reasoning":
        return send({ type: "reasoning-delta", choice, text: piece.text });
      case "text":
        return send({
          type: "text-delta",
          choice,
          text: piece.text,
          ...(logprobs !== undefined && { logprobs }),
        });
      case "call":
        index++;
        return send({
          type: "tool-call-start",
          choice,
          index,
          callId: toolCallId(`${callId}:${choice}:${index}`),
          name: piece.name,
          kind: piece.tool,
        });
      case "arguments":
        return send({ type: "tool-call-delta", choice, index, text: piece.text });
    }
  };
}

/** `call_` and 24 letters, a function of the call. */
function toolCallId(place: string): string {
  return `call_${createHash("sha256").update(place).digest("base64url").replace(/[-_]/g, "x").slice(0, 24)}`;
}
