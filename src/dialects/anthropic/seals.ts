import type { ReasoningItem, Seal } from "../../spec/item.ts";

/**
 * Thoughts of other makers in blocks that were made for Anthropic's. Its signatures are base64, which has no colon: so
 * what begins with this is ours, and everything else is Anthropic's and passes unchanged.
 */
const prefix = "parley:";

/** How one of ours begins wherever it stands, also as JSON within JSON. */
export const envelopeStart = `${prefix}{`;

/** A thought that nobody wants back. A block without a signature would not be sent back by every client. */
export const unsealed = `${prefix}{}`;

/** What an envelope holds. `call`: the seal belongs to the call with this id, and to no thought. */
export interface Envelope {
  readonly seal?: Seal;
  readonly call?: string;
}

/** A seal as the text of `signature`, or of `data` where `redacted`. */
export function sealText(seal: Seal, redacted: boolean): string {
  const own = seal.maker === "anthropic" && seal.id === undefined && !seal.data.startsWith(prefix);
  return own && (seal.hidden === true) === redacted ? seal.data : envelope({ seal });
}

/** What the maker of a call wants back with it; there is no place for that in a `tool_use` block. */
export function callSealText(call: string, seal: Seal): string {
  return envelope({ seal, call });
}

function envelope({ seal, call }: Envelope): string {
  return prefix + JSON.stringify({ ...seal, ...(call !== undefined && { call }) });
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
  const wire = parsed(text.slice(prefix.length));
  const [maker, data, id, call] = ["maker", "data", "id", "call"].map((name) => wire[name]);
  if (!isMaker(maker) || typeof data !== "string") return {};
  const seal: Seal = {
    maker,
    data,
    ...(wire["hidden"] === true && { hidden: true }),
    ...(typeof id === "string" && { id }),
  };
  return { seal, ...(typeof call === "string" && { call }) };
}

/** A thought with what is to come back of it; `undefined` where nothing is left of it. */
export function thoughtItem(text: string, { seal }: Envelope): ReasoningItem | undefined {
  if (seal === undefined && text === "") return undefined;
  return { type: "reasoning", text, ...(seal !== undefined && { seal }) };
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
