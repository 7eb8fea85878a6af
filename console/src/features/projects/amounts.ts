import type { RateAmounts } from "../../api/projects.ts";

export const amountNames = [
  "max_requests_per_1_minute",
  "max_tokens_per_1_minute",
  "max_concurrent_calls",
  "max_concurrent_streams",
] as const satisfies readonly (keyof RateAmounts)[];

export type AmountName = (typeof amountNames)[number];
export type AmountsForm = Readonly<Record<AmountName, string>>;

const most = 100_000_000;

export function amountsForm(amounts: RateAmounts): AmountsForm {
  return {
    max_requests_per_1_minute: String(amounts.max_requests_per_1_minute ?? ""),
    max_tokens_per_1_minute: String(amounts.max_tokens_per_1_minute ?? ""),
    max_concurrent_calls: String(amounts.max_concurrent_calls ?? ""),
    max_concurrent_streams: String(amounts.max_concurrent_streams ?? ""),
  };
}

/** What is filled in; what is empty bounds nothing. */
export function readAmounts(form: AmountsForm): {
  readonly amounts: RateAmounts;
  readonly faults: ReadonlySet<AmountName>;
} {
  const faults = new Set<AmountName>();
  const read = (name: AmountName): number | null => {
    const text = form[name].trim();
    if (text === "") return null;
    const amount = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (amount < 1 || amount > most) faults.add(name);
    return amount;
  };
  const amounts = {
    max_requests_per_1_minute: read("max_requests_per_1_minute"),
    max_tokens_per_1_minute: read("max_tokens_per_1_minute"),
    max_concurrent_calls: read("max_concurrent_calls"),
    max_concurrent_streams: read("max_concurrent_streams"),
  };
  return { amounts, faults };
}
