import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Me, waysIn } from "../../api/account.ts";
import { changePassword } from "../../api/factors.ts";
import { sessions } from "../../api/sessions.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsTexts } from "../../texts/settings.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Part } from "./part.tsx";

/** Sets another password. */
export function PasswordPart({ person }: { readonly person: Me }) {
  const texts = useTexts(settingsTexts);
  if (!person.factors.password) {
    return (
      <Part title={texts.password}>
        <p className="text-sm">{texts.noPassword}</p>
      </Part>
    );
  }
  return (
    <Part title={texts.password} intro={texts.passwordIntro}>
      <PasswordForm withCode={person.factors.authenticator_app} email={person.account.email} />
    </Part>
  );
}

function PasswordForm({ withCode, email }: { readonly withCode: boolean; readonly email: string }) {
  const texts = useTexts(settingsTexts);
  const { data: ways } = useQuery(waysIn);
  const client = useQueryClient();
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useDeed();
  const least = ways?.password.least ?? 8;

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const text = (name: string): string => String(fields.get(name) ?? "");
    const code = text("code").trim();
    setDone(false);
    const wishes = { current_password: text("current"), new_password: text("next") };
    if (!(await run(() => changePassword({ ...wishes, ...(code !== "" && { code }) })))) return;
    form.reset();
    setDone(true);
    await client.invalidateQueries({ queryKey: sessions.queryKey });
  }

  return (
    <form className="grid max-w-sm gap-4" onSubmit={(event) => void submit(event)}>
      {/* Password managers learn from it whose password this is. */}
      <input type="text" hidden readOnly name="username" autoComplete="username" value={email} />
      <Field label={texts.current} name="current" type="password" autoComplete="current-password" required />
      <Field
        label={texts.next}
        hint={texts.nextHint(least)}
        name="next"
        type="password"
        autoComplete="new-password"
        minLength={least}
        required
      />
      {withCode && (
        <Field
          label={texts.code}
          hint={texts.codeHint}
          name="code"
          dir="ltr"
          autoComplete="one-time-code"
          maxLength={64}
          required
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      {done && <Notice tone="good">{texts.passwordSet}</Notice>}
      <div>
        <Button type="submit" busy={busy}>
          {texts.setPassword}
        </Button>
      </div>
    </form>
  );
}
