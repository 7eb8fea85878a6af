/** Checks answers that are one JSON document: every one by a look at its bytes, every 500th as a whole. */
const USAGE = Buffer.from('"total_tokens":712');
const FINISH = Buffer.from('"finish_reason":"stop"');
const WHOLE_CHECK_EVERY = 500;

interface Completion {
  readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
}

export class JsonCheck {
  #pieces: Buffer[] = [];
  #checked = 0;

  add(piece: Buffer): void {
    this.#pieces.push(piece);
  }

  /** Judges what was added since the last call; throws on a wrong answer. */
  finish(status: number): void {
    const body = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    this.#pieces = [];
    if (status !== 200) throw new Error(`status ${status}: ${String(body).slice(0, 300)}`);
    if (body === undefined || !body.includes(USAGE) || !body.includes(FINISH)) {
      throw new Error(`an answer without usage or finish reason: ${String(body).slice(0, 300)}`);
    }
    if (this.#checked++ % WHOLE_CHECK_EVERY === 0) checkWhole(body);
  }
}

function checkWhole(body: Buffer): void {
  const completion = JSON.parse(body.toString("utf8")) as Completion;
  const content = completion.choices?.[0]?.message?.content;
  if (typeof content !== "string" || content.length < 1_000) throw new Error("an answer without its text");
}
