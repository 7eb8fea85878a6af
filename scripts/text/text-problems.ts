import type { Problem } from "../house/problem.ts";
import { lineOf } from "../house/line-of.ts";

/** Words that no file may hold. Each pattern is written so that it does not match its own source. */
interface BannedText {
  readonly pattern: RegExp;
  readonly text: string;
  /** Files in which the pattern would match by accident. */
  readonly except?: RegExp;
}

const banned: readonly BannedText[] = [
  {
    pattern: /\b(T[O]DO|F[I]XME|X[X]X)\b/g,
    text: "marks unfinished work. Finish it, or open an issue.",
    // Hashes in base64 hold every word sooner or later.
    except: /(^|\/)package-lock\.json$/,
  },
  {
    pattern: /(?<![\w.:-])\/(?:[w]ork|[r]oot)\/|(?<![\w.-])\/(?:[h]ome|[U]sers)\/(?=\w)|\b[A-Z]:\\[U]sers\\/g,
    text: "is a path of somebody's machine. Make it relative, or ask the system.",
  },
  {
    pattern:
      /\b(?:[r]egistry|[n]pm|[p]ypi|[a]rtifactory|[n]exus|[m]irrors?)(?:\.[a-z\d-]+)*\.(?:org|com|net|io|dev|internal|local|lan|corp)\b|\b(?:[n]pmjs|[p]ythonhosted)\.\w+/gi,
    text: "names a package registry. Which one is used is the business of the machine that installs.",
  },
];

/** Unfinished work, machine paths and registry hosts in a text. */
export function textProblems(path: string, text: string): readonly Problem[] {
  return banned.flatMap(({ pattern, text: reason, except }) => {
    if (except?.test(path)) return [];
    return [...text.matchAll(pattern)].map((match) => ({
      path,
      line: lineOf(text, match.index),
      level: "error" as const,
      text: `"${match[0]}" ${reason}`,
    }));
  });
}
