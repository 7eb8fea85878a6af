import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { onSessionEnd } from "../api/session-end.ts";
import { useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Says so once when the session has ended: what was written stays until the reader leaves, and the way back is kept. */
export function SessionEnded() {
  const texts = useTexts(shellTexts);
  const client = useQueryClient();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  useEffect(() => onSessionEnd(() => setOpen(true)), []);

  async function leave(): Promise<void> {
    const { href } = router.latestLocation;
    setOpen(false);
    // Nothing of what was shown stays behind for whoever comes next.
    client.clear();
    await router.navigate({ to: "/sign-in", search: { to: href } });
  }

  return (
    <Dialog title={texts.endedTitle} open={open} onClose={() => setOpen(false)}>
      <p className="text-sm">{texts.endedHint}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => setOpen(false)}>{texts.stay}</Button>
        <Button look="primary" onClick={() => void leave()}>
          {texts.signIn}
        </Button>
      </div>
    </Dialog>
  );
}
