import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { Texts } from "./define-texts.ts";
import { chooseLanguage, directionOf, keepLanguage, type Language } from "./languages.ts";

interface Spoken {
  readonly language: Language;
  speak(language: Language): void;
}

const LanguageContext = createContext<Spoken>({ language: "en", speak: () => undefined });

/** Everything inside speaks the reader's language, and is written in its direction. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() => chooseLanguage());
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  function speak(other: Language): void {
    keepLanguage(other);
    setLanguage(other);
  }
  return <LanguageContext value={{ language, speak }}>{children}</LanguageContext>;
}

export function useLanguage(): Spoken {
  return use(LanguageContext);
}

/** What a screen says, in the reader's language. */
export function useTexts<T>(texts: Texts<T>): Texts<T>[Language] {
  return texts[useLanguage().language];
}
