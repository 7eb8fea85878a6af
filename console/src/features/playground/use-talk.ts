import { useReducer, useRef } from "react";
import { type ResponseRequest, streamResponse } from "../../api/responses.ts";
import { callOf, type Said } from "./call-of.ts";
import type { Start } from "./start.ts";
import { emptyTalk, type Talk, talkReducer, type Turn, wayTo } from "./talk.ts";

export interface Asked extends Said {
  /** The turn that it follows. */
  readonly after: Turn | undefined;
  readonly model: string;
  readonly request: Omit<ResponseRequest, "model" | "input" | "previous_response_id">;
}

export interface TalkControls {
  readonly talk: Talk;
  readonly busy: boolean;
  ask(asked: Asked): Promise<void>;
  /** Leaves the answer as far as it has come: the server hears of it at once, and so does the model. */
  stop(): void;
  show(turn: Turn): void;
  clear(): void;
  /** The call that would be made. */
  call(asked: Asked): ResponseRequest;
}

/** A talk with one model, and its one answer that is under way. */
export function useTalk(start: Pick<Start, "before" | "previousResponseId">): TalkControls {
  const [talk, dispatch] = useReducer(talkReducer, emptyTalk);
  const running = useRef<AbortController>(undefined);
  // The browser's own unique ids are for pages with TLS alone.
  const asked = useRef(0);
  const busy = talk.turns.some(({ state }) => state === "asking");

  function call({ after, model, request, ...said }: Asked): ResponseRequest {
    return { ...request, model, ...callOf(wayTo(talk, after?.id ?? null), said, start) };
  }

  async function ask(wish: Asked): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const id = String(asked.current++);
    const { question, pictures, outputs, after, model } = wish;
    const sent = call(wish);
    const said = { question, pictures, outputs, model, sent, at: performance.now() };
    dispatch({ type: "ask", turn: { id, parent: after?.id ?? null, ...said } });
    try {
      for await (const step of streamResponse(sent, controller.signal))
        dispatch({ type: "step", id, step, at: performance.now() });
    } catch (error) {
      if (controller.signal.aborted) dispatch({ type: "over", id, state: "stopped" });
      else dispatch({ type: "over", id, state: "failed", failure: error });
    }
  }

  return {
    talk,
    busy,
    ask,
    call,
    stop: () => running.current?.abort(),
    show: (turn) => dispatch({ type: "show", id: turn.id }),
    clear() {
      running.current?.abort();
      dispatch({ type: "clear" });
    },
  };
}
