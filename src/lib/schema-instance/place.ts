import type { Located, Run } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Where in the instance a value is made. */
export interface Place {
  /** Make only what is demanded. */
  readonly lean: boolean;
  /** 0 for the natural value; others ask for others, as far as there are any. */
  readonly variation: number;
  /** The shapes around this one, nearest first. */
  readonly around: Around | undefined;
}

export interface Around {
  readonly sources: readonly Located[];
  readonly depth: number;
  readonly outer: Around | undefined;
}

/**
 * Makes what lies inside a value of shape `parent`: an instance of all the schemas at once.
 * Handed to the makers of lists and objects, which must not import the one who calls them.
 */
export type MakeInner = (run: Run, schemas: readonly Located[], place: Place, parent: Shape) => unknown;
