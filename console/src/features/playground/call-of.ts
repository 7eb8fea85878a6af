import type { ResponseRequest } from "../../api/responses.ts";
import { itemsOf } from "./items-of.ts";
import type { Start } from "./start.ts";
import type { Turn } from "./talk.ts";

/** What is said now. */
export type Said = Pick<Turn, "question" | "pictures" | "outputs">;

/**
 * The call that says something behind a way of turns. It goes on from the last answer that the server has kept; what came
 * behind that, or was never kept (an answer that was stopped is not), is said again, so that the model sees what the
 * reader sees.
 */
export function callOf(
  way: readonly Turn[],
  { question, pictures, outputs }: Said,
  start: Pick<Start, "before" | "previousResponseId">,
): Pick<ResponseRequest, "input" | "previous_response_id"> {
  const at = way.findLastIndex(isKept);
  const previous = at < 0 ? start.previousResponseId : way[at]?.responseId;
  const again = [...(at < 0 ? start.before : []), ...itemsOf(way.slice(at + 1).filter(wasAnswered))];
  const said = itemsOf([{ question, pictures, outputs, answer: "", calls: [] }]);
  const plain = again.length === 0 && pictures.length === 0 && outputs.length === 0;
  return {
    input: plain ? question : [...again, ...said],
    ...(previous !== undefined && { previous_response_id: previous }),
  };
}

/** Only what came to an end can be gone on from. */
function isKept({ state, responseId }: Turn): boolean {
  return responseId !== undefined && (state === "completed" || state === "incomplete");
}

/** A question that nothing was said to is as if it was not asked. */
function wasAnswered({ answer }: Turn): boolean {
  return answer !== "";
}
