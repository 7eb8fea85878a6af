import { Link } from "@tanstack/react-router";
import type { Key } from "../../api/keys.ts";
import { chooseProject } from "../../api/project.ts";
import type { ServiceAccount } from "../../api/service-accounts.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { When } from "../../ui/when.tsx";

export type ServiceDeed = "edit" | "key" | "delete";

/** A program, its role and its keys, each with the way to where keys are kept. */
export function ServiceCard({
  account,
  project,
  active,
  keys,
  onDeed,
}: {
  readonly account: ServiceAccount;
  readonly project: string;
  readonly active: boolean;
  readonly keys: readonly Key[] | undefined;
  onDeed(deed: ServiceDeed): void;
}) {
  const texts = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const working = keys?.filter(({ status }) => status === "active");
  return (
    <article className="grid gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words">{account.name}</h3>
        <span className="text-sm text-soft">{ui[account.role]}</span>
      </div>
      <ul aria-label={texts.keys} className="grid gap-1 text-sm">
        {working?.map((key) => (
          <li key={key.id} className="flex flex-wrap gap-x-2">
            <Link
              to="/keys"
              search={{ key: key.id }}
              onClick={() => chooseProject(project)}
              className="min-w-0 break-words text-accent underline"
            >
              {key.name}
            </Link>
            <code dir="ltr" className="text-xs text-soft">
              {key.redacted_value}
            </code>
            {key.last_used_at !== null && (
              <span className="text-soft">
                <When at={key.last_used_at} />
              </span>
            )}
          </li>
        ))}
        {working?.length === 0 && <li className="text-soft">{texts.noKeys}</li>}
      </ul>
      {active && (
        <div className="flex flex-wrap gap-2">
          {account.can.create_keys && (
            <Button aria-label={`${texts.anotherKey}: ${account.name}`} onClick={() => onDeed("key")}>
              {texts.anotherKey}
            </Button>
          )}
          {account.can.update && (
            <Button aria-label={`${texts.edit}: ${account.name}`} onClick={() => onDeed("edit")}>
              {texts.edit}
            </Button>
          )}
          {account.can.delete && (
            <Button
              look="danger"
              aria-label={`${texts.remove}: ${account.name}`}
              onClick={() => onDeed("delete")}
            >
              {texts.remove}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}
