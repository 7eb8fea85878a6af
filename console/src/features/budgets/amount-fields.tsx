import type { BudgetUnit } from "../../api/budgets.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { ChoiceBox } from "../../ui/choice-box.tsx";
import { Field } from "../../ui/field.tsx";
import { amountOf } from "./budget-form-state.ts";
import type { BudgetWords } from "./use-budget-words.ts";

/** How much, and whether it counts. What is read of the amount is said back: nobody shall guess at a digit. */
export function AmountFields({
  unit,
  amount,
  shadow,
  words,
  onChange,
}: {
  readonly unit: BudgetUnit;
  readonly amount: string;
  readonly shadow: boolean;
  readonly words: BudgetWords;
  onChange(change: { readonly amount?: string; readonly shadow?: boolean }): void;
}) {
  const texts = useTexts(budgetsTexts);
  const read = amountOf({ unit, amount });
  const hint = unit === "micros" ? texts.moneyHint : texts.tokensHint;
  return (
    <>
      <Field
        label={texts.amount}
        inputMode={unit === "micros" ? "decimal" : "numeric"}
        dir="ltr"
        required
        autoComplete="off"
        value={amount}
        hint={read === undefined ? hint : `${texts.read(words.amount(unit, read))} ${hint}`}
        {...(read === undefined && amount.trim() !== "" && { fault: texts.amountFault })}
        onChange={({ target }) => onChange({ amount: target.value })}
      />
      <ChoiceBox
        label={texts.shadowChoice}
        hint={texts.shadowHint}
        checked={shadow}
        onChange={({ target }) => onChange({ shadow: target.checked })}
      />
    </>
  );
}
