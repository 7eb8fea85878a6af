import { z } from "zod";

const cacheMark = { prompt_cache_breakpoint: z.looseObject({ ttl: z.string().nullish() }).nullish() };

/** A piece of a message, or of what a tool answered. */
export const part = z.discriminatedUnion("type", [
  z.looseObject({ type: z.enum(["input_text", "text"]), text: z.string(), ...cacheMark }),
  z.looseObject({
    type: z.literal("output_text"),
    text: z.string(),
    annotations: z.array(z.looseObject({ type: z.string() })).nullish(),
  }),
  z.looseObject({ type: z.literal("refusal"), refusal: z.string() }),
  z.looseObject({
    type: z.literal("input_image"),
    image_url: z.string().nullish(),
    file_id: z.string().nullish(),
    detail: z.string().nullish(),
    ...cacheMark,
  }),
  z.looseObject({
    type: z.literal("input_file"),
    file_id: z.string().nullish(),
    file_data: z.string().nullish(),
    file_url: z.string().nullish(),
    filename: z.string().nullish(),
    ...cacheMark,
  }),
  z.looseObject({
    type: z.literal("input_audio"),
    input_audio: z.looseObject({ data: z.string(), format: z.string() }),
  }),
]);

const content = z.union([z.string(), z.array(part)]);

/** A message may come without its type. */
const message = z.looseObject({
  type: z.literal("message").nullish(),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content,
});

const thoughtText = z.looseObject({ text: z.string() });

/** Items that the protocol has and Parley's conversations have not: the work of tools that OpenAI runs itself. */
export const foreignItems = [
  "compaction_trigger",
  "configuration_update",
  "additional_tools",
  "file_search_call",
  "web_search_call",
  "computer_call",
  "computer_call_output",
  "code_interpreter_call",
  "image_generation_call",
  "local_shell_call",
  "local_shell_call_output",
  "shell_call",
  "shell_call_output",
  "apply_patch_call",
  "apply_patch_call_output",
  "mcp_list_tools",
  "mcp_approval_request",
  "mcp_approval_response",
  "mcp_call",
  "tool_search_call",
  "tool_search_output",
  "program",
  "program_output",
] as const;

/** One item of `input`. */
export const inputItem = z.discriminatedUnion("type", [
  message,
  z.looseObject({
    type: z.literal("function_call"),
    call_id: z.string().min(1),
    name: z.string().min(1),
    arguments: z.string(),
  }),
  z.looseObject({
    type: z.literal("custom_tool_call"),
    call_id: z.string().min(1),
    name: z.string().min(1),
    input: z.string(),
  }),
  z.looseObject({
    type: z.enum(["function_call_output", "custom_tool_call_output"]),
    call_id: z.string().min(1),
    output: content,
  }),
  z.looseObject({
    type: z.literal("reasoning"),
    id: z.string().nullish(),
    summary: z.array(thoughtText).nullish(),
    content: z.array(thoughtText).nullish(),
    encrypted_content: z.string().nullish(),
  }),
  /** A stored item, by its id; and a conversation that was made shorter. Both mean something to who made them alone. */
  z.looseObject({ type: z.literal("item_reference"), id: z.string().min(1) }),
  z.looseObject({ type: z.literal("compaction"), encrypted_content: z.string().min(1) }),
  z.looseObject({ type: z.enum(foreignItems) }),
]);

export type WirePart = z.infer<typeof part>;
export type WireInputItem = z.infer<typeof inputItem>;
