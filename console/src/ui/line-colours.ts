/** Colours that differ for most colour-blind eyes, on light and on dark ground (after Okabe and Ito). */
export const lineColours = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#b58900",
  "#56b4e9",
  "#8a6fdf",
  "#808080",
] as const;
