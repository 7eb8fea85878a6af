import { useLanguage, useTexts } from "../texts/language-context.tsx";
import { isLanguage, languages } from "../texts/languages.ts";
import { shellTexts } from "../texts/shell.ts";
import { Select } from "../ui/field.tsx";
import { setTheme, themes, useTheme } from "./theme.ts";

/** How the reader wants it: which language, how bright. */
export function Preferences() {
  const texts = useTexts(shellTexts);
  const { language, speak } = useLanguage();
  const theme = useTheme();
  return (
    <div className="grid gap-2">
      <Select
        label={texts.language}
        value={language}
        onChange={({ target }) => {
          if (isLanguage(target.value)) speak(target.value);
        }}
      >
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        label={texts.theme}
        value={theme}
        onChange={({ target }) => setTheme(themes.find((name) => name === target.value) ?? "system")}
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {texts[name]}
          </option>
        ))}
      </Select>
    </div>
  );
}
