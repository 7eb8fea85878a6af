/** Bodies that are no good as an answer, or are good and look strange. */
import { document, goodBody, goodStream, goodText } from "../raw/payload.ts";
import { type Shape, whole } from "./shape.ts";
import { forged } from "./stream-shapes.ts";

const message = (content: unknown) => ({ message: { role: "assistant", content } });

export const bodyShapes: readonly Shape[] = [
  { name: "half-a-body", body: whole("fail", goodBody.slice(0, 90)) },
  { name: "body-and-more", body: whole("fail", `${goodBody}what?`) },
  { name: "body-twice", body: whole("fail", goodBody + goodBody) },
  { name: "body-and-white-space", body: whole("answer", `\r\n \t${goodBody}\n\n`) },
  { name: "body-is-null", body: whole("fail", "null") },
  { name: "body-is-a-list", body: whole("fail", `[${goodBody}]`) },
  { name: "body-is-a-text", body: whole("fail", JSON.stringify(goodText)) },
  { name: "body-is-not-a-number", body: whole("fail", "NaN") },
  { name: "body-is-deep", body: whole("fail", "[".repeat(100_000)) },
  { name: "body-with-comments", body: whole("fail", `/* hm */ ${goodBody}`) },
  { name: "body-is-a-stream", body: whole("fail", goodStream) },
  {
    name: "body-with-an-error",
    body: whole("fail", document({}, { error: { message: forged, code: forged } })),
  },
  { name: "body-is-an-error", body: whole("fail", JSON.stringify({ error: { message: forged } })) },
  { name: "body-is-an-error-text", body: whole("fail", JSON.stringify({ error: forged })) },
  {
    name: "body-is-an-error-object",
    body: whole("fail", JSON.stringify({ object: "error", message: "no", code: 400 })),
  },
  { name: "body-with-null-error", body: whole("answer", document({}, { error: null })) },
  { name: "body-without-choices", body: whole("fail", document({}, { choices: undefined })) },
  { name: "body-with-no-choice", body: whole("fail", document({}, { choices: [] })) },
  { name: "body-with-null-choice", body: whole("fail", document({}, { choices: [null] })) },
  { name: "body-without-message", body: whole("fail", document({ message: undefined })) },
  { name: "body-without-finish", body: whole("fail", document({ finish_reason: undefined })) },
  { name: "body-with-null-finish", body: whole("fail", document({ finish_reason: null })) },
  { name: "body-of-length", body: whole("answer", document({ finish_reason: "length" })) },
  { name: "body-of-negative-index", body: whole("answer", document({ index: -1 })) },
  { name: "body-with-escaped-nul", body: whole("answer", document(message("a\u0000b")), "a\u0000b") },
  {
    name: "body-with-marks",
    body: whole("answer", document(message('data: [DONE]\n\n{"error":')), 'data: [DONE]\n\n{"error":'),
  },
  { name: "body-without-usage", body: whole("answer", document({}, { usage: undefined })) },
  {
    name: "body-with-odd-usage",
    body: whole("answer", document({}, { usage: { prompt_tokens: -1, completion_tokens: "7" } })),
  },
];
