import type { TokenLogprob } from "../../spec/event.ts";

/** The probabilities beside a piece of text, or in the whole of it; an empty list where there are none. */
export function presentLogprobs(logprobs: readonly TokenLogprob[] | undefined): readonly object[] {
  return (logprobs ?? []).map(({ token, logprob, bytes, top }) => ({
    token,
    logprob,
    bytes,
    top_logprobs: top,
  }));
}
