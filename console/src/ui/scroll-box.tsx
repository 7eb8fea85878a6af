import type { ReactNode } from "react";

/** Something wide that is moved sideways by itself, with fingers, wheel and keys, so that the page never is. */
export function ScrollBox({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // What scrolls must be reachable with keys (WCAG 2.1.1), and so be named.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} className="relative min-w-0 overflow-x-auto">
      {children}
    </section>
  );
}
