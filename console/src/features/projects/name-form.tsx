import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { FormActions } from "../../ui/form-actions.tsx";
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
      <FormActions onCancel={onClose} busy={busy} disabled={text.trim() === ""}>
        {action}
      </FormActions>
    </form>
  );
}
