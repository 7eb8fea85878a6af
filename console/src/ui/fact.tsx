import type { ReactNode } from "react";

/** A name and its value, for lists of facts (`<dl>`). */
export function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-soft">{name}</dt>
      <dd className="text-sm break-words">{children}</dd>
    </div>
  );
}
