import type { ResponseRequest } from "../../api/responses.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SnippetView } from "../../ui/snippet-view.tsx";

/** The exact call in the reader's own language. */
export function SnippetDialog({
  request,
  onClose,
}: {
  readonly request: ResponseRequest | undefined;
  onClose(): void;
}) {
  const texts = useTexts(playgroundTexts);
  return (
    <Dialog title={texts.codeTitle} open={request !== undefined} onClose={onClose}>
      {request !== undefined && <SnippetView label={texts.code} request={request} />}
    </Dialog>
  );
}
