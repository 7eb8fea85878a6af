import type { Picture } from "../../api/responses.ts";
import { noSettings, type PlaySettings } from "./settings.ts";

/** What a talk begins with: nothing, a call of before that is to be made again, or a conversation that goes on. */
export interface Start {
  readonly model?: string;
  readonly settings: PlaySettings;
  /** What stands in the box to write in. */
  readonly question: string;
  readonly pictures: readonly Picture[];
  /** What was said before the first turn, as items of the API. */
  readonly before: readonly object[];
  /** A stored response that the first turn goes on from. */
  readonly previousResponseId?: string;
}

export const emptyStart: Start = { settings: noSettings, question: "", pictures: [], before: [] };
