import { useQuery } from "@tanstack/react-query";
import { me } from "../../api/account.ts";
import { isRole } from "../../api/roles.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsTexts } from "../../texts/settings.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Fact } from "../../ui/fact.tsx";
import { CodeApp } from "./code-app.tsx";
import { Part } from "./part.tsx";
import { Passkeys } from "./passkeys.tsx";
import { PasswordPart } from "./password.tsx";
import { Sessions } from "./sessions.tsx";

/** One's own account. */
export function SettingsScreen() {
  const texts = useTexts(settingsTexts);
  const ui = useTexts(uiTexts);
  const { data: person } = useQuery(me);
  if (person === undefined || person === null) return null;
  const { name, email, role } = person.account;
  return (
    <div className="mx-auto grid max-w-3xl gap-5">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      <Part title={texts.account}>
        <dl className="grid gap-3 sm:grid-cols-3">
          <Fact name={texts.name}>{name}</Fact>
          <Fact name={texts.email}>
            <span dir="ltr">{email}</span>
          </Fact>
          <Fact name={texts.roleIn}>{isRole(role) ? ui[role] : ui.noRole}</Fact>
        </dl>
      </Part>
      <PasswordPart person={person} />
      <CodeApp person={person} />
      <Passkeys person={person} />
      <Sessions />
    </div>
  );
}
