import type { ModelRoute, RouteTarget } from "../../api/health.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { directionOf } from "../../texts/languages.ts";
import { providersTexts } from "../../texts/providers.ts";
import { routesTexts } from "../../texts/routes.ts";
import { formatDuration } from "../../ui/format.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { conditionWords } from "./condition-words.ts";
import { layoutOf, shorten, sizes } from "./route-layout.ts";

/** How a target's way is drawn, by how it stands: the words below it say the same. */
const strokes = {
  well: "stroke-good",
  cooling: "stroke-warn",
  held: "stroke-warn",
  limited: "stroke-warn",
  open: "stroke-bad",
} as const;

/** A name, and the ways that calls for it can go. Beside the picture stands a list that says the same in words. */
export function RoutePicture({ of: route }: { readonly of: ModelRoute }) {
  const texts = useTexts(routesTexts);
  const { language } = useLanguage();
  const mirrored = directionOf(language) === "rtl";
  const { width, height, box, targetsX, drawn } = layoutOf(route, mirrored);
  const name = route.model === "*" ? texts.otherNames : route.model;
  const anchor = mirrored ? "end" : "start";
  const inset = (x: number, wide: number): number => (mirrored ? x + wide - 12 : x + 12);
  const words = useTargetWords();
  return (
    <figure className="min-w-0">
      <ScrollBox label={name}>
        <svg
          aria-hidden
          direction="ltr"
          viewBox={`-3 -3 ${width + 6} ${height + 6}`}
          className="w-full max-w-3xl min-w-[38rem] text-[13px]"
        >
          {drawn.map(({ target, path, stroke, mark, y }) => (
            <g key={target.name}>
              <path
                d={path}
                fill="none"
                strokeWidth={stroke}
                strokeDasharray={target.state === "well" ? undefined : "6 5"}
                className={strokes[target.state]}
              />
              <rect
                x={targetsX}
                y={y}
                width={sizes.target}
                height={sizes.height}
                rx={8}
                className={`fill-ground ${strokes[target.state]}`}
              />
              <text
                x={inset(targetsX, sizes.target)}
                y={y + 24}
                textAnchor={anchor}
                className="fill-ink font-mono text-[12px]"
              >
                {[...(mark === undefined ? [] : [mark]), shorten(target.name, 46)].join("  ")}
              </text>
              <text
                x={inset(targetsX, sizes.target)}
                y={y + 45}
                textAnchor={anchor}
                className="fill-soft text-[12px]"
              >
                {shorten(words(target).join(" · "), 60)}
              </text>
            </g>
          ))}
          <rect
            x={box.x}
            y={box.y}
            width={sizes.name}
            height={sizes.height}
            rx={8}
            className="fill-accent-ground stroke-accent"
          />
          <text
            x={inset(box.x, sizes.name)}
            y={box.y + 25}
            textAnchor={anchor}
            className="fill-ink font-medium"
          >
            {shorten(name, 24)}
          </text>
          <text
            x={inset(box.x, sizes.name)}
            y={box.y + 45}
            textAnchor={anchor}
            className="fill-soft text-[12px]"
          >
            {texts[route.strategy]}
          </text>
        </svg>
      </ScrollBox>
      <figcaption className="sr-only">
        {texts[route.strategy]}
        <ol>
          {drawn.map(({ target, mark }, place) => (
            <li key={target.name}>
              {[
                texts.target(String(place + 1), target.name),
                ...(mark?.endsWith("%") === true ? [texts.share(mark)] : []),
                ...words(target),
              ].join(", ")}
            </li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

/** How a target stands, how quick it is, and which calls it takes. */
function useTargetWords(): (target: RouteTarget) => readonly string[] {
  const texts = useTexts(routesTexts);
  const states = useTexts(providersTexts);
  const { language } = useLanguage();
  return ({ state, first_ms, region, when }) => {
    const first = first_ms.streamed ?? first_ms.whole;
    return [
      states[state],
      ...(first === null ? [] : [formatDuration(first, language)]),
      ...(region === null ? [] : [region]),
      ...conditionWords(when, texts, language),
    ];
  };
}
