import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { EndpointHealth } from "../../api/health.ts";
import { type Provider, removeProviderKey } from "../../api/providers.ts";
import { addProviderTexts } from "../../texts/add-provider.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { providersTexts } from "../../texts/providers.ts";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { ProviderKeyForm } from "./provider-key-form.tsx";

/** As buttons are: these lead to screens of their own. */
const linkLook = "inline-flex min-h-9 items-center rounded-md border px-3 text-sm font-medium";

/** The providers of the settings, with their keys and how they are doing. */
export function Providers({
  query,
  endpoints,
  failure,
  maySet,
  mayChange,
}: {
  readonly query: UseQueryResult<readonly Provider[]>;
  readonly endpoints: readonly EndpointHealth[];
  /** Why it is not known how they are doing. */
  readonly failure: unknown;
  readonly maySet: boolean;
  /** Whether the reader may change the settings that say which there are. */
  readonly mayChange: boolean;
}) {
  const texts = useTexts(providersTexts);
  const add = useTexts(addProviderTexts);
  const file = useTexts(settingsFileTexts);
  const client = useQueryClient();
  const [open, setOpen] = useState<{ readonly deed: "set" | "remove"; readonly name: string }>();
  const [done, setDone] = useState<string>();

  async function finish(sentence: string): Promise<void> {
    setDone(sentence);
    setOpen(undefined);
    await Promise.all(
      ["providers", "health", "models"].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
  }

  return (
    <section className="grid gap-3" aria-labelledby="providers">
      <h2 id="providers" className="text-lg font-semibold">
        {texts.providers}
      </h2>
      <p className="max-w-prose text-sm text-soft">{texts.fromSettings}</p>
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          <Link to="/models/new" className={`${linkLook} border-accent bg-accent text-accent-ink`}>
            {add.title}
          </Link>
          <Link to="/models/settings" className={`${linkLook} border-edge bg-raised hover:bg-sunken`}>
            {file.edit}
          </Link>
        </div>
      )}
      <div aria-live="polite">{done !== undefined && <Notice tone="good">{done}</Notice>}</div>
      {query.error !== null && <Failure error={query.error} />}
      {failure !== null && <Failure error={failure} />}
      {query.isPending && <Waiting rows={2} />}
      <ul className="grid gap-3">
        {query.data?.map((provider) => (
          <li key={provider.name}>
            <ProviderCard
              of={provider}
              endpoints={endpoints.filter((endpoint) => endpoint.provider === provider.name)}
              maySet={maySet}
              onDeed={(deed) => {
                setDone(undefined);
                setOpen({ deed, name: provider.name });
              }}
            />
          </li>
        ))}
      </ul>
      <p className="text-xs text-soft">{texts.seen}</p>
      {open?.deed === "set" && (
        <Dialog title={texts.keyOf(open.name)} open onClose={() => setOpen(undefined)}>
          <ProviderKeyForm
            provider={open.name}
            onDone={() => finish(texts.keySaved(open.name))}
            onClose={() => setOpen(undefined)}
          />
        </Dialog>
      )}
      {open?.deed === "remove" && (
        <ConfirmDialog
          title={texts.removeKey}
          action={texts.removeKey}
          typed={open.name}
          deed={async () => {
            await removeProviderKey(open.name);
            await finish(texts.keyRemoved(open.name));
          }}
          onClose={() => setOpen(undefined)}
        >
          <p>{texts.removeKeyHint(open.name)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
