import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import type { PlaySettings, SettingName } from "./settings.ts";

/** The words of the API; models know some of them. */
const efforts = ["minimal", "low", "medium", "high"] as const;

/** What is asked of the model besides the question. */
export function SettingsPanel({
  settings,
  faults,
  onChange,
}: {
  readonly settings: PlaySettings;
  readonly faults: ReadonlySet<SettingName>;
  onChange(settings: PlaySettings): void;
}) {
  const texts = useTexts(playgroundTexts);
  const bind = (name: SettingName) => ({
    label: texts[name],
    value: settings[name],
    ...(faults.has(name) && { fault: texts.fault }),
    onChange: ({ target }: { target: { value: string } }) => onChange({ ...settings, [name]: target.value }),
  });
  return (
    <details className="rounded-md border border-line bg-raised">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">{texts.settings}</summary>
      <div className="grid gap-3 p-3 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <TextArea rows={3} {...bind("instructions")} />
        </div>
        <Field inputMode="decimal" placeholder={texts.asModel} {...bind("temperature")} />
        <Field inputMode="decimal" placeholder={texts.asModel} {...bind("topP")} />
        <Field inputMode="numeric" placeholder={texts.asModel} {...bind("maxTokens")} />
        <Select {...bind("effort")}>
          <option value="">{texts.asModel}</option>
          {efforts.map((effort) => (
            <option key={effort}>{effort}</option>
          ))}
        </Select>
        <TextArea rows={4} spellCheck={false} className="font-mono" dir="ltr" {...bind("tools")} />
        <TextArea rows={4} spellCheck={false} className="font-mono" dir="ltr" {...bind("schema")} />
      </div>
    </details>
  );
}
