import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Me } from "../../api/account.ts";
import { type Budget, budgetPeriods, type BudgetSubject, budgetUnits, setBudget } from "../../api/budgets.ts";
import { keysOf } from "../../api/keys.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Select } from "../../ui/field.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { AmountFields } from "./amount-fields.tsx";
import { type BudgetFormState, sameBudget, wishOf } from "./budget-form-state.ts";
import type { BudgetWords } from "./use-budget-words.ts";

/** Whose calls the reader may bound. */
export function subjectsFor(person: Me): readonly BudgetSubject[] {
  const whole = person.can["budget.set"] === true;
  const keys = person.projects.some(({ can }) => can["key_budget.set"] === true);
  return [...(whole ? (["project", "installation"] as const) : []), ...(keys ? (["key"] as const) : [])];
}

/** A new budget. */
export function BudgetForm({
  person,
  project,
  all,
  words,
  onDone,
  onClose,
}: {
  readonly person: Me;
  /** The project that the reader is in. */
  readonly project: string;
  readonly all: readonly Budget[];
  readonly words: BudgetWords;
  onDone(): Promise<void>;
  onClose(): void;
}) {
  const texts = useTexts(budgetsTexts);
  const subjects = subjectsFor(person);
  const [form, setForm] = useState<BudgetFormState>({
    subject: subjects[0] ?? "key",
    project,
    key: "",
    per: "month",
    unit: "micros",
    amount: "",
    shadow: false,
  });
  const { busy, failure, run } = useDeed();
  const set = (change: Partial<BudgetFormState>): void => setForm({ ...form, ...change });
  const wish = wishOf(form);
  const before = wish === undefined ? undefined : sameBudget(all, wish);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (wish === undefined) return;
    const done = await run(async () => {
      await setBudget(wish);
      await onDone();
    });
    if (done) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <WhoseFields form={form} set={set} person={person} subjects={subjects} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={texts.per}
          value={form.per}
          onChange={({ target }) => set({ per: target.value as "day" })}
        >
          {budgetPeriods.map((per) => (
            <option key={per} value={per}>
              {{ day: texts.everyDay, month: texts.everyMonth, total: texts.never }[per]}
            </option>
          ))}
        </Select>
        <Select
          label={texts.unit}
          value={form.unit}
          onChange={({ target }) => set({ unit: target.value as "micros" })}
        >
          {budgetUnits.map((unit) => (
            <option key={unit} value={unit}>
              {unit === "micros" ? texts.money : texts.tokens}
            </option>
          ))}
        </Select>
      </div>
      <AmountFields unit={form.unit} amount={form.amount} shadow={form.shadow} words={words} onChange={set} />
      {before !== undefined && <Notice>{texts.already(words.howMuch(before))}</Notice>}
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy} disabled={wish === undefined}>
        {texts.make}
      </FormActions>
    </form>
  );
}

/** Whose calls are counted: everything that the reader may choose from. */
function WhoseFields({
  form,
  set,
  person,
  subjects,
}: {
  readonly form: BudgetFormState;
  set(change: Partial<BudgetFormState>): void;
  readonly person: Me;
  readonly subjects: readonly BudgetSubject[];
}) {
  const texts = useTexts(budgetsTexts);
  const names = { installation: texts.wholeInstallation, project: texts.aProject, key: texts.aKey } as const;
  const homes = person.projects.filter(({ can }) => form.subject !== "key" || can["key_budget.set"] === true);
  const keys = useQuery({ ...keysOf(form.project), enabled: form.subject === "key" });
  const usable = (keys.data ?? []).filter(({ status }) => status === "active");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={texts.whose}
        value={form.subject}
        onChange={({ target }) => set({ subject: target.value as BudgetSubject })}
      >
        {subjects.map((subject) => (
          <option key={subject} value={subject}>
            {names[subject]}
          </option>
        ))}
      </Select>
      {form.subject !== "installation" && (
        <Select
          label={texts.project}
          value={form.project}
          onChange={({ target }) => set({ project: target.value, key: "" })}
        >
          {homes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {form.subject === "key" && (
        <Select label={texts.key} value={form.key} onChange={({ target }) => set({ key: target.value })}>
          <option value="">{texts.choose}</option>
          {usable.map(({ id, name, redacted_value }) => (
            <option key={id} value={id}>
              {name} ({redacted_value})
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
