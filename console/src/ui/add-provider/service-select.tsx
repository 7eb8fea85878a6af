import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Select } from "../field.tsx";
import { services } from "./services.ts";

/** Which service it is. */
export function ServiceSelect({ value, onChange }: { readonly value: string; onChange(name: string): void }) {
  const texts = useTexts(doorsTexts);
  return (
    <Select label={texts.service} value={value} onChange={({ target }) => onChange(target.value)}>
      {services.map(({ name, label }) => (
        <option key={name} value={name}>
          {label ?? texts.own}
        </option>
      ))}
    </Select>
  );
}
