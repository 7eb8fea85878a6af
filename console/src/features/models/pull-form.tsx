import { type FormEvent, useId, useState } from "react";
import type { PullStep } from "../../api/local-models.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { modelsTexts } from "../../texts/models.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { formatBytes } from "../../ui/format-bytes.ts";
import { usePull } from "../../ui/use-pull.ts";

/** Fetches a model onto the server, and shows how far it is. Who leaves the page stops it: it goes on when asked again. */
export function PullForm({ onPulled }: { onPulled(model: string): Promise<void> }) {
  const texts = useTexts(modelsTexts);
  const [name, setName] = useState("");
  const { state, warnings, pull, stop } = usePull();
  const busy = state.type === "running";

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy) return;
    void pull(name.trim(), async (model) => {
      await onPulled(model);
      setName("");
    });
  }

  return (
    <form className="grid gap-3" onSubmit={submit}>
      <Field
        label={texts.pullName}
        hint={texts.pullHint}
        value={name}
        required
        maxLength={2_000}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        disabled={busy}
        onChange={({ target }) => setName(target.value)}
      />
      {warnings.map((warning) => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      {state.type === "running" && <Progress of={state.step} name={name} />}
      {state.type === "stopped" && <Notice>{texts.stopped}</Notice>}
      {state.type === "failed" && <Failure error={state.error} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {texts.pull}
        </Button>
        {busy && <Button onClick={stop}>{texts.stop}</Button>}
      </div>
    </form>
  );
}

function Progress({ of: step, name }: { readonly of: PullStep | undefined; readonly name: string }) {
  const texts = useTexts(modelsTexts);
  const { language } = useLanguage();
  const id = useId();
  const { completed, total, model = name } = step ?? {};
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm">
        {texts.pulling(model)}
      </label>
      <progress
        id={id}
        className="h-2 w-full accent-accent"
        {...(completed !== undefined && total !== undefined && { value: completed, max: total })}
      />
      <p className="min-h-4 text-xs text-soft tabular-nums">
        {[completed, total]
          .flatMap((bytes) => (bytes === undefined ? [] : formatBytes(bytes, language)))
          .join(" / ")}
      </p>
    </div>
  );
}
