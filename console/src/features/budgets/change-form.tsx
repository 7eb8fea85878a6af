import { type FormEvent, useState } from "react";
import { type Budget, changeBudget } from "../../api/budgets.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { uiTexts } from "../../texts/ui.ts";
import { FormActions } from "../../ui/form-actions.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { AmountFields } from "./amount-fields.tsx";
import { amountOf, amountText } from "./budget-form-state.ts";
import type { BudgetWords } from "./use-budget-words.ts";

/** Another amount for a budget: what it has spent stays. */
export function ChangeForm({
  budget,
  words,
  onDone,
  onClose,
}: {
  readonly budget: Budget;
  readonly words: BudgetWords;
  onDone(): Promise<void>;
  onClose(): void;
}) {
  const ui = useTexts(uiTexts);
  const [form, setForm] = useState({ amount: amountText(budget), shadow: budget.shadow });
  const { busy, failure, run } = useDeed();
  const amount = amountOf({ unit: budget.unit, amount: form.amount });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (amount === undefined) return;
    const done = await run(async () => {
      await changeBudget(budget.id, { amount, shadow: form.shadow });
      await onDone();
    });
    if (done) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <AmountFields
        unit={budget.unit}
        {...form}
        words={words}
        onChange={(change) => setForm({ ...form, ...change })}
      />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy} disabled={amount === undefined}>
        {ui.save}
      </FormActions>
    </form>
  );
}
