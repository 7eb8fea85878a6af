/**
 * The steps of an attempt at which its books are in another state than before. The proof of the books ends the process
 * at each of them; nothing else listens.
 */
export type Checkpoint =
  | "before-open"
  | "after-open"
  | "first-event"
  | "before-settle"
  | "after-settle"
  | "before-end";

export type ReachCheckpoint = (checkpoint: Checkpoint) => void;
