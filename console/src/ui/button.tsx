import type { ComponentProps } from "react";

const looks = {
  /** The one thing to do here. */
  primary: "bg-accent text-accent-ink hover:brightness-110",
  plain: "border border-edge bg-raised text-ink hover:bg-sunken",
  quiet: "text-ink hover:bg-sunken",
  danger: "border border-bad bg-raised text-bad hover:bg-bad-ground",
} as const;

export interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: keyof typeof looks;
  /** Something is under way: it cannot be pressed again, and says so to screen readers. */
  readonly busy?: boolean;
}

/** At least 36 px high: fingers need 24 (WCAG 2.2, 2.5.8), and like more. */
export function Button({
  look = "plain",
  busy = false,
  className = "",
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy}
      className={`inline-flex min-h-9 items-center justify-center gap-2 rounded-md px-3 text-sm font-medium whitespace-nowrap transition disabled:cursor-not-allowed disabled:opacity-60 ${looks[look]} ${className}`}
    >
      {children}
    </button>
  );
}
