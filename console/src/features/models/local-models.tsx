import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { removeModel } from "../../api/local-models.ts";
import type { Model } from "../../api/models.ts";
import type { Provider } from "../../api/providers.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { modelsTexts } from "../../texts/models.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { keptModels } from "./model-filter.ts";
import { PullForm } from "./pull-form.tsx";

/** The models that run on this server: those that are there, and the way to others. */
export function LocalModels({
  models,
  providers,
  mayPull,
  mayRemove,
}: {
  readonly models: readonly Model[];
  readonly providers: readonly Provider[];
  readonly mayPull: boolean;
  readonly mayRemove: boolean;
}) {
  const texts = useTexts(modelsTexts);
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<string>();
  const [done, setDone] = useState<string>();
  const kept = keptModels(models, providers);
  const changed = async (sentence: string): Promise<void> => {
    setDone(sentence);
    await client.invalidateQueries({ queryKey: ["models"] });
  };
  return (
    <section className="grid gap-3" aria-labelledby="local">
      <h2 id="local" className="text-lg font-semibold">
        {texts.local}
      </h2>
      <div aria-live="polite">{done !== undefined && <Notice tone="good">{done}</Notice>}</div>
      {kept.length === 0 ? (
        <p className="text-sm text-soft">{texts.noLocal}</p>
      ) : (
        <ul className="grid gap-2">
          {kept.map(({ id }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line bg-raised px-4 py-2"
            >
              <code dir="ltr" className="min-w-0 text-sm break-all">
                {id}
              </code>
              {mayRemove && (
                <Button look="danger" aria-label={`${texts.remove}: ${id}`} onClick={() => setLeaving(id)}>
                  {texts.remove}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayPull && <PullForm onPulled={(model) => changed(texts.pulled(model))} />}
      {leaving !== undefined && (
        <ConfirmDialog
          title={texts.removeTitle(leaving)}
          action={texts.remove}
          typed={leaving}
          deed={async () => {
            await removeModel(leaving);
            await changed(texts.removed(leaving));
          }}
          onClose={() => setLeaving(undefined)}
        >
          <p>{texts.removeHint}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
