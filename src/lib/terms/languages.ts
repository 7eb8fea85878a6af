/** Languages whose words are stemmed. Danish, Norwegian and Swedish are alike enough to share their rules. */
export const languages = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "ru", "fi", "tr", "pl"] as const;

export type Language = (typeof languages)[number];

/** Languages of a text, as bits: the place in `languages` is the place of the bit. */
export type LanguageBits = number;

export function bitOf(language: Language): LanguageBits {
  return 1 << languages.indexOf(language);
}
