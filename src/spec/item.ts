/** The caller wants the conversation up to this part kept in the upstream's prompt cache, where it has one. */
export interface CacheMark {
  /** How long, in the upstream's words: `5m`, `1h`. Absent: the upstream's default. */
  readonly ttl?: string;
}

export interface TextPart {
  readonly type: "text";
  readonly text: string;
  readonly annotations?: readonly Annotation[];
  readonly cache?: CacheMark;
}

export interface ImagePart {
  readonly type: "image";
  /** A `data:` URL, or an address that the upstream may fetch. Parley never fetches it. */
  readonly url: string;
  readonly detail?: string;
  readonly cache?: CacheMark;
}

export interface AudioPart {
  readonly type: "audio";
  /** Base64. */
  readonly data: string;
  /** `wav`, `mp3`, … */
  readonly format: string;
}

/** A document. One of `fileId`, `data` and `url` says where its content is. */
export interface FilePart {
  readonly type: "file";
  /** The upstream's own id of a file that was uploaded there. */
  readonly fileId?: string;
  /** A `data:` URL, or bare base64. */
  readonly data?: string;
  /** An address that the upstream may fetch. Parley never fetches it. */
  readonly url?: string;
  readonly filename?: string;
  /** Whether the answer shall cite it, where the upstream can. */
  readonly citations?: boolean;
  readonly cache?: CacheMark;
}

export interface RefusalPart {
  readonly type: "refusal";
  readonly refusal: string;
}

/** A piece of a message. */
export type ContentPart = TextPart | ImagePart | AudioPart | FilePart | RefusalPart;

/** Where something in an answer's text comes from. Positions are UTF-16 units of the whole text of the message. */
export type Annotation =
  | {
      readonly type: "url";
      readonly url: string;
      readonly title?: string;
      readonly start: number;
      readonly end: number;
      readonly quote?: string;
    }
  | {
      readonly type: "document";
      /** From 0, among the conversation's documents. */
      readonly document: number;
      readonly title?: string;
      readonly start: number;
      readonly end: number;
      readonly quote?: string;
      /** Where in the document: characters, pages or blocks, `[from, to)`. */
      readonly place?: {
        readonly unit: "char" | "page" | "block";
        readonly from: number;
        readonly to: number;
      };
    };

export type Role = "system" | "developer" | "user" | "assistant";

/** A message by anybody. */
export interface MessageItem {
  readonly type: "message";
  readonly role: Role;
  readonly content: readonly ContentPart[];
  /** The participant's name, where several share a role. */
  readonly name?: string;
}

/** The model asks for a tool. */
export interface FunctionCallItem {
  readonly type: "function_call";
  readonly callId: string;
  readonly name: string;
  /** JSON text as the model wrote it; not necessarily valid. Free text where `kind` is `custom`. */
  readonly arguments: string;
  /** Absent: `function`. */
  readonly kind?: "function" | "custom";
  /** What the maker wants back with the call. */
  readonly seal?: Seal;
  readonly cache?: CacheMark;
}

/** What the tool answered. */
export interface FunctionCallOutputItem {
  readonly type: "function_call_output";
  readonly callId: string;
  readonly output: readonly ContentPart[];
  /** Of which kind the call was; absent: `function`. */
  readonly kind?: "custom";
  /** The tool failed, and `output` says how. */
  readonly failed?: true;
  readonly cache?: CacheMark;
}

/**
 * What a model's maker gives out with a thought or a call and wants back unchanged on the next turn: a signature, or
 * the thought itself in a form that only the maker can read.
 */
export interface Seal {
  /** Whose it is: other makers' upstreams do not get it. */
  readonly maker: "anthropic" | "google" | "openai" | "bedrock";
  /** Opaque. */
  readonly data: string;
  /** The thought is in `data` alone: there is no readable text, or only a summary of it. */
  readonly hidden?: true;
  /** The maker's id of the thought, where it has one. */
  readonly id?: string;
}

/** What the model thought before it answered. */
export interface ReasoningItem {
  readonly type: "reasoning";
  readonly text: string;
  readonly seal?: Seal;
}

/** Conversation content is a list of items, as in the Responses protocol; every dialect is rendered from it. */
export type Item = MessageItem | FunctionCallItem | FunctionCallOutputItem | ReasoningItem;
