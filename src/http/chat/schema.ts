import { z } from "zod";
import { memoryWish } from "../memory-wish.ts";
import { expiresIn } from "../conversations/schema.ts";
import { integer } from "../../lib/validate.ts";
import { chatUsage } from "../../dialects/openai/chat/schema.ts";

/** Body of `POST /v1/chat`: a prompt is all that is needed. */
export const chatTurn = z.strictObject({
  prompt: z.string().min(1).describe("What you say."),
  session: z
    .string()
    .max(200)
    .nullish()
    .describe("The token of an earlier answer, to continue its conversation."),
  expires_in: expiresIn.nullish(),
  model: z.string().min(1).nullish(),
  instructions: z
    .string()
    .nullish()
    .describe("How the model shall behave, for this turn and those that follow."),
  temperature: z.number().min(0).max(2).nullish(),
  max_tokens: integer(1).nullish(),
  stream: z.boolean().nullish(),
  memory: memoryWish.nullish(),
});

/** Answer of `POST /v1/chat`. */
export const chatReply = z.object({
  id: z.string(),
  object: z.literal("chat"),
  created: z.int(),
  model: z.string(),
  text: z.string(),
  session: z.string(),
  conversation: z.string().describe("Its id under /v1/conversations."),
  finish_reason: z.enum(["stop", "length", "tool_calls", "content_filter"]),
  usage: chatUsage.nullable(),
});
