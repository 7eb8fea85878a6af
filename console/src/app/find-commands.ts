/** Something that can be gone to or done, by what it is called. */
export interface Command {
  readonly id: string;
  readonly name: string;
  /** Other words for which it is found. */
  readonly words?: string;
  run(): void;
}

/** Without case and accents, so that `resume` finds `Résumé`. */
function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** Those in which every word of the search begins a word, or stands somewhere; beginnings first, else in their order. */
export function findCommands<T extends Pick<Command, "name" | "words">>(
  commands: readonly T[],
  search: string,
): readonly T[] {
  const wanted = plain(search)
    .split(/\s+/)
    .filter((word) => word !== "");
  const fitting = commands.flatMap((command) => {
    const said = plain(`${command.name} ${command.words ?? ""}`);
    if (!wanted.every((word) => said.includes(word))) return [];
    const begins = wanted.every((word) => said.split(/[\s:]+/).some((one) => one.startsWith(word)));
    return [{ command, begins }];
  });
  return fitting
    .toSorted((one, other) => Number(other.begins) - Number(one.begins))
    .map(({ command }) => command);
}
