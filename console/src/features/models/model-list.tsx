import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Model } from "../../api/models.ts";
import type { Provider } from "../../api/providers.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { modelsTexts } from "../../texts/models.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { useState } from "react";
import { eachOnce, type ModelSearch, modelsThatFit } from "./model-filter.ts";
import { ModelTable } from "./model-table.tsx";

/** Rows that are drawn at first, and with each wish for more: some providers list thousands. */
const step = 100;

/** Every model that the reader may ask for. */
export function ModelList({
  models,
  providers,
}: {
  readonly models: readonly Model[];
  readonly providers: readonly Provider[];
}) {
  const texts = useTexts(modelsTexts);
  const ui = useTexts(uiTexts);
  const { language } = useLanguage();
  const search = useSearch({ from: "/inside/models" });
  const navigate = useNavigate({ from: "/models" });
  const [most, setMost] = useState(step);
  const all = eachOnce(models, providers);
  const fitting = modelsThatFit(all, search);
  const set = (change: { readonly [Name in keyof ModelSearch]?: string | undefined }): void => {
    const wanted = Object.entries({ ...search, ...change }).filter(
      ([, word]) => word !== undefined && word !== "",
    );
    void navigate({ search: Object.fromEntries(wanted), replace: true });
  };
  const count = (number: number): string => number.toLocaleString(language);
  return (
    <section className="grid gap-3" aria-labelledby="models">
      <h2 id="models" className="text-lg font-semibold">
        {texts.models}
      </h2>
      <search className="grid items-end gap-3 sm:grid-cols-[2fr_1fr_auto]">
        <Field
          label={texts.search}
          type="search"
          value={search.q ?? ""}
          onChange={({ target }) => set({ q: target.value })}
        />
        {providers.length > 0 && (
          <Select
            label={texts.provider}
            value={search.provider ?? ""}
            onChange={({ target }) => set({ provider: target.value })}
          >
            <option value="">{texts.anyProvider}</option>
            {providers.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
        <p aria-live="polite" className="min-h-9 content-center text-sm text-soft">
          {texts.count(count(fitting.length), count(all.length))}
        </p>
      </search>
      {fitting.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line p-6 text-center text-sm text-soft">
          {texts.noneFits}
        </p>
      ) : (
        <ModelTable models={fitting.slice(0, most)} />
      )}
      {fitting.length > most && (
        <div>
          <Button onClick={() => setMost(most + step)}>{ui.more}</Button>
        </div>
      )}
      <p className="text-xs text-soft">{texts.perMillion}</p>
    </section>
  );
}
