import { useQueries, useQuery } from "@tanstack/react-query";
import { me } from "../../api/account.ts";
import type { Budget } from "../../api/budgets.ts";
import { keysOf } from "../../api/keys.ts";
import { projects } from "../../api/projects.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { formatMoney } from "../../ui/exact-amount.ts";
import { formatCost } from "../../ui/format.ts";

export interface BudgetWords {
  /** Whose calls it counts. */
  whose(budget: Budget): string;
  /** An amount in its unit, to the last digit. */
  amount(unit: Budget["unit"], value: number): string;
  /** The same, when it is a guess. */
  about(unit: Budget["unit"], value: number): string;
  /** Its amount and how often it begins anew. */
  howMuch(budget: Pick<Budget, "unit" | "amount" | "per">): string;
  /** All of that in one line. */
  name(budget: Budget): string;
}

/** How budgets are said in the reader's language, by the names of projects and keys. */
export function useBudgetWords(all: readonly Budget[]): BudgetWords {
  const texts = useTexts(budgetsTexts);
  const { language } = useLanguage();
  const { data: known = [] } = useQuery(projects);
  const homes = [
    ...new Set(all.flatMap(({ subject, project_id }) => (subject === "key" ? (project_id ?? []) : []))),
  ];
  const keys = useQueries({ queries: homes.map((home) => keysOf(home)) });
  const { data: person } = useQuery(me);
  // Those that keep house are in no project's list, and not for everybody to see.
  const seesAll = person?.can["admin_key.read"] === true && homes.length > 0;
  const { data: adminKeys = [] } = useQuery({ ...keysOf(null), enabled: seesAll });
  const names = new Map(
    [...known, ...adminKeys, ...keys.flatMap(({ data = [] }) => data)].map(({ id, name }) => [id, name]),
  );
  const nameOf = (id: string | null): string => names.get(id ?? "") ?? id ?? "";
  const amount: BudgetWords["amount"] = (unit, value) =>
    unit === "micros" ? formatMoney(value, language) : texts.tokensOf(value.toLocaleString(language));
  const about: BudgetWords["about"] = (unit, value) =>
    unit === "micros" ? formatCost(value, language) : amount(unit, value);
  const howMuch: BudgetWords["howMuch"] = ({ unit, amount: value, per }) => {
    const written = amount(unit, value);
    if (per === "total") return texts.inTotal(written);
    return per === "day" ? texts.aDay(written) : texts.aMonth(written);
  };
  const whose: BudgetWords["whose"] = ({ subject, subject_id }) => {
    if (subject === "installation") return texts.all;
    return subject === "project" ? texts.ofProject(nameOf(subject_id)) : texts.ofKey(nameOf(subject_id));
  };
  return { whose, amount, about, howMuch, name: (budget) => `${whose(budget)}, ${howMuch(budget)}` };
}
