/** Why a choice ended: our word, and the upstream's beside it where there is one. */
export interface Finish {
  readonly unified: "stop" | "length" | "tool-calls" | "content-filter";
  readonly raw?: string;
}
