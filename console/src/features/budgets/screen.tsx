import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { me } from "../../api/account.ts";
import { type Budget, budgets, deleteBudget } from "../../api/budgets.ts";
import { useProject } from "../../api/project.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { UsageTabs } from "../../ui/usage-tabs.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { BudgetCard } from "./budget-card.tsx";
import { BudgetForm, subjectsFor } from "./budget-form.tsx";
import { ChangeForm } from "./change-form.tsx";
import { standingOf } from "./standing.ts";
import { type BudgetWords, useBudgetWords } from "./use-budget-words.ts";

type Open = { readonly what: "new" } | { readonly what: "change" | "delete"; readonly budget: Budget };

/** How much calls may use up, how much is left, and how long that will do. */
export function BudgetsScreen() {
  const texts = useTexts(budgetsTexts);
  const { data: person } = useQuery(me);
  const { data = [], error, isPending, dataUpdatedAt } = useQuery(budgets);
  const { budget: shown } = useSearch({ from: "/inside/usage/budgets" });
  const project = useProject();
  const words = useBudgetWords(data);
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: budgets.queryKey });
  const now = Math.floor(dataUpdatedAt / 1_000);
  const mayAdd = person !== undefined && person !== null && subjectsFor(person).length > 0;
  return (
    <div className="mx-auto grid max-w-5xl gap-6">
      <div className="grid gap-2">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-2xl font-semibold">{texts.title}</h1>
          {mayAdd && (
            <Button look="primary" onClick={() => setOpen({ what: "new" })}>
              {texts.add}
            </Button>
          )}
        </div>
        <UsageTabs here="/usage/budgets" />
        <p className="max-w-prose text-sm text-soft">{texts.intro}</p>
      </div>
      {error !== null && <Failure error={error} />}
      <Warnings all={data} words={words} />
      {isPending && <Waiting />}
      {!isPending && error === null && data.length === 0 && <Empty>{texts.empty}</Empty>}
      {data.map((budget) => (
        <BudgetCard
          key={budget.id}
          budget={budget}
          words={words}
          now={now}
          open={budget.id === shown}
          onChange={() => setOpen({ what: "change", budget })}
          onDelete={() => setOpen({ what: "delete", budget })}
        />
      ))}
      {open?.what === "new" && person !== undefined && person !== null && (
        <Dialog title={texts.add} open onClose={close}>
          <BudgetForm
            person={person}
            project={project?.id ?? ""}
            all={data}
            words={words}
            onDone={refresh}
            onClose={close}
          />
        </Dialog>
      )}
      {open?.what === "change" && (
        <Dialog title={texts.changeTitle(words.whose(open.budget))} open onClose={close}>
          <ChangeForm budget={open.budget} words={words} onDone={refresh} onClose={close} />
        </Dialog>
      )}
      {open?.what === "delete" && (
        <ConfirmDialog
          title={texts.deleteTitle(words.name(open.budget))}
          action={texts.delete}
          deed={async () => {
            await deleteBudget(open.budget.id);
            await refresh();
          }}
          onClose={close}
        >
          <p>{texts.deleteHint}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

/** What needs somebody's attention, before everything else. */
function Warnings({ all, words }: { readonly all: readonly Budget[]; readonly words: BudgetWords }) {
  const texts = useTexts(budgetsTexts);
  const named = (standing: "nearly" | "over"): string =>
    all
      .filter((budget) => standingOf(budget) === standing)
      .map((budget) => words.name(budget))
      .join("; ");
  const [over, nearly] = [named("over"), named("nearly")];
  return (
    <>
      {over !== "" && <Notice tone="bad">{texts.overNotice(over)}</Notice>}
      {nearly !== "" && <Notice>{texts.nearlyNotice(nearly)}</Notice>}
    </>
  );
}
