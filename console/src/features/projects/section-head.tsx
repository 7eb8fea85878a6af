import type { ReactNode } from "react";

/** The head of a part of a screen, with what can be done there. */
export function SectionHead({
  title,
  intro,
  children,
}: {
  readonly title: string;
  readonly intro?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        {intro !== undefined && <p className="max-w-prose text-sm text-soft">{intro}</p>}
      </div>
      {children}
    </div>
  );
}
