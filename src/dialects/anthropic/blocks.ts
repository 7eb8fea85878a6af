import { z } from "zod";
import { holdTo } from "./hold-to.ts";

/** The blocks that messages are made of, as Anthropic's protocol has them. What is not named here is kept, and not read. */

export const cacheControl = z.looseObject({ type: z.string(), ttl: z.string().nullish() });

const marked = { cache_control: cacheControl.nullish() };
const citing = z.looseObject({ enabled: z.boolean().nullish() }).nullish();

/** Every form of source; which of them a block may have is said where it is read. */
const source = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("base64"), media_type: z.string().min(1), data: z.string() }),
  z.looseObject({ type: z.literal("url"), url: z.string().min(1) }),
  z.looseObject({ type: z.literal("file"), file_id: z.string().min(1) }),
  z.looseObject({ type: z.literal("text"), media_type: z.string().nullish(), data: z.string() }),
  z.looseObject({
    type: z.literal("content"),
    content: z.union([z.string(), z.array(z.lazy(() => block))]),
  }),
]);

export const textBlock = z.looseObject({
  type: z.literal("text"),
  text: z.string(),
  citations: z.array(z.looseObject({ type: z.string() })).nullish(),
  ...marked,
});
const imageBlock = z.looseObject({ type: z.literal("image"), source, ...marked });
const documentBlock = z.looseObject({
  type: z.literal("document"),
  source,
  title: z.string().nullish(),
  context: z.string().nullish(),
  citations: citing,
  ...marked,
});
const searchResultBlock = z.looseObject({
  type: z.literal("search_result"),
  source: z.string(),
  title: z.string(),
  content: z.array(textBlock),
  citations: citing,
  ...marked,
});
const toolUseBlock = z.looseObject({
  type: z.literal("tool_use"),
  id: z.string().min(1),
  name: z.string().min(1),
  input: z.unknown(),
  ...marked,
});
const toolResultBlock = z.looseObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string().min(1),
  content: z.union([z.string(), z.array(z.lazy(() => block))]).nullish(),
  is_error: z.boolean().nullish(),
  ...marked,
});
const thinkingBlock = z.looseObject({
  type: z.literal("thinking"),
  thinking: z.string(),
  signature: z.string().nullish(),
});
const redactedBlock = z.looseObject({ type: z.literal("redacted_thinking"), data: z.string() });

export type TextBlock = z.infer<typeof textBlock>;
export type ImageBlock = z.infer<typeof imageBlock>;
export type DocumentBlock = z.infer<typeof documentBlock>;
export type SearchResultBlock = z.infer<typeof searchResultBlock>;
export type ToolUseBlock = z.infer<typeof toolUseBlock>;
export type ToolResultBlock = z.infer<typeof toolResultBlock>;
export type ThinkingBlock = z.infer<typeof thinkingBlock>;
export type RedactedBlock = z.infer<typeof redactedBlock>;

const shapes: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ["text", textBlock],
  ["image", imageBlock],
  ["document", documentBlock],
  ["search_result", searchResultBlock],
  ["tool_use", toolUseBlock],
  ["tool_result", toolResultBlock],
  ["thinking", thinkingBlock],
  ["redacted_thinking", redactedBlock],
]);

/** Whether a block can be read, and is not between the caller and Anthropic. */
export function isOfKnownType({ type }: Pick<Block, "type">): boolean {
  return shapes.has(type);
}

/**
 * Any block. Those of a known type must have its shape; others are between the caller and Anthropic, and are refused
 * when they are on their way to somebody else.
 */
export const block: z.ZodType<Block> = z.looseObject({ type: z.string() }).check((context) => {
  const shape = shapes.get(context.value.type);
  if (shape !== undefined) holdTo(context, shape);
});

export interface Block {
  readonly type: string;
  readonly [member: string]: unknown;
}
