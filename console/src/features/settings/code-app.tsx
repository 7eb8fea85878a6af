import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { me, type Me } from "../../api/account.ts";
import {
  beginCodeApp,
  confirmCodeApp,
  type NewCodeApp,
  removeCodeApp,
  renewRecoveryCodes,
} from "../../api/factors.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { settingsTexts } from "../../texts/settings.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Part } from "./part.tsx";
import { QrCode } from "./qr-code.tsx";
import { useProof } from "./use-proof.tsx";

/** Fewer recovery codes than this are worth a warning. */
const fewCodes = 4;

/** The authenticator app: set up, its recovery codes, taken away. */
export function CodeApp({ person }: { readonly person: Me }) {
  const texts = useTexts(settingsTexts);
  const { language } = useLanguage();
  const client = useQueryClient();
  const { dialog, prove } = useProof(person);
  const { busy, failure, run, forget } = useDeed();
  const [fresh, setFresh] = useState<NewCodeApp>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asked, setAsked] = useState<"remove" | "renew">();
  const { authenticator_app: on, recovery_codes_left: left, password } = person.factors;

  async function begin(): Promise<void> {
    setFresh(await prove(beginCodeApp));
  }
  async function tell(list: readonly string[]): Promise<void> {
    setFresh(undefined);
    setCodes(list);
    await client.invalidateQueries({ queryKey: me.queryKey });
  }
  async function remove(): Promise<void> {
    await prove(removeCodeApp);
    await client.invalidateQueries({ queryKey: me.queryKey });
  }

  return (
    <Part title={texts.app} intro={texts.appIntro}>
      {failure !== undefined && <Failure error={failure} />}
      {on ? (
        <>
          <div className="flex flex-wrap items-center gap-2 text-sm">
            <Badge tone="good">{texts.appOn}</Badge>
            <Badge tone={left < fewCodes ? "warn" : "plain"}>
              {texts.codesLeft(left.toLocaleString(language))}
            </Badge>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setAsked("renew")}>{texts.newCodes}</Button>
            <Button look="danger" onClick={() => setAsked("remove")}>
              {texts.removeApp}
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button
            busy={busy}
            disabled={!password}
            onClick={() => {
              forget();
              void run(begin);
            }}
          >
            {texts.setUp}
          </Button>
        </div>
      )}
      {fresh !== undefined && (
        <Dialog title={texts.setUp} open onClose={() => setFresh(undefined)}>
          <ConfirmForm app={fresh} onCodes={tell} onClose={() => setFresh(undefined)} />
        </Dialog>
      )}
      {asked === "renew" && (
        <ConfirmDialog
          title={texts.newCodes}
          action={texts.newCodes}
          deed={async () => tell(await prove(renewRecoveryCodes))}
          onClose={() => setAsked(undefined)}
        >
          <p>{texts.newCodesHint}</p>
        </ConfirmDialog>
      )}
      {asked === "remove" && (
        <ConfirmDialog
          title={texts.removeApp}
          action={texts.removeApp}
          deed={remove}
          onClose={() => setAsked(undefined)}
        >
          <p>{texts.removeAppHint}</p>
        </ConfirmDialog>
      )}
      {codes !== undefined && (
        <SecretDialog title={texts.codesTitle} secret={codes.join("\n")} onClose={() => setCodes(undefined)}>
          <p className="text-sm">{texts.codesHint}</p>
        </SecretDialog>
      )}
      {dialog}
    </Part>
  );
}

/** The secret, to be put into the app, until the app shows a code that is right. */
function ConfirmForm({
  app,
  onCodes,
  onClose,
}: {
  readonly app: NewCodeApp;
  onCodes(codes: readonly string[]): Promise<void>;
  onClose(): void;
}) {
  const texts = useTexts(settingsTexts);
  const [code, setCode] = useState("");
  const { busy, failure, run } = useDeed();

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(async () => onCodes(await confirmCodeApp(code.trim())));
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      <p className="text-sm">{texts.scan}</p>
      <QrCode text={app.uri} label={texts.qrCode} />
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken p-2">
        <code dir="ltr" className="min-w-0 flex-1 text-sm break-all select-all" data-secret>
          {app.secret}
        </code>
        <CopyButton text={app.secret} />
      </div>
      <Field
        label={texts.appCode}
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={64}
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy}>
        {texts.confirmApp}
      </FormActions>
    </form>
  );
}
