import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { Field } from "../../ui/field.tsx";

/** How long the reader must pause before something is looked for, in milliseconds. */
const pause = 350;

/** A field whose value counts when the reader has paused: not every letter is a question to the server. */
export function SettledField({
  label,
  value,
  onSettled,
  ...rest
}: {
  readonly label: ReactNode;
  readonly value: string;
  /** Gives what is wrong with it; nothing where it is taken. */
  onSettled(value: string): string | undefined;
  readonly inputMode?: "numeric" | "decimal";
  readonly list?: string;
  readonly dir?: "ltr" | "auto";
}) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  const [fault, setFault] = useState<string>();
  // The address has changed by itself: by the back button, or since the filters were emptied.
  if (value !== known) {
    setKnown(value);
    setDraft(value);
    setFault(undefined);
  }
  // New calls draw the screen anew: that does not begin the pause anew.
  const settle = useEffectEvent(() => setFault(onSettled(draft)));
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(settle, pause);
    return () => clearTimeout(timer);
  }, [draft, value]);
  return (
    <Field
      {...rest}
      label={label}
      value={draft}
      autoComplete="off"
      {...(fault !== undefined && { fault })}
      onChange={({ target }) => {
        setDraft(target.value);
        setFault(undefined);
      }}
    />
  );
}
