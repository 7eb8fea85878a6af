import { type FormEvent, type ReactNode, useState } from "react";
import type { Me } from "../../api/account.ts";
import { ApiError } from "../../api/api-error.ts";
import type { Proof } from "../../api/factors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsTexts } from "../../texts/settings.ts";
import { signInWaysTexts } from "../../texts/sign-in-ways.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";

interface Waiting {
  /** Does it with the proof; a failure is shown, and may be tried again. */
  again(proof: Proof): Promise<void>;
  giveUp(): void;
}

/**
 * Does things that need the reader to have shown just now who they are: where that is long ago, it asks them, and does
 * the thing then. `dialog` must be drawn.
 */
export function useProof(person: Me): {
  readonly dialog: ReactNode;
  prove<T>(deed: (proof: Proof) => Promise<T>): Promise<T>;
} {
  const [waiting, setWaiting] = useState<Waiting>();

  async function prove<T>(deed: (proof: Proof) => Promise<T>): Promise<T> {
    try {
      return await deed({});
    } catch (problem) {
      if (!(problem instanceof ApiError && problem.code === "sign_in_again")) throw problem;
      return ask(deed, problem);
    }
  }

  function ask<T>(deed: (proof: Proof) => Promise<T>, refusal: ApiError): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    setWaiting({
      again: async (proof) => resolve(await deed(proof)),
      // Nothing was done then, for the reason that it was asked about.
      giveUp: () => reject(refusal),
    });
    return promise.finally(() => setWaiting(undefined));
  }

  const dialog = waiting && <ProofDialog person={person} waiting={waiting} />;
  return { dialog, prove };
}

function ProofDialog({ person, waiting }: { readonly person: Me; readonly waiting: Waiting }) {
  const texts = useTexts(signInWaysTexts);
  return (
    <Dialog title={texts.proveTitle} open onClose={waiting.giveUp}>
      <ProofForm person={person} waiting={waiting} />
    </Dialog>
  );
}

function ProofForm({ person, waiting }: { readonly person: Me; readonly waiting: Waiting }) {
  const texts = useTexts(signInWaysTexts);
  const settings = useTexts(settingsTexts);
  const ui = useTexts(uiTexts);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { busy, failure, run } = useDeed();

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(() => waiting.again({ password, ...(code.trim() !== "" && { code: code.trim() }) }));
  }

  if (!person.factors.password) {
    return (
      <div className="grid gap-4">
        <p className="text-sm">{texts.proveOtherwise}</p>
        <div className="flex justify-end">
          <Button onClick={waiting.giveUp}>{ui.close}</Button>
        </div>
      </div>
    );
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <p className="text-sm">{texts.proveHint}</p>
      <Field
        label={settings.current}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      {person.factors.authenticator_app && (
        <Field
          label={settings.code}
          hint={settings.codeHint}
          autoComplete="one-time-code"
          dir="ltr"
          required
          maxLength={64}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={waiting.giveUp} busy={busy}>
        {texts.prove}
      </FormActions>
    </form>
  );
}
