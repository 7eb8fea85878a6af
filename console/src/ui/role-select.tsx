import type { ReactNode } from "react";
import { isRole, type Role, rolesUpTo } from "../api/roles.ts";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";
import { Select } from "./field.tsx";

/** Which role somebody has. Nobody gives more than their own: `most` is the highest that is offered. */
export function RoleSelect({
  label,
  hint,
  value,
  most,
  none = false,
  disabled = false,
  onChange,
}: {
  readonly label?: ReactNode;
  readonly hint?: ReactNode;
  readonly value: Role | null;
  readonly most: Role;
  /** Whether having none is a choice. */
  readonly none?: boolean;
  readonly disabled?: boolean;
  onChange(role: Role | null): void;
}) {
  const texts = useTexts(uiTexts);
  const offered = rolesUpTo(most);
  // Whoever is above stays what they are, to be seen.
  const shown = value === null || offered.includes(value) ? offered : [...offered, value];
  return (
    <Select
      label={label ?? texts.role}
      {...(hint !== undefined && { hint })}
      value={value ?? ""}
      disabled={disabled}
      onChange={({ target }) => onChange(isRole(target.value) ? target.value : null)}
    >
      {none && <option value="">{texts.noRole}</option>}
      {shown.map((role) => (
        <option key={role} value={role}>
          {texts[role]}
        </option>
      ))}
    </Select>
  );
}
