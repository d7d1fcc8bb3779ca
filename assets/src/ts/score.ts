// <form data-island="score"> with radios c.<criterion> (data-points) and a JSON script [data-score-set]. It fills the panel:
// [data-score-total], [data-score-part="A"], [data-score-rank], [data-score-unmet] (a list), [data-score-missing].
// Sentences come from the panel's attributes, so that they stay in the catalogue: data-rank="%{n} sao",
// data-no-rank="…", data-unmet="%{code}: mức %{stars} sao cần %{points} điểm".
import { reckon, type ScoreSet } from "./score-rules";

export function score(root: HTMLElement): void {
  const source = root.querySelector("[data-score-set]");
  const panel = root.querySelector<HTMLElement>("[data-score-panel]");
  if (!source || !panel) return;
  const set = JSON.parse(source.textContent ?? "{}") as ScoreSet;

  const put = (selector: string, text: string) => {
    for (const element of panel.querySelectorAll(selector)) element.textContent = text;
  };
  const update = () => {
    const picked = new Map<string, number>();
    const open = new Set<string>();
    for (const radio of root.querySelectorAll<HTMLInputElement>('input[name^="c."]:checked')) {
      // A producer's “none of these” is kept as no answer; a member's is an answer.
      if (radio.value === "0" && root.dataset.none !== "answer") open.add(radio.name.slice(2));
      picked.set(radio.name.slice(2), Number(radio.dataset.points ?? 0));
    }
    const result = reckon(set, picked, open);
    put("[data-score-total]", String(result.total));
    for (const [part, points] of Object.entries(result.parts)) put(`[data-score-part="${CSS.escape(part)}"]`, String(points));
    put("[data-score-missing]", String(set.criteria.length - picked.size));
    const stopped = result.stopped.length ? (panel.dataset.stopped ?? "").replace("%{codes}", result.stopped.join(", ")) : "";
    put("[data-score-rank]", stopped ? stopped : result.rank ? (panel.dataset.rank ?? "").replace("%{n}", String(result.rank)) : (panel.dataset.noRank ?? ""));

    // What stands between here and the next star that the points already allow, or the first gates of all.
    const next = Math.max(3, Math.min(5, result.rank + 1));
    const list = panel.querySelector("[data-score-unmet]");
    const line = (words: string) => Object.assign(document.createElement("li"), { textContent: words });
    list?.replaceChildren(
      // Where the assessment stops no star is in reach: nothing is said of what a star would need.
      ...(stopped ? [] : result.unmet.filter((gate) => gate.stars <= next)).map((gate) => {
        const words = (panel.dataset.unmet ?? "").replace("%{code}", gate.code);
        return line(words.replace("%{stars}", String(gate.stars)).replace("%{points}", String(gate.needed)));
      }),
    );
  };
  // On a phone the panel lies over the questions: it starts folded.
  const more = panel.querySelector<HTMLDetailsElement>("[data-score-more]");
  if (more && matchMedia("(max-width: 59.99rem)").matches) more.open = false;
  root.addEventListener("change", update);
  update();
}
