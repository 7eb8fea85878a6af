import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { Failure } from "./notice.tsx";
import { useDeed } from "./use-deed.ts";

interface Question {
  readonly title: ReactNode;
  /** What will happen, and to whom. */
  readonly children: ReactNode;
  /** The word on the button that does it. */
  readonly action: ReactNode;
  /** For the worst: what must be typed before it can be done. */
  readonly typed?: string;
  deed(): Promise<unknown>;
  onClose(): void;
}

/** Asks once before something that cannot be undone. It is there as long as it is drawn. */
export function ConfirmDialog(question: Question) {
  return (
    <Dialog title={question.title} open onClose={question.onClose}>
      <ConfirmForm {...question} />
    </Dialog>
  );
}

function ConfirmForm({ children, action, typed, deed, onClose }: Question) {
  const texts = useTexts(uiTexts);
  const { busy, failure, run } = useDeed();
  const [words, setWords] = useState("");

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await run(deed)) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <div className="grid gap-2 text-sm">{children}</div>
      {typed !== undefined && (
        <Field
          label={texts.typeToConfirm(typed)}
          value={words}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setWords(target.value)}
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button
          type="submit"
          look="danger"
          busy={busy}
          disabled={typed !== undefined && words.trim() !== typed.trim()}
        >
          {action}
        </Button>
      </div>
    </form>
  );
}
