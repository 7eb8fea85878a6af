import { exactObject } from "../../lib/exact-json.ts";
import type { TokenLogprob } from "../../spec/event.ts";
import type { Seal } from "../../spec/item.ts";
import { signatureOf } from "./seals.ts";

/** A part of a candidate's content. */
export type Piece = Readonly<Record<string, unknown>>;

/** A tool's call as it grows. */
export interface OpenCall {
  readonly callId: string;
  readonly name: string;
  readonly seal?: Seal | undefined;
  text: string;
}

/** Google's arguments are an object; a text that is none goes inside of one. */
export function callPiece({ callId, name, seal, text }: OpenCall): Piece {
  return {
    functionCall: { id: callId, name, args: argumentsOf(text) },
    ...(seal !== undefined && { thoughtSignature: signatureOf(seal) }),
  };
}

/** Free text, and what the model took for JSON, goes under a name. */
function argumentsOf(text: string): object {
  return exactObject(text === "" ? "{}" : text) ?? { input: text };
}

/** A signature has a part of its own, as Google's streams have it. */
export function sealPiece(seal: Seal): Piece {
  return { text: "", thoughtSignature: signatureOf(seal) };
}

export function logprobsResult(tokens: readonly TokenLogprob[]): object {
  const candidate = ({ token, logprob }: { readonly token: string; readonly logprob: number }) => ({
    token,
    logProbability: logprob,
  });
  return {
    chosenCandidates: tokens.map(candidate),
    topCandidates: tokens.map(({ top }) => ({ candidates: top.map(candidate) })),
  };
}
