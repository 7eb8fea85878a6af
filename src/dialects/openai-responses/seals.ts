import type { Seal } from "../../spec/item.ts";

/**
 * Thoughts of other makers in `encrypted_content`, which was made for OpenAI's. Those are base64, which has no colon:
 * what begins with this is ours, and everything else is OpenAI's and passes unchanged.
 */
const prefix = "parley:";

/** What comes back in `encrypted_content`. `call`: the seal belongs to the call with this id, and to no thought. */
export interface Sealed {
  readonly seal: Seal;
  readonly call?: string;
}

/**
 * A seal as the text of `encrypted_content` of an item with this id. OpenAI's own thoughts are bound to their id: one
 * that could not be given to its item travels in the envelope.
 */
export function sealText(seal: Seal, itemId: string): string {
  const own = seal.maker === "openai" && seal.hidden === true && seal.id === itemId;
  return own && !seal.data.startsWith(prefix) ? seal.data : envelope({ seal });
}

/** What the maker of a call wants back with it; a call's item has no place for it. */
export function callSealText(call: string, seal: Seal): string {
  return envelope({ seal, call });
}

function envelope({ seal, call }: Sealed): string {
  return prefix + JSON.stringify({ ...seal, ...(call !== undefined && { call }) });
}

/** Reads `encrypted_content`. What makes no sense is no seal: thoughts are no orders. */
export function readSeal(
  text: string | null | undefined,
  itemId: string | null | undefined,
): Sealed | undefined {
  if (text === undefined || text === null || text === "") return undefined;
  if (!text.startsWith(prefix)) {
    const id = itemId === undefined || itemId === null || itemId === "" ? {} : { id: itemId };
    return { seal: { maker: "openai", data: text, hidden: true, ...id } };
  }
  const wire = parsed(text.slice(prefix.length));
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
