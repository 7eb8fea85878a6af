import type { ModelRoute, RouteTarget } from "../../api/health.ts";

/** A target as it is drawn. All lengths are in the picture's own units. */
export interface Drawn {
  readonly target: RouteTarget;
  /** The upper edge of its box. */
  readonly y: number;
  /** From the name's box to this one. */
  readonly path: string;
  /** 1 to 6: how much of the calls goes this way. */
  readonly stroke: number;
  /** What stands at the line: its place in the order, or its share; absent where the strategy says neither. */
  readonly mark: string | undefined;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly box: { readonly x: number; readonly y: number };
  /** The near edge of the targets' boxes. */
  readonly targetsX: number;
  readonly drawn: readonly Drawn[];
}

export const sizes = { width: 720, name: 190, target: 400, height: 60, gap: 12 } as const;

/** Where everything of a route's picture stands: the name first, in the order of reading, and its targets behind it. */
export function layoutOf(
  { strategy, targets }: Pick<ModelRoute, "strategy" | "targets">,
  mirrored: boolean,
): Layout {
  const { width, name, target: wide, height, gap } = sizes;
  const whole = Math.max(1, targets.length) * (height + gap) - gap;
  const all = targets.reduce((sum, { weight }) => sum + weight, 0);
  const middle = whole / 2;
  const from = mirrored ? width - name : name;
  const to = mirrored ? wide : width - wide;
  const between = (from + to) / 2;
  return {
    width,
    height: whole,
    box: { x: mirrored ? width - name : 0, y: middle - height / 2 },
    targetsX: mirrored ? 0 : width - wide,
    drawn: targets.map((target, place) => {
      const y = place * (height + gap);
      const at = y + height / 2;
      const share = all === 0 ? 0 : target.weight / all;
      return {
        target,
        y,
        path: `M${from} ${middle}C${between} ${middle} ${between} ${at} ${to} ${at}`,
        stroke: 1 + Math.round(5 * share),
        mark: markOf(strategy, target, share),
      };
    }),
  };
}

function markOf(strategy: ModelRoute["strategy"], { rank }: RouteTarget, share: number): string | undefined {
  if (strategy === "first") return `${rank + 1}.`;
  return strategy === "weighted" ? `${Math.round(share * 100)} %` : undefined;
}

/** The most of a text that a box has room for: both ends are kept, since names differ at either. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
