import type { ComponentProps } from "react";
import { Field } from "./field.tsx";

/** A provider's key, as the API takes it: of at most 8,192 signs, never shown, corrected, remembered or turned round. */
export function SecretField(props: Omit<ComponentProps<typeof Field>, "type">) {
  return (
    <Field {...props} type="password" autoComplete="off" spellCheck={false} dir="ltr" maxLength={8_192} />
  );
}
