import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { navigation } from "../../console/src/app/navigation.ts";
import { openPage, registerOwner } from "./browser.ts";
import { addSamples } from "./sample-data.ts";
import { type Stage, useStage } from "./stage.ts";

/** How the screens are laid out. `PARLEY_TEST_LAYOUT=write` writes it anew; look at what has changed. */
const file = fileURLToPath(new URL("layout.json", import.meta.url));
const writes = process.env["PARLEY_TEST_LAYOUT"] === "write";

/** Pixels by which a box may be elsewhere, or larger: browsers round halves in their own ways. */
const slack = 2;

type Box = readonly [name: string, x: number, y: number, width: number, height: number];

const widths = { narrow: { width: 360, height: 740 }, wide: { width: 1280, height: 800 } } as const;
const known: Record<string, readonly Box[]> = JSON.parse(readFileSync(file, "utf8")) as never;

let signedIn: NonNullable<BrowserContextOptions["storageState"]>;
const stage = useStage({ ready: prepare });

async function prepare({ server, browser }: Stage): Promise<void> {
  await addSamples(server);
  const watched = await openPage(browser);
  await registerOwner(watched, server.url);
  signedIn = await watched.page.context().storageState();
  await watched.page.context().close();
}

const screens: readonly string[] = [
  ...navigation.map(({ to }) => to),
  "/security?part=audit",
  "/security?part=anomalies",
  "/security?part=sessions",
];

async function open(
  theme: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const { page } = await openPage(stage.browser, { storageState: signedIn, viewport });
  await page.addInitScript((wish) => localStorage.setItem("parley-theme", wish), theme);
  return page;
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(`${stage.server.url}${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator(".animate-pulse").first().waitFor({ state: "detached" });
}

/**
 * Where everything is, once texts take no room: fonts are others on each machine, and what is left is the layout alone.
 * What stands in lists depends on how much there is, and is left out.
 */
async function boxesOf(page: Page): Promise<readonly Box[]> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root * { font-size: 0 !important; line-height: 0 !important }");
    document.adoptedStyleSheets = [sheet];
    const parts =
      "header, nav, main, h1, section, search, form, input, select, textarea, table, canvas, article";
    return [...document.querySelectorAll<HTMLElement>(parts)]
      .filter((element) => element.checkVisibility() && element.closest("li, dialog") === null)
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.localName, ...[x, y, width, height].map(Math.round)] as unknown as Box;
      });
  });
}

/** Of a picture: how bright it is in its corner, 0 to 255, and how many colours it has. */
async function coloursOf(judge: Page, picture: Buffer): Promise<{ ground: number; colours: number }> {
  return judge.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("the browser draws nothing");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set<number>();
    for (let at = 0; at < data.length; at += 4)
      seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    const corner = 4 * (image.width * (image.height - 2) + image.width - 20);
    return { ground: data[corner] ?? 0, colours: seen.size };
  }, picture.toString("base64"));
}

function differs([name, ...here]: Box, other: Box | undefined): boolean {
  return name !== other?.[0] || here.some((edge, at) => Math.abs(edge - Number(other[at + 1])) > slack);
}

describe.each(Object.keys(widths) as (keyof typeof widths)[])("%s", (width) => {
  test("each screen is laid out as it was, alike in light and dark, and in the colours of both", async () => {
    const light = await open("light", widths[width]);
    const dark = await open("dark", widths[width]);
    const judge = await stage.browser.newPage();
    const wrong: string[] = [];
    for (const path of screens) {
      const place = `${width} ${path}`;
      await Promise.all([show(light, path), show(dark, path)]);
      const [bright, dim] = await Promise.all([light.screenshot(), dark.screenshot()]);
      const [day, night] = [await coloursOf(judge, bright), await coloursOf(judge, dim)];
      if (day.ground < 200 || night.ground > 60) wrong.push(`${place}: ${day.ground} and ${night.ground}`);
      // Writing alone has more shades than this: fewer are an empty page.
      if (day.colours < 20 || night.colours < 20) wrong.push(`${place}: is blank`);
      const boxes = await boxesOf(light);
      if (writes) known[place] = boxes;
      const expected = known[place] ?? [];
      for (const [name, others] of [
        ["as it was", expected],
        ["in the dark", await boxesOf(dark)],
      ] as const) {
        const at = boxes.findIndex((box, index) => differs(box, others[index]));
        if (at >= 0)
          wrong.push(`${place}: ${JSON.stringify(boxes[at])}, ${name} ${JSON.stringify(others[at])}`);
        else if (boxes.length !== others.length)
          wrong.push(`${place}: ${boxes.length} parts, ${name} ${others.length}`);
      }
    }
    if (writes) writeFileSync(file, textOf(known));
    expect(wrong).toEqual([]);
    for (const page of [light, dark, judge]) await page.close();
  }, 180_000);
});

/** A line for each box: what has changed can be read. */
function textOf(boxes: Readonly<Record<string, readonly Box[]>>): string {
  const places = Object.entries(boxes)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, list]) => {
      const lines = list.map((box) => `    ${JSON.stringify(box).replaceAll(",", ", ")}`);
      return `  ${JSON.stringify(place)}: [\n${lines.join(",\n")}\n  ]`;
    });
  return `{\n${places.join(",\n")}\n}\n`;
}
