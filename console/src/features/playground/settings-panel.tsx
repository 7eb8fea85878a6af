import { useTexts } from "../../texts/language-context.tsx";
import { playSettingsTexts } from "../../texts/play-settings.ts";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { JsonField } from "./json-field.tsx";
import { noSettings, type PlaySettings, type ReadSettings, type SettingName } from "./settings.ts";

/** The words of the API; models know some of them. */
const efforts = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
const verbosities = ["low", "medium", "high"] as const;
const choices = ["auto", "none", "required"] as const;

/** What a beginner may change into what is needed. */
const examples = {
  tools: [
    {
      type: "function",
      name: "get_weather",
      description: "Tells the weather in a city.",
      parameters: {
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
        additionalProperties: false,
      },
    },
  ],
  schema: {
    type: "object",
    properties: { answer: { type: "string" }, sure: { type: "boolean" } },
    required: ["answer", "sure"],
    additionalProperties: false,
  },
  others: { presence_penalty: 0.5, metadata: { purpose: "a try" } },
} as const;

/** What is asked of the model besides the question. */
export function SettingsPanel({
  settings,
  faults,
  open,
  onChange,
}: {
  readonly settings: PlaySettings;
  readonly faults: ReadSettings["faults"];
  /** Something in it was set before the reader came. */
  readonly open: boolean;
  onChange(settings: PlaySettings): void;
}) {
  const texts = useTexts(playSettingsTexts);
  const set = (name: SettingName, value: string): void => onChange({ ...settings, [name]: value });
  const bind = (name: SettingName) => ({
    label: texts[name],
    value: settings[name],
    ...(faults.has(name) && { fault: texts.fault }),
    onChange: ({ target }: { target: { value: string } }) => set(name, target.value),
  });
  const choose = (name: SettingName, words: readonly string[]) => (
    <Select {...bind(name)}>
      <option value="">{texts.asModel}</option>
      {/* A call of before may have had a word that is not offered. */}
      {[...new Set([...words, settings[name]])]
        .filter((word) => word !== "")
        .map((word) => (
          <option key={word}>{word}</option>
        ))}
    </Select>
  );
  const json = (name: keyof typeof examples, expected: string) => (
    <JsonField
      label={texts[name]}
      value={settings[name]}
      example={examples[name]}
      fault={faults.get(name)}
      expected={expected}
      onValue={(value) => set(name, value)}
    />
  );
  const changed = Object.keys(settings).filter(
    (name) => settings[name as SettingName] !== noSettings[name as SettingName],
  );
  return (
    <details open={open} className="rounded-md border border-line bg-raised">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">
        {texts.settings}
        {changed.length > 0 && <span className="ms-2 text-soft">({texts.changed(changed.length)})</span>}
      </summary>
      <div className="grid gap-3 p-3 sm:grid-cols-2 lg:grid-cols-3">
        <div className="sm:col-span-2 lg:col-span-3">
          <TextArea rows={3} dir="auto" {...bind("instructions")} />
        </div>
        <Field inputMode="decimal" placeholder={texts.asModel} {...bind("temperature")} />
        <Field inputMode="decimal" placeholder={texts.asModel} {...bind("topP")} />
        <Field inputMode="numeric" placeholder={texts.asModel} {...bind("maxTokens")} />
        {choose("effort", efforts)}
        {choose("verbosity", verbosities)}
        {choose("toolChoice", choices)}
        {json("tools", texts.listExpected)}
        {json("schema", texts.objectExpected)}
        {json("others", texts.objectExpected)}
      </div>
    </details>
  );
}
