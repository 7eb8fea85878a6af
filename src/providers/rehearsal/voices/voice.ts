/** What a question can be about; each language has an expression for it. */
export interface Intents {
  /** "Repeat after me: …", with the text to give back as all that follows the match. */
  readonly repeat: RegExp;
  /** "Count to 10", with the number as group 1. */
  readonly countTo: RegExp;
  readonly nameQuestion: RegExp;
  /** "My name is Ada", with the name as group 1. */
  readonly nameStatement: RegExp;
  readonly firstQuestion: RegExp;
  readonly beforeQuestion: RegExp;
  /** What the model itself said. */
  readonly yourWordsQuestion: RegExp;
  /** A question whose answer may stand in an earlier turn. */
  readonly question: RegExp;
  readonly poem: RegExp;
  readonly joke: RegExp;
  readonly self: RegExp;
  readonly help: RegExp;
  readonly thanks: RegExp;
  readonly farewell: RegExp;
  readonly greeting: RegExp;
}

/** Intents that have their answer in the table. */
export const tableIntents = ["poem", "joke", "self", "help", "thanks", "farewell", "greeting"] as const;
export type TableIntent = (typeof tableIntents)[number];

/** Images, sounds and files that came with a message. */
export interface Media {
  readonly images: number;
  readonly sounds: number;
  readonly files: number;
}

/** One language: how it is recognised and all that is said in it. */
export interface Voice {
  /** Frequent words, lower case and without accents: they give the language away and carry no meaning. */
  readonly smallWords: ReadonlySet<string>;
  readonly intents: Intents;
  /** Answers by intent; the seed chooses among several. */
  readonly table: Readonly<Record<TableIntent, readonly string[]>>;
  /** To a conversation without a question. */
  readonly silence: string;
  /** To all else: `quoted` is the question in this language's quotation marks. */
  readonly echoes: readonly ((quoted: string) => string)[];
  readonly quote: (text: string) => string;
  readonly nameNoted: (name: string) => string;
  readonly nameIs: (name: string) => string;
  readonly firstWas: (quoted: string) => string;
  readonly beforeWas: (quoted: string) => string;
  readonly youSaid: (quoted: string) => string;
  readonly iSaid: (quoted: string) => string;
  readonly notFound: string;
  readonly countLimit: string;
  readonly toolSaid: (name: string | undefined, quoted: string) => string;
  readonly cannotPerceive: (media: Media) => string;
  readonly refusal: string;
  /** Makes the answers of several choices differ. */
  readonly numbered: (choice: number) => string;
}

export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** "1 image, 2 sounds": the counts that are not 0, with the right form of each word. */
export function listMedia(
  { images, sounds, files }: Media,
  names: readonly (readonly [one: string, many: string])[],
): string {
  return [images, sounds, files]
    .flatMap((count, index) => (count === 0 ? [] : [`${count} ${names[index]?.[count === 1 ? 0 : 1]}`]))
    .join(", ");
}
