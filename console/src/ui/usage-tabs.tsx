import { Link } from "@tanstack/react-router";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";

/** Between what was used and how much may be. */
export function UsageTabs({ here }: { readonly here: "/usage" | "/usage/budgets" }) {
  const texts = useTexts(uiTexts);
  const parts = [
    ["/usage", texts.overTime],
    ["/usage/budgets", texts.budgets],
  ] as const;
  return (
    <nav aria-label={texts.usageParts} className="flex flex-wrap gap-1">
      {parts.map(([to, name]) => (
        <Link
          key={to}
          to={to}
          {...(to === here && { "aria-current": "page" })}
          className={`inline-flex min-h-9 items-center rounded-md px-3 text-sm ${to === here ? "bg-accent-ground font-medium" : "text-soft hover:bg-sunken"}`}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
