import {
  envelopePrefix as prefix,
  readEnvelope,
  type SealEnvelope,
  writeEnvelope,
} from "../../lib/seal-envelope.ts";
import type { ReasoningItem, Seal } from "../../spec/item.ts";

/** How one of ours begins wherever it stands, also as JSON within JSON. */
export const envelopeStart = `${prefix}{`;

/** A thought that nobody wants back. A block without a signature would not be sent back by every client. */
export const unsealed = `${prefix}{}`;

/** What a block holds; nothing where nobody wants anything back. */
export type Envelope = Partial<SealEnvelope>;

/** A seal as the text of `signature`, or of `data` where `redacted`. */
export function sealText(seal: Seal, redacted: boolean): string {
  const own = seal.maker === "anthropic" && seal.id === undefined && !seal.data.startsWith(prefix);
  return own && (seal.hidden === true) === redacted ? seal.data : writeEnvelope({ seal });
}

/** What the maker of a call wants back with it; there is no place for that in a `tool_use` block. */
export function callSealText(call: string, seal: Seal): string {
  return writeEnvelope({ seal, call });
}

/** Whether the text is one of ours: Anthropic itself would refuse it. */
export function isEnvelope(text: string): boolean {
  return text.startsWith(prefix);
}

/** Reads `signature` or `data`. What makes no sense is no seal: thoughts are no orders. */
export function readSeal(text: string, redacted: boolean): Envelope {
  if (text === "") return {};
  if (!isEnvelope(text)) {
    return { seal: { maker: "anthropic", data: text, ...(redacted && { hidden: true }) } };
  }
  return readEnvelope(text) ?? {};
}

/** A thought with what is to come back of it; `undefined` where nothing is left of it. */
export function thoughtItem(text: string, { seal }: Envelope): ReasoningItem | undefined {
  if (seal === undefined && text === "") return undefined;
  return { type: "reasoning", text, ...(seal !== undefined && { seal }) };
}
