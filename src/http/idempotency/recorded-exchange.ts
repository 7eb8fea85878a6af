import type { ParleyError } from "../../spec/errors.ts";
import { Exchange } from "../exchange.ts";
import { RecordedResponse } from "./recorded-response.ts";
import type { Recording } from "./recording.ts";
import { replayRequest } from "./replay-request.ts";

/**
 * The exchange that a call with a key has with its route: its answer goes into a recording, which every caller with
 * the same key reads, the first one, too. So it goes on when the first one leaves and others still listen.
 *
 * When the last one leaves, the call is told so, and no more than that: an answer that is heard out all the same
 * (`onDisconnect: drain`) is kept, and who comes again with the key finds it instead of paying for another one.
 */
export class RecordedExchange extends Exchange {
  /** The call has the first caller's id, and that one finds it in the books. */
  override readonly id: string;
  override readonly notes: Exchange["notes"];
  readonly recording: Recording;
  readonly #origin: Exchange;
  #failed = false;

  constructor(origin: Exchange, body: Buffer, recording: Recording) {
    const request = replayRequest(origin.request, body);
    const response = new RecordedResponse(request, recording);
    super(request, response, origin.route, origin.params);
    response.once("abandoned", () => this.leave());
    this.id = origin.id;
    this.principal = origin.principal;
    this.notes = origin.notes;
    this.tap = origin.tap;
    this.watch = origin.watch;
    this.recording = recording;
    this.#origin = origin;
  }

  /** Whether something went wrong, also after the answer had begun. */
  get failed(): boolean {
    return this.#failed;
  }

  override noteFailure(error: ParleyError): void {
    this.#failed = true;
    this.#origin.noteFailure(error);
  }
}
