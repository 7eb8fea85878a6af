import { ParleyError } from "../../spec/errors.ts";

/** 1 to 255 printable ASCII characters: what every client, proxy and log can carry. */
const valid = /^[\x20-\x7e]{1,255}$/;

/** The key as the caller chose it. Throws `invalid_value`, with the header named. */
export function checkKey(header: string | readonly string[]): string {
  const key = typeof header === "string" ? header : header.join(", ");
  if (valid.test(key)) return key;
  throw new ParleyError("invalid_value", {
    message: "Invalid value for the header 'Idempotency-Key': send 1 to 255 printable ASCII characters.",
    param: "Idempotency-Key",
  });
}
