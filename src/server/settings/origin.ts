import type { Fault } from "./fault.ts";
import { type Path, pathText } from "./path.ts";
import type { YamlFile } from "./yaml-file.ts";

/** Settings as they were written, and where: so that a fault can name the place. */
export interface Origin {
  readonly input: unknown;
  /** The place of a value, or of the name before it; of what is missing, the place where it is missing. */
  locate(path: Path, part: "name" | "value"): Omit<Fault, "message">;
  /** The text as it stands there, when variables were put into it. */
  written(path: Path): string | undefined;
  /** Whether a fault has been found already that leaves this value unknown. */
  unknown(path: Path): boolean;
}

/** Settings from a file. `name` is the file as the operator would name it. */
export function fileOrigin(name: string, file: YamlFile): Origin {
  return {
    input: file.value ?? {},
    locate(path, part) {
      let place = file.place(path, part);
      for (let length = path.length - 1; place === undefined && length >= 0; length--) {
        place = file.place(path.slice(0, length), "name");
      }
      return { file: name, path: pathText(path), ...place };
    },
    written: (path) => file.written(path),
    unknown: (path) => file.unknown(path),
  };
}

/** Settings that stand in no file. `sources` says where single values come from. */
export function plainOrigin(input: unknown, sources: Readonly<Record<string, string>> = {}): Origin {
  return {
    input,
    locate: (path) => ({ path: sources[pathText(path)] ?? pathText(path) }),
    written: () => undefined,
    unknown: () => false,
  };
}
