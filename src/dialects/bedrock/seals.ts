import type { Seal } from "../../spec/item.ts";

/** Signatures are base64, which has no colon: what begins with this is ours, and everything else is Bedrock's. */
const prefix = "parley:";

/** What stands in `signature`: Bedrock's seals as they are, those of other makers with their names. */
export function signatureText(seal: Seal): string {
  const own = seal.maker === "bedrock" && seal.hidden !== true && seal.id === undefined;
  return own ? seal.data : prefix + JSON.stringify(seal);
}

/** `undefined` for what makes no sense: thoughts are no orders. */
export function readSignature(signature: string): Seal | undefined {
  if (signature === "") return undefined;
  if (!signature.startsWith(prefix)) return { maker: "bedrock", data: signature };
  const { maker, data, hidden, id } = parsed(signature.slice(prefix.length));
  if (!isMaker(maker) || typeof data !== "string") return undefined;
  return { maker, data, ...(hidden === true && { hidden }), ...(typeof id === "string" && { id }) };
}

const makers: ReadonlySet<unknown> = new Set<Seal["maker"]>(["anthropic", "google", "openai", "bedrock"]);

function isMaker(value: unknown): value is Seal["maker"] {
  return makers.has(value);
}

interface Envelope {
  readonly maker?: unknown;
  readonly data?: unknown;
  readonly hidden?: unknown;
  readonly id?: unknown;
}

function parsed(text: string): Envelope {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {}; // the caller changed it: then it is no seal
  }
}
