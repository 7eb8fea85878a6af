import { type FormEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { addProvider } from "../../api/settings-file.ts";
import { addProviderTexts } from "../../texts/add-provider.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Button } from "../button.tsx";
import { Field } from "../field.tsx";
import { SecretField } from "../secret-field.tsx";
import { Failure, FailureWords } from "../notice.tsx";
import { useDeed } from "../use-deed.ts";
import { newProviderOf, type ProviderForm, type Service } from "./services.ts";

/** Of which member of the request a refusal speaks, by the field that is filled in for it. */
const params: Readonly<Record<string, keyof ProviderForm>> = {
  name: "name",
  base_url: "special",
  region: "special",
  key: "key",
  "model.name": "aliasName",
  model: "aliasModel",
};

/** What must be known of a provider. Its key is not shown, not even while it is typed. */
export function ProviderFields({
  service,
  name,
  onAdded,
}: {
  readonly service: Service;
  /** A name that is free. */
  readonly name: string;
  onAdded(added: { readonly name: string; readonly inForce: boolean }): Promise<void>;
}) {
  const texts = useTexts(addProviderTexts);
  const doors = useTexts(doorsTexts);
  const [form, setForm] = useState<ProviderForm>({
    name,
    special: "",
    key: "",
    aliasName: "",
    aliasModel: "",
  });
  const { busy, failure, run } = useDeed();
  const { asks, entry, key } = service;
  const faulty = failure instanceof ApiError ? params[failure.param ?? ""] : undefined;
  const field = (part: keyof ProviderForm) => ({
    value: form[part],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setForm({ ...form, [part]: target.value }),
    dir: "ltr",
    spellCheck: false,
    autoComplete: "off",
    ...(faulty === part && { fault: <FailureWords error={failure} /> }),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const { in_force: inForce, provider } = await addProvider(newProviderOf(service, form));
      await onAdded({ name: provider.name, inForce });
    });
  }

  return (
    <form className="grid min-w-0 gap-4" onSubmit={submit}>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={texts.name} hint={texts.nameHint} required maxLength={64} {...field("name")} />
        {asks !== undefined && (
          <Field
            label={asks === "region" ? texts.region : texts.address}
            hint={asks === "region" ? entry.region : texts.addressHint}
            placeholder={entry[asks]}
            required
            maxLength={2_048}
            {...field("special")}
          />
        )}
        {key !== "none" && (
          <SecretField
            label={key === "needed" ? texts.key : texts.optionalKey}
            hint={doors.keyOfHint}
            required={key === "needed"}
            {...field("key")}
          />
        )}
      </div>
      <fieldset className="grid items-start gap-3 sm:grid-cols-2">
        <legend className="mb-2 text-sm text-soft">{texts.alias}</legend>
        <Field label={texts.aliasName} maxLength={64} {...field("aliasName")} />
        <Field
          label={texts.aliasModel}
          required={form.aliasName.trim() !== ""}
          maxLength={256}
          {...field("aliasModel")}
        />
      </fieldset>
      {failure !== undefined && faulty === undefined && <Failure error={failure} />}
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {texts.add}
        </Button>
      </div>
    </form>
  );
}
