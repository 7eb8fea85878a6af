import { type FormEvent, useState } from "react";
import { createKey, type Key, type KeyHome, type MadeKey, updateKey } from "../../api/keys.ts";
import type { Role } from "../../api/roles.ts";
import { keyFormTexts } from "../../texts/key-form.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { BoundsFields } from "./bounds-fields.tsx";
import { type BoundsFault, changedWishes, formOf, newForm, readForm } from "./bounds-form.ts";

/** What is wrong is said when the reader is done, not while they type. */
const noFaults: ReadonlySet<BoundsFault> = new Set();

/** Makes a key. */
export function CreateKeyForm({
  home,
  most,
  onMade,
  onClose,
}: {
  readonly home: KeyHome;
  readonly most: Role;
  onMade(made: MadeKey): void;
  onClose(): void;
}) {
  const texts = useTexts(keyFormTexts);
  const [form, setForm] = useState(() => newForm(home === null ? "house" : "project", Date.now()));
  const [faults, setFaults] = useState<ReadonlySet<BoundsFault>>(noFaults);
  const { busy, failure, run } = useDeed();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { wishes, faults: found } = readForm(form, Date.now());
    setFaults(found);
    if (found.size === 0) void run(async () => onMade(await createKey(home, { ...wishes, role: form.role })));
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      <BoundsFields form={form} faults={faults} most={most} onChange={setForm} />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy}>
        {texts.create}
      </FormActions>
    </form>
  );
}

/** Changes what a key may do; for who may not change it, it only shows it. */
export function UpdateKeyForm({
  home,
  before,
  onDone,
  onClose,
}: {
  readonly home: KeyHome;
  readonly before: Key;
  onDone(): Promise<void>;
  onClose(): void;
}) {
  const texts = useTexts(uiTexts);
  const [form, setForm] = useState(() => formOf(before));
  const [faults, setFaults] = useState<ReadonlySet<BoundsFault>>(noFaults);
  const { busy, failure, run } = useDeed();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { wishes, faults: found } = readForm(form, Date.now(), before);
    setFaults(found);
    if (found.size > 0) return;
    void run(async () => {
      const changed = changedWishes(wishes, before);
      if (Object.keys(changed).length > 0) await updateKey(home, before.id, changed);
      await onDone();
    });
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      <fieldset disabled={!before.can.update} className="grid min-w-0 gap-4">
        <BoundsFields form={form} faults={faults} onChange={setForm} />
      </fieldset>
      {failure !== undefined && <Failure error={failure} />}
      {before.can.update ? (
        <FormActions onCancel={onClose} busy={busy}>
          {texts.save}
        </FormActions>
      ) : (
        <div className="flex justify-end">
          <Button onClick={onClose}>{texts.close}</Button>
        </div>
      )}
    </form>
  );
}
