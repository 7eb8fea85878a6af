import { anthropic } from "../../providers/anthropic/kind.ts";
import { bedrock } from "../../providers/bedrock/kind.ts";
import { gemini } from "../../providers/gemini/kind.ts";
import { ollama } from "../../providers/ollama/kind.ts";
import { openAiResponses } from "../../providers/openai-responses/kind.ts";
import type { UpstreamKind } from "../../providers/upstream/kind.ts";

export type { KindOptions, UpstreamKind, UpstreamType } from "../../providers/upstream/kind.ts";
export type { UpstreamOptions } from "../../providers/upstream/options.ts";

/** All kinds of upstream beside `openai-compatible`: a new one is a folder in providers/ and a line here. */
export const upstreamKinds: readonly UpstreamKind[] = [anthropic, bedrock, gemini, ollama, openAiResponses];

/** `undefined` for what is no kind of upstream. */
export function kindOf(type: unknown): UpstreamKind | undefined {
  return upstreamKinds.find((kind) => kind.type === type);
}
