import { useTexts } from "../../texts/language-context.tsx";
import { playSettingsTexts } from "../../texts/play-settings.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import type { SettingFault } from "./settings.ts";

/** Where JSON is written: with an example to begin from, brought into order by a button, and told where it breaks. */
export function JsonField({
  label,
  value,
  example,
  fault,
  expected,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  /** What a beginner is given. */
  readonly example: unknown;
  readonly fault: SettingFault | undefined;
  /** What must stand here. */
  readonly expected: string;
  onValue(value: string): void;
}) {
  const texts = useTexts(playSettingsTexts);
  const tidy = (json: unknown): void => onValue(JSON.stringify(json, undefined, 2));
  const said = (): string => {
    if (fault?.json !== undefined) return texts.noJson(fault.json);
    return fault?.taken === undefined ? expected : texts.taken(fault.taken.join(", "));
  };
  return (
    <div className="grid content-start gap-1">
      <TextArea
        label={label}
        rows={value === "" ? 3 : Math.min(16, Math.max(6, value.split("\n").length))}
        spellCheck={false}
        autoComplete="off"
        className="font-mono text-xs"
        dir="ltr"
        value={value}
        onChange={({ target }) => onValue(target.value)}
        {...(fault !== undefined && { fault: said() })}
      />
      <div className="flex flex-wrap gap-1">
        {value === "" ? (
          <Button
            look="quiet"
            className="min-h-7 px-2 text-xs"
            aria-label={`${texts.example}: ${label}`}
            onClick={() => tidy(example)}
          >
            {texts.example}
          </Button>
        ) : (
          <>
            <Button
              look="quiet"
              className="min-h-7 px-2 text-xs"
              aria-label={`${texts.tidy}: ${label}`}
              disabled={fault?.json !== undefined}
              onClick={() => tidy(JSON.parse(value))}
            >
              {texts.tidy}
            </Button>
            <Button
              look="quiet"
              className="min-h-7 px-2 text-xs"
              aria-label={`${texts.empties}: ${label}`}
              onClick={() => onValue("")}
            >
              {texts.empties}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
