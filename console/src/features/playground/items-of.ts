import type { Turn } from "./talk.ts";

/** A talk as items of the API: what can be kept as a conversation, or said again. Thoughts are not part of it. */
export function itemsOf(
  turns: readonly Pick<Turn, "question" | "pictures" | "outputs" | "answer" | "calls">[],
  instructions?: string,
): readonly object[] {
  const said = turns.flatMap(({ question, pictures, outputs, answer, calls }) => {
    const content = [
      ...pictures.map(({ address }) => ({ type: "input_image", image_url: address })),
      ...(question === "" ? [] : [{ type: "input_text", text: question }]),
    ];
    return [
      ...outputs.map((output) => ({ type: "function_call_output", ...output })),
      ...(content.length === 0 ? [] : [{ type: "message", role: "user", content }]),
      ...(answer === ""
        ? []
        : [{ type: "message", role: "assistant", content: [{ type: "output_text", text: answer }] }]),
      ...calls.map((call) => ({ type: "function_call", ...call })),
    ];
  });
  return instructions === undefined
    ? said
    : [{ type: "message", role: "system", content: [{ type: "input_text", text: instructions }] }, ...said];
}
