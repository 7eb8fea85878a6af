import type { UpstreamKind } from "../../providers/upstream/kind.ts";

export type { KindOptions, UpstreamKind, UpstreamType } from "../../providers/upstream/kind.ts";
export type { UpstreamOptions } from "../../providers/upstream/options.ts";

/** All kinds of upstream beside `openai-compatible`: a new one is a folder in providers/ and a line here. */
export const upstreamKinds: readonly UpstreamKind[] = [];

/** `undefined` for what is no kind of upstream. */
export function kindOf(type: unknown): UpstreamKind | undefined {
  return upstreamKinds.find((kind) => kind.type === type);
}
