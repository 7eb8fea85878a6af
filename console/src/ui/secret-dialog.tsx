import type { ReactNode } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { Notice } from "./notice.tsx";

/** Something secret that is shown this once: it goes away only when the reader says that it is kept. */
export function SecretDialog({
  title,
  secret,
  children,
  onClose,
}: {
  readonly title: ReactNode;
  readonly secret: string;
  /** What it is for. */
  readonly children?: ReactNode;
  onClose(): void;
}) {
  const texts = useTexts(uiTexts);
  return (
    <Dialog title={title} open keep onClose={onClose}>
      <Notice>{texts.onlyOnce}</Notice>
      <div className="flex items-start gap-2 rounded-md border border-line bg-sunken p-3">
        <code
          dir="ltr"
          className="min-w-0 flex-1 font-mono text-sm break-all whitespace-pre-wrap select-all"
          data-secret
        >
          {secret}
        </code>
        <CopyButton text={secret} />
      </div>
      {children}
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          {texts.kept}
        </Button>
      </div>
    </Dialog>
  );
}
