import { type ComponentProps, type ReactNode, useId } from "react";

/** A box to tick, with its label beside it. */
export function ChoiceBox({
  label,
  hint,
  ...input
}: Omit<ComponentProps<"input">, "type"> & { readonly label: ReactNode; readonly hint?: ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-h-6 items-start gap-2">
      <input
        {...input}
        id={id}
        type="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0 text-sm">
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
