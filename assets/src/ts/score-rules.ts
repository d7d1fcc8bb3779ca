// The band and the gates, as the law counts them. The server decides; this only shows the sum while one is choosing.
export type ScoreSet = {
  criteria: { code: string; max: number; part: string }[];
  /** stars → criterion → points needed */
  gates: Record<string, Record<string, number>>;
  /** criteria where 0 points end the assessment */
  stops?: string[];
};
export type Unmet = { stars: number; code: string; needed: number; reached: number };
export type Result = { parts: Record<string, number>; total: number; band: number; rank: number; unmet: Unmet[]; stopped: string[] };

export function band(total: number): number {
  return total >= 90 ? 5 : total >= 70 ? 4 : total >= 50 ? 3 : total >= 30 ? 2 : 1;
}

/** `open`: criteria answered with “none of these” that are kept as no answer, which stops nothing.
 * Rank N needs the band and every gate of N and of the ranks below; without three stars there is no rank. */
export function reckon(set: ScoreSet, picked: Map<string, number>, open = new Set<string>()): Result {
  const parts: Record<string, number> = {};
  let total = 0;
  for (const { code, part } of set.criteria) {
    const points = picked.get(code) ?? 0;
    parts[part] = (parts[part] ?? 0) + points;
    total += points;
  }
  const unmet: Unmet[] = [];
  for (const stars of [3, 4, 5]) {
    for (const [code, needed] of Object.entries(set.gates[stars] ?? {})) {
      const reached = picked.get(code) ?? 0;
      if (reached < needed) unmet.push({ stars, code, needed, reached });
    }
  }
  const reachedBand = band(total);
  const stopped = (set.stops ?? []).filter((code) => picked.get(code) === 0 && !open.has(code));
  let rank = 0;
  for (const stars of [3, 4, 5]) {
    if (stopped.length || reachedBand < stars || unmet.some((gate) => gate.stars <= stars)) break;
    rank = stars;
  }
  return { parts, total, band: reachedBand, rank, unmet, stopped };
}
