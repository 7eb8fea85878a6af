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

function argumentsOf(text: string): unknown {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // free text, or what the model took for JSON
  }
  return { input: text };
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
