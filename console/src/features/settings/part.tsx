import type { ReactNode } from "react";

/** One part of the screen, with its heading. */
export function Part({
  title,
  intro,
  children,
}: {
  readonly title: string;
  readonly intro?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="grid gap-4 rounded-lg border border-line bg-raised p-4">
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        {intro !== undefined && <p className="max-w-prose text-sm text-soft">{intro}</p>}
      </div>
      {children}
    </section>
  );
}
