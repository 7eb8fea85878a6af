import { scopes } from "../../api/keys.ts";
import type { Role } from "../../api/roles.ts";
import { keyFormTexts } from "../../texts/key-form.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { ChoiceBox } from "../../ui/choice-box.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { RoleSelect } from "../../ui/role-select.tsx";
import type { BoundsFault, BoundsForm } from "./bounds-form.ts";

/** What a key may do, to be filled in. */
export function BoundsFields({
  form,
  faults,
  most,
  onChange,
}: {
  readonly form: BoundsForm;
  readonly faults: ReadonlySet<BoundsFault>;
  /** The highest role that can be given; absent where the role is not to be changed. */
  readonly most?: Role;
  onChange(form: BoundsForm): void;
}) {
  const texts = useTexts(keyFormTexts);
  const bind = (name: "name" | "models" | "expires" | "addresses" | "origins" | "labels") => ({
    label: texts[name],
    hint: texts[`${name}Hint`],
    value: form[name],
    onChange: ({ target }: { target: { value: string } }) => onChange({ ...form, [name]: target.value }),
  });
  const lines = { rows: 2, dir: "ltr", spellCheck: false, className: "font-mono" } as const;
  return (
    <>
      <Field required maxLength={100} autoComplete="off" {...bind("name")} />
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium">{texts.scopes}</legend>
        <ChoiceBox
          label={texts.everything}
          checked={form.everything}
          onChange={({ target }) => onChange({ ...form, everything: target.checked })}
        />
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {scopes.map((scope) => (
            <ChoiceBox
              key={scope}
              label={<code>{scope}</code>}
              checked={form.everything || form.scopes.includes(scope)}
              disabled={form.everything}
              onChange={({ target }) =>
                onChange({
                  ...form,
                  scopes: scopes.filter((one) =>
                    one === scope ? target.checked : form.scopes.includes(one),
                  ),
                })
              }
            />
          ))}
        </div>
        {faults.has("scopes") && (
          <p role="alert" className="text-xs text-bad">
            {texts.scopesFault}
          </p>
        )}
      </fieldset>
      <TextArea {...lines} {...bind("models")} />
      <Field type="date" {...bind("expires")} {...(faults.has("expires") && { fault: texts.expiresFault })} />
      {most !== undefined && asksRole(form) && (
        <RoleSelect
          value={form.role}
          most={most}
          hint={texts.roleHint}
          onChange={(role) => onChange({ ...form, role: role ?? form.role })}
        />
      )}
      <details
        open={faults.has("labels") || form.addresses !== "" || form.origins !== "" || form.labels !== ""}
      >
        <summary className="cursor-pointer text-sm font-medium">{texts.more}</summary>
        <div className="grid gap-4 pt-3">
          <TextArea {...lines} {...bind("addresses")} />
          <TextArea {...lines} {...bind("origins")} />
          <TextArea
            {...lines}
            {...bind("labels")}
            {...(faults.has("labels") && { fault: texts.labelsFault })}
          />
        </div>
      </details>
    </>
  );
}

/** A role matters to who may keep house, or look at what others use. */
function asksRole({ everything, scopes: chosen }: BoundsForm): boolean {
  return everything || chosen.includes("admin") || chosen.includes("usage");
}
