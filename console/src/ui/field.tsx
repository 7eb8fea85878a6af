import { type ComponentProps, type ReactNode, useId } from "react";

const control =
  "min-h-9 w-full rounded-md border border-edge bg-raised px-3 text-sm text-ink placeholder:text-soft aria-invalid:border-bad";

interface Labelled {
  readonly label: ReactNode;
  /** What it is for, below it. */
  readonly hint?: ReactNode;
  /** What is wrong with it, in words. */
  readonly fault?: ReactNode;
}

/** A line to type in, with its label, its hint and what is wrong with it, joined for screen readers. */
export function Field({ label, hint, fault, className = "", ...input }: Labelled & ComponentProps<"input">) {
  const { id, described } = useIds(hint, fault);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        {...input}
        id={id}
        aria-invalid={fault !== undefined}
        aria-describedby={described}
        className={`${control} ${className}`}
      />
    </Frame>
  );
}

export function TextArea({
  label,
  hint,
  fault,
  className = "",
  ...area
}: Labelled & ComponentProps<"textarea">) {
  const { id, described } = useIds(hint, fault);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <textarea
        {...area}
        id={id}
        aria-invalid={fault !== undefined}
        aria-describedby={described}
        className={`${control} py-2 ${className}`}
      />
    </Frame>
  );
}

/** The browser's own list to choose from: it works with keys, fingers and screen readers everywhere. */
export function Select({
  label,
  hint,
  fault,
  className = "",
  children,
  ...select
}: Labelled & ComponentProps<"select">) {
  const { id, described } = useIds(hint, fault);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <select
        {...select}
        id={id}
        aria-invalid={fault !== undefined}
        aria-describedby={described}
        className={`${control} ${className}`}
      >
        {children}
      </select>
    </Frame>
  );
}

function useIds(hint: ReactNode, fault: ReactNode) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`]
    .filter((part) => part !== false)
    .join(" ");
  return { id, described: described === "" ? undefined : described };
}

function Frame({ id, label, hint, fault, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} role="alert" className="text-xs text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}
