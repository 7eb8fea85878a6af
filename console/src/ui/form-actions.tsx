import type { ReactNode } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";
import { Button } from "./button.tsx";

/** The end of a form in a dialog: leave it, or do it. */
export function FormActions({
  onCancel,
  busy,
  disabled = false,
  children,
}: {
  onCancel(): void;
  readonly busy: boolean;
  /** Something is still missing. */
  readonly disabled?: boolean;
  /** What it does, in a word. */
  readonly children: ReactNode;
}) {
  const texts = useTexts(uiTexts);
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onCancel}>{texts.cancel}</Button>
      <Button type="submit" look="primary" busy={busy} disabled={disabled}>
        {children}
      </Button>
    </div>
  );
}
