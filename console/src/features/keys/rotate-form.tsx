import { type FormEvent, useState } from "react";
import { type Key, type KeyHome, type MadeKey, rotateKey } from "../../api/keys.ts";
import { keysTexts } from "../../texts/keys.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** How long the old secret still works, by number and unit. */
const overlaps = [
  { seconds: 3_600, unit: "hour", count: 1 },
  { seconds: 86_400, unit: "day", count: 1 },
  { seconds: 7 * 86_400, unit: "day", count: 7 },
  { seconds: 30 * 86_400, unit: "day", count: 30 },
  { seconds: 90 * 86_400, unit: "day", count: 90 },
] as const;

/** Gives a key a new secret while the old one still works. */
export function RotateForm({
  home,
  of,
  onMade,
  onClose,
}: {
  readonly home: KeyHome;
  readonly of: Key;
  onMade(made: MadeKey): void;
  onClose(): void;
}) {
  const texts = useTexts(keysTexts);
  const { language } = useLanguage();
  const [overlap, setOverlap] = useState(86_400);
  const [rotation] = useState(newRotation);
  const { busy, failure, run } = useDeed();

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(async () => onMade(await rotateKey(home, of.id, { overlapSeconds: overlap, rotation })));
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      <p className="text-sm">{texts.rotateHint}</p>
      <Select
        label={texts.overlap}
        value={overlap}
        onChange={({ target }) => setOverlap(Number(target.value))}
      >
        <option value={0}>{texts.notAnyMore}</option>
        {overlaps.map(({ seconds, unit, count }) => (
          <option key={seconds} value={seconds}>
            {count.toLocaleString(language, { style: "unit", unit, unitDisplay: "long" })}
          </option>
        ))}
      </Select>
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy}>
        {texts.rotate}
      </FormActions>
    </form>
  );
}

/** A name for this wish: whoever presses the button again after a lost answer gets no third secret. */
function newRotation(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
