import { answerText } from "../upstream/talk.ts";
import type { Case } from "./case.ts";
import type { Violation } from "./violation.ts";

/** I6: what failed never ends cleanly. I4: whoever was answered got his own answer, and all of it. */
export function* checkEnds({ clients, upstream }: Case): Generator<Violation> {
  const asked = Map.groupBy(upstream, ({ user }) => user);
  for (const { id, tokens, end, idempotencyKey } of clients) {
    if (end.kind === "unclean") {
      yield { invariant: "I6", rule: "clean-end", what: `${id} ended without [DONE] as if all were well` };
    }
    if (end.kind === "hung") {
      yield {
        invariant: "I7",
        rule: "hung",
        what: `${id} (${end.callId}) got neither an answer nor an error`,
      };
    }
    if (end.kind !== "whole") continue;
    if (end.text !== answerText(id, tokens)) {
      const got = `${end.text.length} characters, ${JSON.stringify(end.text.slice(0, 60))}`;
      yield { invariant: "I4", rule: "wrong-answer", what: `${id} got another text than its own: ${got}` };
    }
    if (idempotencyKey !== undefined) continue;
    if (!asked.get(id)?.some(({ status }) => status === "completed")) {
      yield {
        invariant: "I6",
        rule: "whole-of-half",
        what: `${id} was answered, and the upstream had not finished`,
      };
    }
  }
}
