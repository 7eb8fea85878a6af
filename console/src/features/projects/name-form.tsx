import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** Asks for a name, and whatever else there is to say, and does something with it. */
export function NameForm({
  name = "",
  action,
  children,
  deed,
  onClose,
}: {
  readonly name?: string;
  readonly action: string;
  readonly children?: ReactNode;
  /** Done when it comes back; a failure is shown. */
  deed(name: string): Promise<unknown>;
  onClose(): void;
}) {
  const texts = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const [text, setText] = useState(name);
  const { busy, failure, run } = useDeed();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await run(() => deed(text.trim()))) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <Field
        label={texts.name}
        value={text}
        required
        maxLength={100}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      {children}
      {failure !== undefined && <Failure error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{ui.cancel}</Button>
        <Button type="submit" look="primary" busy={busy} disabled={text.trim() === ""}>
          {action}
        </Button>
      </div>
    </form>
  );
}
