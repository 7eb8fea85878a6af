import type { Seal } from "../spec/item.ts";

/**
 * A maker's seal in a place that was made for another maker's. Those are base64, which has no colon: what begins with this
 * is an envelope, and everything else is the place's own and passes unchanged.
 */
export const envelopePrefix = "parley:";

/** What an envelope holds. `call`: the seal belongs to the call with this id, and to no thought. */
export interface SealEnvelope {
  readonly seal: Seal;
  readonly call?: string;
}

export function writeEnvelope({ seal, call }: SealEnvelope): string {
  return envelopePrefix + JSON.stringify({ ...seal, ...(call !== undefined && { call }) });
}

/** What an envelope's text holds; `undefined` where it makes no sense: thoughts are no orders. */
export function readEnvelope(text: string): SealEnvelope | undefined {
  const wire = parsed(text.slice(envelopePrefix.length));
  const [maker, data, id, call] = ["maker", "data", "id", "call"].map((name) => wire[name]);
  if (!isMaker(maker) || typeof data !== "string") return undefined;
  const seal: Seal = {
    maker,
    data,
    ...(wire["hidden"] === true && { hidden: true }),
    ...(typeof id === "string" && { id }),
  };
  return { seal, ...(typeof call === "string" && { call }) };
}

const makers: ReadonlySet<unknown> = new Set<Seal["maker"]>(["anthropic", "google", "openai", "bedrock"]);

function isMaker(value: unknown): value is Seal["maker"] {
  return makers.has(value);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // the caller changed it: then it is no seal
  }
}
