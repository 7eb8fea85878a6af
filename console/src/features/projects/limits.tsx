import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type RateLimit, rateLimitsOf, setRateLimit } from "../../api/projects.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { amountNames, amountsForm, readAmounts } from "./amounts.ts";
import { SectionHead } from "./section-head.tsx";

/** What a project may do at a time. */
export function Limits({ project, active }: { readonly project: string; readonly active: boolean }) {
  const texts = useTexts(projectsTexts);
  const { data, error, isPending } = useQuery(rateLimitsOf(project));
  return (
    <section className="grid gap-3">
      <SectionHead title={texts.limits} intro={texts.limitsIntro} />
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting rows={1} />}
      {data?.map((limit) => (
        <LimitForm key={limit.id} project={project} limit={limit} editable={active && limit.can.update} />
      ))}
    </section>
  );
}

function LimitForm({
  project,
  limit,
  editable,
}: {
  readonly project: string;
  readonly limit: RateLimit;
  readonly editable: boolean;
}) {
  const texts = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const client = useQueryClient();
  const [form, setForm] = useState(() => amountsForm(limit));
  const [saved, setSaved] = useState(false);
  const { busy, failure, run } = useDeed();
  const { amounts, faults } = readAmounts(form);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const done = await run(async () => {
      await setRateLimit(project, limit.id, amounts);
      await client.invalidateQueries({ queryKey: rateLimitsOf(project).queryKey });
    });
    setSaved(done);
  }

  return (
    <form
      className="grid gap-4 rounded-lg border border-line bg-raised p-4"
      onSubmit={(event) => void submit(event)}
    >
      <fieldset disabled={!editable} className="grid min-w-0 gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {amountNames.map((name) => (
          <Field
            key={name}
            label={texts[name]}
            inputMode="numeric"
            placeholder={texts.unbounded}
            value={form[name]}
            autoComplete="off"
            {...(faults.has(name) && { fault: texts.amountFault })}
            onChange={({ target }) => {
              setSaved(false);
              setForm({ ...form, [name]: target.value });
            }}
          />
        ))}
      </fieldset>
      {failure !== undefined && <Failure error={failure} />}
      {editable && (
        <div className="flex items-center gap-3">
          <Button type="submit" busy={busy} disabled={faults.size > 0}>
            {ui.save}
          </Button>
          <span aria-live="polite" className="text-sm text-good">
            {saved && texts.saved}
          </span>
        </div>
      )}
    </form>
  );
}
