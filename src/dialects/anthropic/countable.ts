import { type Block, isOfKnownType } from "./blocks.ts";
import type { CountRequest } from "./schema.ts";

/**
 * A request of which everything can be counted: tools that run at Anthropic, and blocks that come from them, are taken for
 * what they look like. Only an answer needs somebody who understands them.
 */
export function countable(request: CountRequest): CountRequest {
  const { tools, messages } = request;
  return {
    ...request,
    mcp_servers: undefined,
    ...(tools && { tools: tools.map(countableTool) }),
    messages: messages.map((message) =>
      message.role === "system" || typeof message.content === "string"
        ? message
        : { ...message, content: message.content.map(countableBlock) },
    ),
  };
}

type WireTool = NonNullable<CountRequest["tools"]>[number];

function countableTool(tool: WireTool): WireTool {
  if (typeof tool.type !== "string" || tool.type === "custom") return tool;
  return { name: tool.name ?? tool.type, input_schema: { ...tool } };
}

function countableBlock(block: Block): Block {
  if (!isOfKnownType(block)) return { type: "text", text: JSON.stringify(block) };
  const { content } = block as { readonly content?: unknown };
  if (block.type !== "tool_result" || !Array.isArray(content)) return block;
  return { ...block, content: (content as readonly Block[]).map(countableBlock) };
}
