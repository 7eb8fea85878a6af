/** The languages of the console, each by its own name. */
export const languages = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  pt: "Português",
  zh: "中文",
  ja: "日本語",
  hi: "हिन्दी",
  ar: "العربية",
} as const;

export type Language = keyof typeof languages;

/** Where a reader's wish is kept, if there is one; otherwise the browser's languages decide. */
const kept = "parley-language";

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(languages, name);
}

/** The first of the reader's languages that the console has; English when it has none. */
export function chooseLanguage(wishes: readonly string[] = navigator.languages): Language {
  const wish = localStorage.getItem(kept);
  for (const tag of wish === null ? wishes : [wish, ...wishes]) {
    const [name = ""] = tag.toLowerCase().split("-");
    if (isLanguage(name)) return name;
  }
  return "en";
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(kept, language);
}

/** Which way it is written. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
