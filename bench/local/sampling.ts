/** How tokens are chosen, for both sides alike: `top_k` and `min_p` are what Parley takes where nothing is said. */
export const sampling = { temperature: 1, topP: 1, topK: 40, minP: 0.05 } as const;
