import { useReducer, useRef } from "react";
import { type Picture, type ResponseRequest, streamResponse } from "../../api/responses.ts";
import { emptyTalk, type Talk, talkReducer, type Turn } from "./talk.ts";

export interface Asked {
  readonly question: string;
  readonly pictures: readonly Picture[];
  readonly outputs: Turn["outputs"];
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
}

/** A talk with one model, and its one answer that is under way. */
export function useTalk(): TalkControls {
  const [talk, dispatch] = useReducer(talkReducer, emptyTalk);
  const running = useRef<AbortController>(undefined);
  const busy = talk.turns.some(({ state }) => state === "asking");

  async function ask({ question, pictures, outputs, after, model, request }: Asked): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const id = crypto.randomUUID();
    dispatch({ type: "ask", turn: { id, parent: after?.id ?? null, question, pictures, outputs, model } });
    try {
      const steps = streamResponse(
        {
          ...request,
          model,
          input: inputOf(question, pictures, outputs),
          ...(after?.responseId !== undefined && { previous_response_id: after.responseId }),
        },
        controller.signal,
      );
      for await (const step of steps) dispatch({ type: "step", id, step });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      dispatch({ type: "over", id, state: controller.signal.aborted ? "stopped" : "failed", why });
    }
  }

  return {
    talk,
    busy,
    ask,
    stop: () => running.current?.abort(),
    show: (turn) => dispatch({ type: "show", id: turn.id }),
    clear() {
      running.current?.abort();
      dispatch({ type: "clear" });
    },
  };
}

/** What the reader said, as the API reads it. */
export function inputOf(
  question: string,
  pictures: readonly Picture[],
  outputs: Turn["outputs"],
): ResponseRequest["input"] {
  const said = outputs.map((output) => ({ type: "function_call_output", ...output }));
  if (pictures.length === 0 && said.length === 0) return question;
  const content = [
    ...pictures.map(({ address }) => ({ type: "input_image", image_url: address })),
    ...(question === "" ? [] : [{ type: "input_text", text: question }]),
  ];
  return content.length === 0 ? said : [...said, { type: "message", role: "user", content }];
}
