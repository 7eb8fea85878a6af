import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { pullableModels, type PullStep } from "../../api/local-models.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { formatBytes } from "../../ui/format-bytes.ts";
import { formatDuration } from "../../ui/format.ts";
import { Failure, Notice } from "../../ui/notice.tsx";
import { type Pull, usePull } from "../../ui/use-pull.ts";

/** An open model, fetched to the server. */
export function LocalDoor({ mayPull }: { readonly mayPull: boolean }) {
  const texts = useTexts(doorsTexts);
  const { language } = useLanguage();
  const client = useQueryClient();
  const { data: list = [], error } = useQuery({ ...pullableModels, enabled: mayPull });
  const [chosen, setChosen] = useState("qwen3-0.6b");
  const [name, setName] = useState("");
  const { state, warnings, pull, stop } = usePull();
  if (!mayPull) return <Notice>{texts.notAllowed}</Notice>;
  const busy = state.type === "running";

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy) return;
    void pull(chosen === "" ? name.trim() : chosen).then(() =>
      client.invalidateQueries({ queryKey: ["models"] }),
    );
  }

  return (
    <form className="grid gap-3" onSubmit={submit}>
      {error !== null && <Failure error={error} />}
      <Select
        label={texts.which}
        value={chosen}
        disabled={busy}
        onChange={({ target }) => setChosen(target.value)}
      >
        {list.map(({ id, bytes, memory_bytes: memory }) => (
          <option key={id} value={id}>
            {texts.choice(id, formatBytes(bytes, language), formatBytes(memory, language))}
          </option>
        ))}
        <option value="">{texts.other}</option>
      </Select>
      {chosen === "" && (
        <Field
          label={texts.name}
          hint={texts.nameHint}
          required
          maxLength={2_000}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          value={name}
          disabled={busy}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {texts.pull}
        </Button>
        {busy && <Button onClick={stop}>{texts.stop}</Button>}
      </div>
      <Outcome state={state} warnings={warnings} />
    </form>
  );
}

function Outcome({ state, warnings }: Pick<Pull, "state" | "warnings">) {
  const texts = useTexts(doorsTexts);
  switch (state.type) {
    case "idle":
      return null;
    case "running":
      return (
        <>
          {warnings.map((warning) => (
            <Notice key={warning}>{warning}</Notice>
          ))}
          <Progress step={state.step} />
        </>
      );
    case "done":
      return (
        <Notice tone="good">
          {texts.pulled(state.model)}{" "}
          <Link to="/playground" className="underline">
            {texts.toPlayground}
          </Link>
        </Notice>
      );
    case "stopped":
      return <Notice>{texts.stopped}</Notice>;
    case "failed":
      return <Failure error={state.error} />;
  }
}

/** How far it is, how fast, and for how long still. */
function Progress({ step }: { readonly step: PullStep | undefined }) {
  const texts = useTexts(doorsTexts);
  const { language } = useLanguage();
  const { status, completed, total, bytes_per_second: rate, remaining_seconds: left } = step ?? {};
  const bytes = (count: number): string => formatBytes(count, language);
  const words = [
    status === "verifying" ? texts.verifying : undefined,
    completed !== undefined && total !== undefined
      ? texts.progress(bytes(completed), bytes(total))
      : undefined,
    rate === undefined ? undefined : texts.rate(bytes(rate)),
    left === undefined ? undefined : texts.left(formatDuration(1_000 * left, language)),
  ].filter((word) => word !== undefined);
  return (
    <div className="grid gap-1">
      <progress
        aria-label={texts.pull}
        className="h-2 w-full accent-accent"
        {...(completed !== undefined && total !== undefined && { value: completed, max: total })}
      />
      <p className="min-h-5 text-sm text-soft tabular-nums">{words.join(" · ")}</p>
    </div>
  );
}
