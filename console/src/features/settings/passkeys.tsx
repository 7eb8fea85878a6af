import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { me, type Me } from "../../api/account.ts";
import { addPasskey, type Passkey, passkeys, removePasskey } from "../../api/factors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { signInWaysTexts } from "../../texts/sign-in-ways.ts";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { Part } from "./part.tsx";
import { useProof } from "./use-proof.tsx";

/** Browsers have them in secure places alone. */
const hasPasskeys = "PublicKeyCredential" in globalThis;

/** The reader's passkeys. */
export function Passkeys({ person }: { readonly person: Me }) {
  const texts = useTexts(signInWaysTexts);
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(passkeys);
  const { dialog, prove } = useProof(person);
  const [adding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<Passkey>();

  async function refresh(): Promise<void> {
    await client.invalidateQueries({ queryKey: passkeys.queryKey });
    await client.invalidateQueries({ queryKey: me.queryKey });
  }
  async function add(name: string): Promise<void> {
    await prove((proof) => addPasskey(name, proof));
    await refresh();
  }
  async function remove({ id }: Passkey): Promise<void> {
    await prove((proof) => removePasskey(id, proof));
    await refresh();
  }

  return (
    <Part title={texts.passkeys} intro={texts.passkeysIntro}>
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting rows={1} />}
      {data?.length === 0 && <p className="text-sm text-soft">{texts.noPasskeys}</p>}
      <ul className="grid gap-2">
        {data?.map((passkey) => (
          <li
            key={passkey.id}
            className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-2"
          >
            <div className="grid min-w-0">
              <span className="font-medium break-words">{passkey.name}</span>
              <span className="text-sm text-soft">
                {texts.made} <When at={passkey.created_at} />
                {" · "}
                {passkey.last_used_at === null ? (
                  texts.neverUsed
                ) : (
                  <>
                    {texts.lastUsed} <When at={passkey.last_used_at} />
                  </>
                )}
              </span>
            </div>
            <Button
              look="danger"
              aria-label={`${texts.remove}: ${passkey.name}`}
              onClick={() => setRemoved(passkey)}
            >
              {texts.remove}
            </Button>
          </li>
        ))}
      </ul>
      {hasPasskeys ? (
        <div>
          <Button onClick={() => setAdding(true)}>{texts.addPasskey}</Button>
        </div>
      ) : (
        <p className="text-sm text-soft">{texts.noBrowser}</p>
      )}
      {adding && (
        <Dialog title={texts.addPasskey} open onClose={() => setAdding(false)}>
          <AddForm deed={add} onClose={() => setAdding(false)} />
        </Dialog>
      )}
      {removed !== undefined && (
        <ConfirmDialog
          title={texts.removePasskeyTitle(removed.name)}
          action={texts.remove}
          deed={() => remove(removed)}
          onClose={() => setRemoved(undefined)}
        >
          <p>{texts.removePasskeyHint}</p>
        </ConfirmDialog>
      )}
      {dialog}
    </Part>
  );
}

function AddForm({ deed, onClose }: { deed(name: string): Promise<void>; onClose(): void }) {
  const texts = useTexts(signInWaysTexts);
  const [name, setName] = useState("");
  const { busy, failure, run } = useDeed();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await run(() => deed(name.trim()))) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <Field
        label={texts.passkeyName}
        hint={texts.passkeyNameHint}
        value={name}
        required
        maxLength={100}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy} disabled={name.trim() === ""}>
        {texts.addPasskey}
      </FormActions>
    </form>
  );
}
