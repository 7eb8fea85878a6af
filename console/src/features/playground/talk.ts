import type { Picture, ResponseRequest, ResponseStep, ResponseUsage, ToolCall } from "../../api/responses.ts";

/** One question and what became of it. */
export interface Turn {
  readonly id: string;
  /** The turn that it follows; `null` for one that begins. */
  readonly parent: string | null;
  readonly question: string;
  readonly pictures: readonly Picture[];
  /** What tools said, where the question is their answer. */
  readonly outputs: readonly { readonly call_id: string; readonly output: string }[];
  readonly model: string;
  readonly answer: string;
  readonly thoughts: string;
  readonly calls: readonly ToolCall[];
  readonly state: "asking" | "completed" | "incomplete" | "stopped" | "failed";
  /** Why it was cut short. */
  readonly why?: string;
  /** Why it failed. */
  readonly failure?: unknown;
  /** The call as it was made. */
  readonly sent: ResponseRequest;
  /** When it was made, by a clock that only goes on, in milliseconds; what came, came so much later. */
  readonly at: number;
  readonly firstMs?: number;
  readonly wholeMs?: number;
  readonly responseId?: string;
  readonly requestId?: string;
  readonly route?: string;
  /** What was sent of what was said before, in short. */
  readonly context?: string;
  readonly usage?: ResponseUsage;
}

/**
 * A talk is a tree: who edits a question or asks it again begins a branch, and loses nothing. What is shown is the way
 * from the beginning to `leaf`.
 */
export interface Talk {
  readonly turns: readonly Turn[];
  readonly leaf: string | null;
}

export type TalkAction =
  | {
      readonly type: "ask";
      readonly turn: Pick<
        Turn,
        "id" | "parent" | "question" | "pictures" | "model" | "outputs" | "sent" | "at"
      >;
    }
  | { readonly type: "step"; readonly id: string; readonly step: ResponseStep; readonly at: number }
  | {
      readonly type: "over";
      readonly id: string;
      readonly state: "stopped" | "failed";
      readonly failure?: unknown;
    }
  | { readonly type: "show"; readonly id: string }
  | { readonly type: "clear" };

export const emptyTalk: Talk = { turns: [], leaf: null };

export function talkReducer(talk: Talk, action: TalkAction): Talk {
  switch (action.type) {
    case "ask": {
      const turn: Turn = { ...action.turn, answer: "", thoughts: "", calls: [], state: "asking" };
      return { turns: [...talk.turns, turn], leaf: turn.id };
    }
    case "step":
      return change(talk, action.id, (turn) => taken(timed(turn, action), action.step));
    case "over":
      return change(talk, action.id, (turn) => ({ ...turn, state: action.state, failure: action.failure }));
    case "show":
      return { ...talk, leaf: newestBelow(talk, action.id) };
    case "clear":
      return emptyTalk;
  }
}

function change(talk: Talk, id: string, how: (turn: Turn) => Turn): Talk {
  return { ...talk, turns: talk.turns.map((turn) => (turn.id === id ? how(turn) : turn)) };
}

/** How long it took until there was something to read, and until all of it was there. */
function timed(turn: Turn, { step, at }: Extract<TalkAction, { type: "step" }>): Turn {
  if (step.type === "begun") return turn;
  const took = at - turn.at;
  return { ...turn, firstMs: turn.firstMs ?? took, ...(step.type === "end" && { wholeMs: took }) };
}

function taken(turn: Turn, step: ResponseStep): Turn {
  switch (step.type) {
    case "begun":
      return {
        ...turn,
        responseId: step.id,
        ...(step.requestId !== null && { requestId: step.requestId }),
        ...(step.route !== null && { route: step.route }),
        ...(step.context !== null && { context: step.context }),
      };
    case "text":
      return { ...turn, answer: turn.answer + step.delta };
    case "thought":
      return { ...turn, thoughts: turn.thoughts + step.delta };
    case "call":
      return { ...turn, calls: [...turn.calls, step.call] };
    case "end":
      return {
        ...turn,
        state: step.status,
        ...(step.why !== null && { why: step.why }),
        ...(step.usage !== null && { usage: step.usage }),
      };
  }
}

/** The turns from the beginning to the shown end. */
export function shownTurns(talk: Talk): readonly Turn[] {
  return wayTo(talk, talk.leaf);
}

/** The turns from the beginning to one of them; none for `null`. */
export function wayTo({ turns }: Talk, id: string | null): readonly Turn[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const way: Turn[] = [];
  for (let turn = byId.get(id ?? ""); turn !== undefined; turn = byId.get(turn.parent ?? "")) way.push(turn);
  return way.toReversed();
}

/** The turns that follow the same turn, oldest first: the branches between which the reader chooses. */
export function branchesOf({ turns }: Talk, { parent }: Turn): readonly Turn[] {
  return turns.filter((turn) => turn.parent === parent);
}

/** The newest turn that can be reached from one: who comes back to a branch finds it as it was left. */
function newestBelow({ turns }: Talk, id: string): string {
  let at = id;
  for (;;) {
    const next = turns.findLast(({ parent }) => parent === at);
    if (next === undefined) return at;
    at = next.id;
  }
}
