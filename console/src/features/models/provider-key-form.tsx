import { type FormEvent, useState } from "react";
import { setProviderKey } from "../../api/providers.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { providersTexts } from "../../texts/providers.ts";
import { uiTexts } from "../../texts/ui.ts";
import { FormActions } from "../../ui/form-actions.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** Takes a provider's key. It is never shown, not even while it is typed. */
export function ProviderKeyForm({
  provider,
  onDone,
  onClose,
}: {
  readonly provider: string;
  onDone(): Promise<void>;
  onClose(): void;
}) {
  const texts = useTexts(providersTexts);
  const ui = useTexts(uiTexts);
  const [key, setKey] = useState("");
  const { busy, failure, run } = useDeed();

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await setProviderKey(provider, key.trim());
      await onDone();
    });
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      <SecretField
        label={texts.key}
        hint={texts.keyHint}
        required
        value={key}
        onChange={({ target }) => setKey(target.value)}
      />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy}>
        {ui.save}
      </FormActions>
    </form>
  );
}
