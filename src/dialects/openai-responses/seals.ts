import {
  envelopePrefix as prefix,
  readEnvelope,
  type SealEnvelope,
  writeEnvelope,
} from "../../lib/seal-envelope.ts";
import type { Seal } from "../../spec/item.ts";

/**
 * A seal as the text of `encrypted_content` of an item with this id. OpenAI's own thoughts are bound to their id: one
 * that could not be given to its item travels in the envelope.
 */
export function sealText(seal: Seal, itemId: string): string {
  const own = seal.maker === "openai" && seal.hidden === true && seal.id === itemId;
  return own && !seal.data.startsWith(prefix) ? seal.data : writeEnvelope({ seal });
}

/** What the maker of a call wants back with it; a call's item has no place for it. */
export function callSealText(call: string, seal: Seal): string {
  return writeEnvelope({ seal, call });
}

/** Reads `encrypted_content`. What makes no sense is no seal: thoughts are no orders. */
export function readSeal(
  text: string | null | undefined,
  itemId: string | null | undefined,
): SealEnvelope | undefined {
  if (text === undefined || text === null || text === "") return undefined;
  if (!text.startsWith(prefix)) {
    const id = itemId === undefined || itemId === null || itemId === "" ? {} : { id: itemId };
    return { seal: { maker: "openai", data: text, hidden: true, ...id } };
  }
  return readEnvelope(text);
}
