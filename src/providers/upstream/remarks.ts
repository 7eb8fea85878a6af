import type { GenerateOptions } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import type { Warning } from "../../spec/parameters.ts";

/** For upstreams whose instructions stand in front, apart from the conversation. */
export function movedInstructions(items: readonly Item[]): readonly Warning[] {
  const begun = items.findIndex((item) => !isInstruction(item));
  if (begun === -1 || !items.slice(begun).some(isInstruction)) return [];
  const message =
    "What the system says amid a conversation is told at its beginning by this model's provider.";
  return [{ param: "messages", message }];
}

function isInstruction(item: Item): boolean {
  return item.type === "message" && (item.role === "system" || item.role === "developer");
}

/** For upstreams that are told one of both: how hard to think, or for how many tokens. A bound of 0 forbids it, as `none` does. */
export function oneOfBoth(options: GenerateOptions, sent: "effort" | "bound"): readonly Warning[] {
  const { reasoningEffort: effort, reasoningTokens: tokens } = options;
  if (effort === undefined || tokens === undefined) return [];
  return sent === "effort"
    ? [{ param: "reasoning_tokens", message: "The effort was sent, and says how long this model thinks." }]
    : [
        {
          param: "reasoning_effort",
          message: "The bound of its thought was sent, and this model takes one of both.",
        },
      ];
}

/** For efforts that a model does not have. */
export function nearestEffort(asked: string | undefined, sent: string | undefined): readonly Warning[] {
  if (asked === undefined || sent === undefined || asked === sent) return [];
  const message = `This model has no effort '${asked.slice(0, 40).toWellFormed()}': '${sent}' comes nearest and was sent.`;
  return [{ param: "reasoning_effort", message }];
}
