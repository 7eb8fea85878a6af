/** Looks at an answer's bytes on their way to the SDK, which keeps to itself how a stream ended. */

/** What the bytes said. */
export interface Seen {
  callId: string | undefined;
  status: number | undefined;
  /** The line `data: [DONE]`. */
  done: boolean;
  /** An event with an error in it. */
  error: boolean;
  /** The body ended as HTTP wants it, and was not torn off. */
  ended: boolean;
}

export function nothingSeen(): Seen {
  return { callId: undefined, status: undefined, done: false, error: false, ended: false };
}

/** Keeps as much of the past as a sought word may be split over two pieces. */
const overlap = 64;

/** A `fetch` that notes into `seen` what goes through it. */
export function watchingFetch(seen: Seen): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    seen.callId = response.headers.get("x-request-id") ?? undefined;
    seen.status = response.status;
    if (response.body === null) {
      seen.ended = true;
      return response;
    }
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(watcher(seen)), { status, statusText, headers });
  };
}

function watcher(seen: Seen): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let past = "";
  return new TransformStream({
    transform(piece, controller) {
      const text = past + Buffer.from(piece).toString("latin1");
      seen.done ||= /^data: \[DONE\]/m.test(text);
      seen.error ||= /^data: \{"error"/m.test(text);
      past = text.slice(-overlap);
      controller.enqueue(piece);
    },
    flush() {
      seen.ended = true;
    },
  });
}
