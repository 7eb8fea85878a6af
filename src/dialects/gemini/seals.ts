import type { Seal } from "../../spec/item.ts";

/**
 * Base64 of `{"parley":`: so begins a signature that is another maker's seal, in a wrapping of ours. Everything else is
 * Google's and passes unchanged. All of it is base64, which clients in some languages decode and encode again.
 */
const beginning = "eyJwYXJsZXki";

/** What Google's documentation has clients send where they have no signature. */
const noSignature = "skip_thought_signature_validator";

/** A seal as the text of `thoughtSignature`. */
export function signatureOf(seal: Seal): string {
  if (seal.maker === "google" && seal.id === undefined && !seal.data.startsWith(beginning)) return seal.data;
  return Buffer.from(JSON.stringify({ parley: 1, ...seal })).toString("base64");
}

/**
 * The seal of a `thoughtSignature`. What makes no sense is none: thoughts are no orders.
 *
 * @param hidden For thoughts: the signature is the thought itself, and the text a summary.
 */
export function sealOf(signature: string | null | undefined, hidden: boolean): Seal | undefined {
  if (signature === undefined || signature === null) return undefined;
  if (signature === "" || signature === noSignature) return undefined;
  if (signature.startsWith(beginning)) return unwrapped(signature);
  return { maker: "google", data: signature, ...(hidden && { hidden: true }) };
}

const makers: ReadonlySet<unknown> = new Set<Seal["maker"]>(["anthropic", "google", "openai", "bedrock"]);

function unwrapped(signature: string): Seal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(signature, "base64").toString("utf8"));
  } catch {
    return undefined; // the caller changed it: then it is no seal
  }
  const { maker, data, hidden, id } = value as Readonly<Record<string, unknown>>;
  if (!makers.has(maker) || typeof data !== "string") return undefined;
  return {
    maker: maker as Seal["maker"],
    data,
    ...(hidden === true && { hidden }),
    ...(typeof id === "string" && { id }),
  };
}
